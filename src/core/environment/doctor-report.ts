/** What the Doctor found on this machine, with the repair of each thing that is wrong. To be read, and to be copied. */
import type { Interpreter, InterpreterSource } from '../checks/model';
import type { Translate } from '../ports';
import { missingPackages, pinsOf } from './install-plan';

export interface DoctorFindings {
  readonly bridgecraft: string;
  /** For example "VS Code 1.106.0, desktop". */
  readonly editor: string;
  /** Of the extension host. */
  readonly node: string;
  readonly system: string;
  readonly isTrusted: boolean;
  readonly isVirtual: boolean;
  readonly homeFolder?: string;
  /** Undefined in Restricted Mode: nothing was started to find out. */
  readonly python?: {
    readonly interpreter?: Interpreter;
    readonly tried: readonly { readonly path: string; readonly problem: string }[];
    /** Version by distribution name. */
    readonly installed: Readonly<Record<string, string>>;
  };
  /** Distribution names by the tier of the steps that need them. Those of started steps are needed now. */
  readonly wanted: readonly { readonly tier: string; readonly names: readonly string[]; readonly isNow: boolean }[];
  readonly constraints: readonly string[];
  readonly curricula: number;
  readonly freeDiskBytes?: number;
  readonly freeMemoryBytes?: number;
  /** The setting: a Python is kept ready. */
  readonly isWarm: boolean;
  readonly log: { readonly unreadable: number; readonly newer: number };
}

