/**
 * `npm run bench -- --json FILE [NAME…]`: the figures that issue and README promise, as a list of
 * `{name, value, unit, note}`. Names limit it to the groups that measure them. Leave the machine alone meanwhile.
 */
import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readIndex } from '../src/platform/node/content-package';
import { measureChecks } from './bench/checks';
import { type Figure, round } from './bench/figure';
import { measureAppend, measureScaffold } from './bench/files';
import { measureFold } from './bench/fold';
import { measureHost } from './bench/host-rounds';
import { measureAssessment, measurePlannerPaint } from './bench/planner';
import { measureWarm } from './bench/warm';

const root = join(__dirname, '..');
const vsix = join(root, 'out', 'bridgecraft.vsix');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });

async function measureVsix(): Promise<readonly Figure[]> {
  const { size } = await stat(vsix);
  return [{ name: 'vsix_kb', value: round(size / 1024, 1), unit: 'KB', note: 'out/bridgecraft.vsix' }];
}

async function main(): Promise<void> {
  if (!existsSync(vsix)) throw new Error('There is no package. Run `npm run package` first.');
  const curricula = join(root, 'dist', 'curricula');
  const index = await readIndex(curricula);
  const step = index.curricula
    .flatMap(({ phases }) => phases.flatMap((phase) => phase.steps))
    .find((each) => each.tier === 'T0');
  if (!step) throw new Error('No step of tier T0 is packaged.');
  const groups: readonly { readonly names: readonly string[]; readonly measure: () => Promise<readonly Figure[]> }[] = [
    { names: ['vsix_kb'], measure: measureVsix },
    { names: ['fold_50000_ms'], measure: () => measureFold(index) },
    { names: ['append_p50_ratio', 'append_fsyncs'], measure: () => measureAppend(step) },
    { names: ['scaffold_ratio'], measure: () => measureScaffold(step, curricula) },
    {
      names: ['startup_js_kb', 'activation_ratio', 'host_memory_mb', 'tree_5000_ms'],
      measure: () => measureHost(root),
    },
    { names: ['check_overhead_ratio'], measure: () => measureChecks(step, root) },
    { names: ['warm_first_verdict_ratio'], measure: () => measureWarm(index, root) },
    { names: ['assessment_to_matrix_ms'], measure: measureAssessment },
    { names: ['planner_paint_ratio'], measure: measurePlannerPaint },
  ];
  const figures: Figure[] = [];
  for (const { names, measure } of groups) {
    if (positionals.length > 0 && !names.some((name) => positionals.includes(name))) continue;
    for (const figure of await measure()) {
      figures.push(figure);
      console.log(
        `${figure.name.padEnd(22)} ${String(figure.value).padStart(9)} ${figure.unit.padEnd(6)} ${figure.note}`,
      );
    }
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
