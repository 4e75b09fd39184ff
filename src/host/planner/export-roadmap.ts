/** Writes the road where somebody says. */
import * as vscode from 'vscode';
import { toCalendar, toCsv, toMarkdown } from '../../core/planner/roadmap-export';
import type { roadmapFormats } from '../../protocol/planner/intents';
import { levelsOf, type PlannerInput } from './planner-snapshot';
import { planRoad } from './road-plan';
import { exportWords, failureText } from './roadmap-words';

type Format = (typeof roadmapFormats)[number];

const extensions = { calendar: 'ics', table: 'csv', markdown: 'md' } as const;

export async function exportRoadmap(format: Format, input: PlannerInput, home: vscode.Uri | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const plan = planRoad(input, levelsOf(input));
  if (!plan.road.ok) {
    void vscode.window.showWarningMessage(failureText(t, plan.road.reason, input.choices.hours));
    return;
  }
  const dated = { road: plan.road.value, milestones: plan.milestones };
  const extension = extensions[format];
  const name = `${input.choices.from}-to-${input.choices.to}.${extension}`;
  const target = await vscode.window.showSaveDialog({
    title: t('Export Roadmap'),
    filters: { [extension.toUpperCase()]: [extension] },
    ...(home ? { defaultUri: vscode.Uri.joinPath(home, name) } : {}),
  });
  if (!target) return;
  const words = exportWords(t, input, plan);
  const text =
    format === 'calendar'
      ? toCalendar(dated, words, new Date())
      : format === 'table'
        ? toCsv(dated, words)
        : toMarkdown(dated, words);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const open = t('Open');
  const answer = await vscode.window.showInformationMessage(
    t('The roadmap was written to {0}.', vscode.workspace.asRelativePath(target)),
    ...(format === 'calendar' ? [] : [open]),
  );
  if (answer === open) await vscode.window.showTextDocument(target);
}