export interface DoctorRepair {
  readonly label: string;
  readonly command: string;
  readonly argument?: string;
}
export interface DoctorLine {
  /** With `code` between backquotes. */
  readonly text: string;
  readonly isProblem: boolean;
  readonly repair?: DoctorRepair;
}
export interface DoctorSection {
  readonly title: string;
  readonly lines: readonly DoctorLine[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;
const fine = (text: string): DoctorLine => ({ text, isProblem: false });
const wrong = (text: string, repair?: DoctorRepair): DoctorLine => ({
  text,
  isProblem: true,
  ...(repair ? { repair } : {}),
});
const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);

export function doctorSections(t: Translate, findings: DoctorFindings): readonly DoctorSection[] {
  return [
    { title: t('Folder'), lines: folderLines(t, findings) },
    { title: t('Python'), lines: pythonLines(t, findings) },
    ...packageSections(t, findings),
    { title: t('Disk and memory'), lines: roomLines(t, findings) },
    { title: t('Curricula and progress'), lines: contentLines(t, findings) },
    {
      title: t('Versions'),
      lines: [
        fine(t('Bridgecraft {0}', findings.bridgecraft)),
        fine(findings.editor),
        fine(t('Node {0} in the extension host', findings.node)),
        fine(findings.system),
      ],
    },
  ];
}

function folderLines(t: Translate, { isTrusted, isVirtual, homeFolder }: DoctorFindings): readonly DoctorLine[] {
  const openFolder = { label: t('Open Folder'), command: 'vscode.openFolder' };
  const manageTrust = { label: t('Manage Workspace Trust'), command: 'bridgecraft.manageTrust' };
  return [
    homeFolder === undefined
      ? fine(t('No home folder yet: it is chosen when the first step is started.'))
      : fine(t('Home folder: {0}', code(homeFolder))),
    ...(isVirtual ? [wrong(t('This window shows a virtual workspace: checks need files on a disk.'), openFolder)] : []),
    isTrusted
      ? fine(t('The folder is trusted: checks may run.'))
      : wrong(t('Restricted Mode: curricula and guides can be read, nothing is written or run.'), manageTrust),
  ];
}

function chosenBy(t: Translate, source: InterpreterSource): string {
  switch (source) {
    case 'argument':
      return t('named on the command line');
    case 'setting':
      return t('named by the setting {0}', '`bridgecraft.pythonPath`');
    case 'venv':
      return t('the nearest {0}, upward from the folder', '`.venv`');
    case 'python-extension':
      return t('chosen in the Python extension');
    case 'py-launcher':
      return t('found by the {0} launcher', '`py`');
    case 'path':
      return t('the first on the PATH, for there is no {0}', '`.venv`');
  }
}

function pythonLines(t: Translate, { python }: DoctorFindings): readonly DoctorLine[] {
  if (!python) return [fine(t('Not looked for in Restricted Mode.'))];
  const { interpreter, tried } = python;
  const setting = {
    label: t('Open the Setting'),
    command: 'workbench.action.openSettings',
    argument: 'bridgecraft.pythonPath',
  };
  return [
    ...(interpreter
      ? [
          fine(t('Python {0} (64-bit): {1}', interpreter.version, code(interpreter.path))),
          fine(t('How it was chosen: {0}.', chosenBy(t, interpreter.source))),
        ]
      : [
          wrong(
            t('No Python that can be used. Install Python 3.11 to 3.14 (64-bit), or name one in the setting.'),
            setting,
          ),
        ]),
    ...tried.map(({ path, problem }) => fine(t('Not used: {0}: {1}', code(path), problem))),
  ];
}

function packageSections(t: Translate, findings: DoctorFindings): readonly DoctorSection[] {
  const { python, wanted, constraints } = findings;
  if (!python?.interpreter) return [];
  const pins = pinsOf(constraints);
  const found = new Map(Object.entries(python.installed).map(([name, version]) => [name.toLowerCase(), version]));
  return wanted.map(({ tier, names, isNow }): DoctorSection => {
    const missing = new Set(missingPackages(names, constraints, python.installed));
    const rows = [...new Set([...names, 'pytest'])].map((name) => [
      name,
      pins.get(name.toLowerCase()) ?? t('any'),
      found.get(name.toLowerCase()) ?? t('none'),
      !missing.has(name.toLowerCase()) ? t('ready') : isNow ? t('missing or another version') : t('needed later'),
    ]);
    const setUp = { label: t('Set Up Python'), command: 'bridgecraft.setUpPython' };
    return {
      title: isNow ? t('Packages of your steps, tier {0}', tier) : t('Packages of steps ahead, tier {0}', tier),
      lines:
        isNow && missing.size > 0
          ? [wrong(t('Missing or of another version: {0}.', [...missing].join(', ')), setUp)]
          : [],
      table: { head: [t('Package'), t('Wanted'), t('Found'), t('State')], rows },
    };
  });
}

function roomLines(t: Translate, { freeDiskBytes, freeMemoryBytes, isWarm }: DoctorFindings): readonly DoctorLine[] {
  const disk =
    freeDiskBytes === undefined
      ? []
      : freeDiskBytes < 2e9
        ? [wrong(t('Disk: {0} GB free. PyTorch alone needs about 1 GB: free some space.', gigabytes(freeDiskBytes)))]
        : [fine(t('Disk: {0} GB free.', gigabytes(freeDiskBytes)))];
  const memory =
    freeMemoryBytes === undefined
      ? []
      : freeMemoryBytes < 2e9
        ? [
            wrong(
              t(
                'Memory: {0} GB free. Below 2 GB every check starts cold, some seconds slower: close what you do not need.',
                gigabytes(freeMemoryBytes),
              ),
            ),
          ]
        : [fine(t('Memory: {0} GB free.', gigabytes(freeMemoryBytes)))];
  const setting = {
    label: t('Open the Setting'),
    command: 'workbench.action.openSettings',
    argument: 'bridgecraft.warmChecks',
  };
  const warm = isWarm
    ? fine(t('Warm checks are on: a Python that has imported what a step needs is kept ready.'))
    : { ...fine(t('Warm checks are off: every check starts Python anew.')), repair: setting };
  return [...disk, ...memory, warm];
}

function contentLines(t: Translate, { curricula, log }: DoctorFindings): readonly DoctorLine[] {
  const extension = { label: t('Show Extension'), command: 'workbench.extensions.search' };
  const restore = { label: t('Restore Progress'), command: 'bridgecraft.restoreProgress' };
  const own = { ...extension, argument: '@id:bridgecraft.bridgecraft' };
  return [
    curricula === 0
      ? wrong(t('The curricula of this installation cannot be read: install the extension again.'), own)
      : fine(t('Curricula: {0}', curricula)),
    log.unreadable === 0
      ? fine(t('Every line of the progress log could be read.'))
      : wrong(
          t('Lines of the progress log that could not be read: {0}. They were set aside, not deleted.', log.unreadable),
          restore,
        ),
    ...(log.newer > 0
      ? [wrong(t('Entries of a newer Bridgecraft: {0}. They are kept; update the extension.', log.newer), own)]
      : []),
  ];
}

/** As it is copied. A cell cannot break out of its table. */
export function doctorMarkdown(title: string, sections: readonly DoctorSection[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [
    `# ${title}`,
    ...sections.flatMap(({ title: heading, lines, table }) => [
      '',
      `## ${heading}`,
      '',
      ...lines.map(
        ({ text, isProblem, repair }) =>
          `- ${isProblem ? `**${text}**` : text}${repair ? ` → ${repair.label} (${code(repair.command)})` : ''}`,
      ),
      ...(table
        ? [...(lines.length > 0 ? [''] : []), row(table.head), row(table.head.map(() => '---')), ...table.rows.map(row)]
        : []),
    ]),
    '',
  ].join('\n');
}
