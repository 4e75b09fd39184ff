/** Scaffold and log, each interleaved with the plain file operation that it is compared to. */
import { randomUUID } from 'node:crypto';
import { fsync } from 'node:fs';
import { cp, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Step } from '../../src/core/curriculum/model';
import { readStarter, stepFolder } from '../../src/platform/node/content-package';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { NodeProgressLogs } from '../../src/platform/node/progress-log';
import { scaffoldStep } from '../../src/platform/node/scaffold-writer';
import { type Figure, median, ratio, round, timed } from './figure';

const scaffoldRounds = 41;
const appendPairs = 1000;

export async function withScratch<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), 'bridgecraft-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const measureScaffold = (step: Step, curricula: string): Promise<readonly Figure[]> =>
  withScratch(async (scratch) => {
    const packageDir = stepFolder(curricula, step);
    const starter = join(scratch, 'starter');
    for (const [path, content] of await readStarter(packageDir)) {
      await mkdir(dirname(join(starter, path)), { recursive: true });
      await writeFile(join(starter, path), content);
    }
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let index = 0; index < scaffoldRounds; index += 1) {
      const home = join(scratch, `home-${index}`);
      const plain = join(scratch, `plain-${index}`);
      await Promise.all([mkdir(home), mkdir(plain)]);
      const scaffold = async () => {
        const target = join(home, step.curriculum, step.id);
        const outcome = await scaffoldStep({ step, home, target, packageDir });
        if (!outcome.ok) throw new Error(`The scaffold failed: ${outcome.reason.kind}`);
      };
      const copy = () => cp(starter, join(plain, step.curriculum, step.id), { recursive: true });
      if (index % 2 === 0) {
        ours.push(await timed(scaffold));
        theirs.push(await timed(copy));
      } else {
        theirs.push(await timed(copy));
        ours.push(await timed(scaffold));
      }
    }
    const what = `${step.projectFiles.length} files of ${step.ref}, ${scaffoldRounds} interleaved rounds`;
    return [ratio('scaffold_ratio', ours, theirs, what)];
  });

export const measureAppend = (step: Step): Promise<readonly Figure[]> =>
  withScratch(async (scratch) => {
    let syncs = 0;
    const sync = promisify(fsync);
    const logs = new NodeProgressLogs({
      mirrorFolder: join(scratch, 'mirror'),
      clock: { now: () => new Date().toISOString() },
      hasher: nodeHasher,
      synchronize: (handle) => {
        syncs += 1;
        return sync(handle);
      },
    });
    const home = join(scratch, 'home');
    await mkdir(home);
    const log = await logs.open(home);
    await log.append([{ kind: 'log-started', log: randomUUID() }]);

    const path = join(home, '.bridgecraft', 'progress.jsonl');
    const event = { kind: 'step-started', step: step.ref, contentVersion: step.contentVersion, path: step.id } as const;
    await log.append([event]);
    const line = Buffer.from(`${(await readFile(path, 'utf8')).trimEnd().split('\n').at(-1) ?? ''}\n`);
    const bare = async () => {
      const handle = await open(join(scratch, 'bare.jsonl'), 'a');
      await handle.write(line);
      await handle.sync();
      await handle.close();
    };
    await bare();

    syncs = 0;
    const ours: number[] = [];
    const theirs: number[] = [];
    const append = async () => {
      const written = await log.append([event]);
      if (!written.ok) throw new Error('An append failed.');
    };
    for (let index = 0; index < appendPairs; index += 1) {
      if (index % 2 === 0) {
        ours.push(await timed(append));
        theirs.push(await timed(bare));
      } else {
        theirs.push(await timed(bare));
        ours.push(await timed(append));
      }
    }
    const what = `${line.length} bytes, ${appendPairs} interleaved pairs`;
    return [
      { ...ratio('append_p50_ratio', ours, theirs, what), value: round(median(ours) / median(theirs), 3) },
      {
        name: 'append_fsyncs',
        value: syncs / appendPairs,
        unit: 'count',
        note: `${syncs} over ${appendPairs} appends`,
      },
    ];
  });
