/** The text of a report about a check that is itself at fault. It holds no code and no path of the learner's. */
import type { CheckResult, CheckRun } from '../../core/checks/model';

export interface ReportContext {
  readonly run: CheckRun;
  readonly result: CheckResult;
  readonly bridgecraft: string;
  readonly editor: string;
  readonly system: string;
}

export function checkReport({ run, result, bridgecraft, editor, system }: ReportContext): string {
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Check ${run.step}/${result.id}: ${result.verdict}`,
    '',
    '**What happened**',
    '',
    '```',
    result.message,
    '```',
    '',
    '**What I expected**',
    '',
    '(please write here)',
    '',
    '**Versions**',
    '',
    `- Bridgecraft ${bridgecraft}, content ${run.contentVersion.slice(0, 12)}`,
    `- VS Code ${editor}, ${system}`,
    ...versions.map((line) => `- ${line}`),
    '',
  ].join('\n');
}
