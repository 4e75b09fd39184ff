/** Marking a milestone complete, with evidence or by hand, and reopening it. */
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { EventBody } from '../../core/progress/events';
import type { MilestoneState } from '../../core/progress/state';
import type { Hasher } from '../../core/ports';
import { isWithin } from '../adapters/workspace';
import { curriculumOf } from '../curriculum-index';
import type { ProgressService } from '../progress/progress-service';
import { execute } from './command-ids';
import type { Notice } from './notice';
import { milestonesOf, type NamedMilestone, readMilestone } from './targets';

const { t } = vscode.l10n;
/** Evidence that a portfolio can carry. */
const largestFile = 50_000_000;

interface How {
  readonly note: string;
  readonly files: readonly vscode.Uri[];
}

export class MilestoneCommands {
  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: ProgressService,
    private readonly hasher: Hasher,
  ) {}

  async mark(target: unknown, how: unknown): Promise<Notice | undefined> {
    const milestone =
      readMilestone(this.index, target) ??
      (await this.pick(t('Choose a milestone to mark complete'), ({ kind }) => kind !== 'verified'));
    if (!milestone) return undefined;
    const chosen = readHow(how) ?? (await this.askHow(milestone));
    if (!chosen) return undefined;
    const event = await this.markEvent(milestone, chosen);
    if ('message' in event) return event;
    if (!(await this.progress.append(event))) return undefined;
    const { title } = milestone.entry;
    return {
      severity: 'information',
      message:
        event.kind === 'milestone-attested'
          ? t('"{0}" is complete, with the evidence that you attached.', title)
          : t('"{0}" is marked by hand and shown as unverified.', title),
      action: { title: t('Undo'), run: () => execute('reopenMilestone', milestone.ref) },
    };
  }

  async reopen(target: unknown): Promise<Notice | undefined> {
    const milestone =
      readMilestone(this.index, target) ??
      (await this.pick(t('Choose a milestone to reopen'), ({ kind }) => kind !== 'open'));
    if (!milestone) return undefined;
    const before = this.progress.state.milestones.get(milestone.ref);
    if (before?.kind === 'open') {
      return { severity: 'information', message: t('"{0}" is open already.', milestone.entry.title) };
    }
    if (!(await this.progress.append({ kind: 'milestone-reopened', milestone: milestone.ref }))) return undefined;
    const message =
      before?.kind === 'verified'
        ? t('"{0}" is open again. A new run of its checks verifies it.', milestone.entry.title)
        : t('"{0}" is open again.', milestone.entry.title);
    return { severity: 'information', message };
  }

  private async markEvent({ ref }: NamedMilestone, { note, files }: How): Promise<EventBody | Notice> {
    if (files.length === 0) return { kind: 'milestone-marked', milestone: ref, note };
    const home = await this.progress.ensureHome();
    if (!home) return { message: t('Nothing was marked: there is no folder to record it in.') };
    const outside = files.find((file) => !isWithin(home, file));
    if (outside) {
      return {
        message: t(
          '{0} lies outside {1}. Copy it into your project first, so that the evidence stays with it.',
          outside.fsPath,
          home.fsPath,
        ),
      };
    }
    const hashed: { path: string; sha256: string }[] = [];
    for (const file of files) {
      // One after another: large files would all be in memory at once.
      const { size } = await vscode.workspace.fs.stat(file);
      if (size > largestFile) return { message: t('{0} is larger than 50 MB. Attach a smaller file.', file.fsPath) };
      const content = await vscode.workspace.fs.readFile(file);
      hashed.push({ path: file.path.slice(home.path.length).replace(/^\//, ''), sha256: this.hasher.sha256(content) });
    }
    return { kind: 'milestone-attested', milestone: ref, note, files: hashed };
  }

  private async askHow(milestone: NamedMilestone): Promise<How | undefined> {
    const attach = {
      label: t('$(file-add) Attach evidence…'),
      detail: t('Files that show the work. Shown as attested.'),
    };
    const byHand = { label: t('$(edit) Mark by hand'), detail: t('Without evidence. Shown as unverified.') };
    const title = milestone.entry.title;
    const picked = await vscode.window.showQuickPick([attach, byHand], { title, placeHolder: t('How was it done?') });
    if (!picked) return undefined;
    const project = this.progress.projects.get(
      `${curriculumOf(this.index, milestone.ref)?.id ?? ''}/${milestone.entry.step}`,
    );
    const defaultUri = project ?? this.progress.homeFolder;
    const files =
      picked === attach
        ? await vscode.window.showOpenDialog({
            canSelectMany: true,
            title: t('Evidence for {0}', title),
            openLabel: t('Attach'),
            ...(defaultUri ? { defaultUri } : {}),
          })
        : [];
    if (!files || (picked === attach && files.length === 0)) return undefined;
    const note = await vscode.window.showInputBox({ title, prompt: t('What did you do? Kept beside the milestone.') });
    return note === undefined ? undefined : { note, files };
  }

  private async pick(
    placeHolder: string,
    isOffered: (state: MilestoneState) => boolean,
  ): Promise<NamedMilestone | undefined> {
    const { milestones, pivot } = this.progress.state;
    const items = milestonesOf(this.index)
      .filter(({ ref }) => {
        const state = milestones.get(ref);
        return state !== undefined && isOffered(state);
      })
      .map((milestone) => ({
        label: milestone.entry.title,
        description: curriculumOf(this.index, milestone.ref)?.title ?? '',
        milestone,
      }))
      .sort(
        (a, b) =>
          Number(b.milestone.ref.startsWith(`${pivot ?? ''}/`)) - Number(a.milestone.ref.startsWith(`${pivot ?? ''}/`)),
      );
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.milestone;
  }
}

function readHow(value: unknown): How | undefined {
  if (typeof value !== 'object' || value === null || !('note' in value) || typeof value.note !== 'string')
    return undefined;
  const files = 'files' in value && Array.isArray(value.files) ? value.files : [];
  return { note: value.note, files: files.filter((file) => file instanceof vscode.Uri) };
}
