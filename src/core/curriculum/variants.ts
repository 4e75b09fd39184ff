/** The wrong and right solutions that a step is tried on. */
import type { Content } from './content-tree';
import type { Problem } from './problem';
import type { StepFile } from './schema';
import { plainText } from './text';

export interface Variant {
  /** The file's name without its extension. */
  readonly name: string;
  readonly what: string;
  /** Wrong variants only. */
  readonly expected?: { readonly check: string; readonly hint: string };
  /** The folder of `variants/` that is copied to `evidence/real/`. */
  readonly evidence: string;
  readonly regions: ReadonlyMap<string, readonly string[]>;
}

export interface Variants {
  readonly wrong: readonly Variant[];
  readonly right: readonly Variant[];
}

const fewest = { wrong: 5, right: 1 } as const;

/** `files` are those of the step's folder, by path in it; `regions` the names that the project has. */
export function readVariants(
  folder: string,
  files: ReadonlyMap<string, Content>,
  step: StepFile,
  regions: ReadonlySet<string>,
): { readonly variants: Variants; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const add = (file: string, line: number, message: string): void =>
    void problems.push({ file: `${folder}/${file}`, line, column: 1, message });
  const variants: Record<'wrong' | 'right', Variant[]> = { wrong: [], right: [] };
  for (const kind of ['wrong', 'right'] as const) {
    for (const [path, content] of files) {
      const name = new RegExp(`^variants/${kind}/([^/]+)\\.py$`).exec(path)?.[1];
      if (name !== undefined && typeof content === 'string') {
        const variant = readVariant(name, content, kind, (line, message) => add(path, line, message));
        [...variant.regions.keys()]
          .filter((region) => !regions.has(region))
          .forEach((region) => add(path, 1, `the project has no region "${region}"`));
        if (
          ![...files.keys()].some((file) => file.startsWith(`variants/${variant.evidence}/`)) &&
          variant.evidence !== 'real'
        ) {
          add(path, 1, `there is no folder variants/${variant.evidence}`);
        }
        const check = step.checks.find((entry) => entry.id === variant.expected?.check);
        if (kind === 'wrong' && !check) {
          add(path, 1, `unknown check "${variant.expected?.check ?? ''}"`);
        } else if (check && variant.expected && !check.hints.includes(variant.expected.hint)) {
          add(path, 1, `the check "${check.id}" has no hint "${variant.expected.hint}"`);
        }
        variants[kind].push(variant);
      }
    }
    if (variants[kind].length < fewest[kind]) {
      add('step.yaml', 1, `the step has ${variants[kind].length} ${kind} variants; ${fewest[kind]} or more are needed`);
    }
  }
  return { variants, problems };
}

function readVariant(
  name: string,
  content: string,
  kind: 'wrong' | 'right',
  problem: (line: number, message: string) => void,
): Variant {
  const head = new Map<string, string>();
  const regions = new Map<string, string[]>();
  let key: string | undefined;
  let open: { name: string; lines: string[] } | undefined;
  plainText(content)
    .split('\n')
    .forEach((text, index) => {
      const marker = /^\s*# (end)?region (\S+)\s*$/.exec(text);
      const entry = /^# (What|Fails|Hint|Evidence):\s*(.*)$/.exec(text);
      if (marker?.[2] !== undefined && marker[1] === undefined) {
        if (open || regions.has(marker[2])) {
          problem(index + 1, `region ${marker[2]} begins inside another one, or twice`);
        }
        open = { name: marker[2], lines: [] };
      } else if (marker?.[2] !== undefined) {
        if (open?.name !== marker[2]) {
          problem(index + 1, `endregion ${marker[2]} has no beginning`);
        } else {
          regions.set(open.name, open.lines);
        }
        open = undefined;
      } else if (open) {
        open.lines.push(text);
      } else if (entry?.[1] !== undefined) {
        key = entry[1];
        head.set(key, entry[2] ?? '');
      } else if (key !== undefined && /^#\s+\S/.test(text)) {
        head.set(key, `${head.get(key) ?? ''} ${text.replace(/^#\s+/, '')}`);
      } else if (text.trim() !== '') {
        problem(index + 1, 'only comments may stand outside a region');
      }
    });
  if (open) {
    problem(1, `region ${open.name} has no end`);
  }
  const wanted = kind === 'wrong' ? ['What', 'Fails', 'Hint'] : ['What'];
  wanted.filter((entry) => !head.get(entry)).forEach((entry) => problem(1, `the line "# ${entry}:" is missing`));
  if (regions.size === 0 && !head.has('Evidence')) {
    problem(1, 'holds no region');
  }
  return {
    name,
    what: head.get('What') ?? '',
    ...(kind === 'wrong' ? { expected: { check: head.get('Fails') ?? '', hint: head.get('Hint') ?? '' } } : {}),
    evidence: head.get('Evidence') ?? 'real',
    regions,
  };
}
