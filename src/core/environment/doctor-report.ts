/** The Doctor's page: what Bridgecraft found on this machine, and what to do about what is missing. Markdown. */
import type { Interpreter } from '../checks/model';
import { missingPackages, pinsOf } from './install-plan';

export interface DoctorFindings {
  readonly bridgecraft: string;
  readonly editor: string;
  readonly system: string;
  readonly isTrusted: boolean;
  readonly homeFolder?: string;
  /** Undefined in Restricted Mode: nothing was started to find out. */
  readonly python?: {
    readonly interpreter?: Interpreter;
    readonly tried: readonly { readonly path: string; readonly problem: string }[];
    /** Version by distribution name. */
    readonly installed: Readonly<Record<string, string>>;
  };
  /** Distribution names that the learner's steps need. */
  readonly wanted: readonly string[];
  readonly constraints: readonly string[];
  readonly freeDiskBytes?: number;
  readonly log: { readonly unreadable: number; readonly newer: number };
}

const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;

export function doctorReport(findings: DoctorFindings): string {
  return [
    '# Bridgecraft Doctor',
    ...trustLines(findings),
    ...pythonLines(findings),
    ...packageLines(findings),
    ...diskLines(findings),
    ...logLines(findings),
    '## Versions',
    `- Bridgecraft ${findings.bridgecraft}`,
    `- VS Code ${findings.editor}`,
    `- ${findings.system}`,
    '',
  ].join('\n');
}

function trustLines({ isTrusted, homeFolder }: DoctorFindings): readonly string[] {
  return [
    '## Folder',
    homeFolder === undefined
      ? '- No home folder yet: it is chosen when the first step is started.'
      : `- Home folder: ${code(homeFolder)}`,
    isTrusted
      ? '- The folder is trusted: checks may run.'
      : '- **Restricted Mode**: curricula and guides can be read, nothing is written or run. Repair: *Workspaces: Manage Workspace Trust*.',
    '',
  ];
}

function pythonLines({ python }: DoctorFindings): readonly string[] {
  if (!python) return ['## Python', '- Not looked for in Restricted Mode.', ''];
  const { interpreter, tried } = python;
  return [
    '## Python',
    interpreter
      ? `- Used: Python ${interpreter.version} (64-bit), ${code(interpreter.path)}, found by: ${interpreter.source}`
      : '- **No Python that can be used.** Repair: install Python 3.11 to 3.14 (64-bit), or name one in the setting `bridgecraft.pythonPath`.',
    ...tried.map(({ path, problem }) => `- Not used: ${code(path)}: ${problem}`),
    '',
  ];
}

function packageLines({ python, wanted, constraints }: DoctorFindings): readonly string[] {
  if (!python?.interpreter || wanted.length === 0) return [];
  const pins = pinsOf(constraints);
  const missing = new Set(missingPackages(wanted, constraints, python.installed));
  const found = new Map(Object.entries(python.installed).map(([name, version]) => [name.toLowerCase(), version]));
  const rows = [...new Set([...wanted, 'pytest'])].map((name) => {
    const state = missing.has(name) ? '**missing or another version**' : 'found';
    return `| ${name} | ${pins.get(name) ?? 'any'} | ${found.get(name) ?? 'none'} | ${state} |`;
  });
  return [
    '## Packages of your steps',
    '| Package | Wanted | Found | |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(missing.size > 0 ? ['', '- Repair: *Bridgecraft: Set Up Python*.'] : []),
    '',
  ];
}

function diskLines({ freeDiskBytes }: DoctorFindings): readonly string[] {
  if (freeDiskBytes === undefined) return [];
  const gigabytes = freeDiskBytes / 1e9;
  const advice = gigabytes < 2 ? '. **PyTorch needs about 1 GB.** Repair: free some space.' : '';
  return ['## Disk', `- Free: ${gigabytes.toFixed(1)} GB${advice}`, ''];
}

function logLines({ log }: DoctorFindings): readonly string[] {
  return [
    '## Progress log',
    log.unreadable > 0
      ? `- ${log.unreadable} lines could not be read; they were set aside, not deleted.`
      : '- Every line could be read.',
    ...(log.newer > 0 ? [`- ${log.newer} events come from a newer Bridgecraft; they are kept. Repair: update.`] : []),
    '',
  ];
}
