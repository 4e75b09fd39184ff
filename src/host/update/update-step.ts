/** Brings a project to the installed version of its step, around the learner's work. */
import * as vscode from 'vscode';
import type { Content } from '../../core/curriculum/content-tree';
import type { Step } from '../../core/curriculum/model';
import type { Files, StepFiles } from '../../core/curriculum/step-files';
import { openConflicts } from '../../core/scaffold/merge';
import { projectMarkName, projectMarkText } from '../../core/scaffold/project-mark';
import { planUpdate, type PlannedUpdate } from '../../core/scaffold/update';
import { placeOfWork, typeOf } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import { notStartedNotice } from '../commands/go-to-task';
import type { Notice } from '../commands/notice';
import { restrictedNotice, virtualNotice } from '../commands/place-notices';
import type { Progress } from '../progress/progress';
import { keptUri } from '../snapshots/kept-documents';
import { currentText, type ProjectWriter, readBytes, type WantedFile } from '../snapshots/project-writer';
import type { RestoreSnapshot } from '../snapshots/restore-snapshot';
import type { Proposal, Proposals } from './proposals';

const { t } = vscode.l10n;

export class UpdateStep {
  constructor(
    private readonly progress: Progress,
    private readonly writer: ProjectWriter,
    private readonly restore: RestoreSnapshot,
    private readonly stepFiles: () => Promise<StepFiles>,
    private readonly proposals: Proposals,
  ) {}

  async run(step: Step): Promise<Notice | undefined> {
    const refused = this.refusal(step);
    if (refused) return refused;
    const plan = await this.plan(step);
    if (!plan) return damagedNotice(step);
    const [update, look] = [t('Update'), t('What Changed')];
    const answer = await vscode.window.showInformationMessage(
      t('Update "{0}" to the newer version?', step.title),
      { modal: true, detail: planText(plan) },
      update,
      look,
    );
    if (answer === look) return this.whatChanged(step);
    return answer === update ? this.apply(step, plan) : undefined;
  }

  /** File by file, as it was scaffolded and as it is now; the learner's own stay out of it. */
  async whatChanged(step: Step): Promise<Notice | undefined> {
    const refused = this.refusal(step);
    if (refused) return refused;
    const [before, after] = await this.versions(step);
    if (!after) return damagedNotice(step);
    const paths = [...new Set([...(before?.keys() ?? []), ...after.keys()])].sort();
    const items = paths.flatMap((path) => {
      const [old, next] = [before?.get(path), after.get(path)];
      if (typeof old !== 'string' && typeof next !== 'string') return [];
      if (old === next) return [];
      const description = old === undefined ? t('new') : next === undefined ? t('removed') : t('changed');
      return [{ label: path, description, path }];
    });
    if (items.length === 0) {
      const message = t('No file of the project changed, only the guide, the hints or the tasks of "{0}".', step.title);
      return { severity: 'information', message, action: this.updateAction(step) };
    }
    const placeHolder = before
      ? t('Choose a file to see what the newer version changes')
      : t('The version that your project has is not kept any more; this is all that the newer one has');
    const picked = await vscode.window.showQuickPick(items, { title: step.title, placeHolder });
    if (!picked) return undefined;
    const side = (contentVersion: string) =>
      keptUri({ kind: 'version', step: step.ref, contentVersion, path: picked.path });
    const title = t('{0}: your version ↔ newer version of the step', picked.path);
    await vscode.commands.executeCommand('vscode.diff', side(this.versionOf(step)), side(step.contentVersion), title);
    return { severity: 'information', message: t('Nothing has changed yet.'), action: this.updateAction(step) };
  }

  /** The learner's file becomes the proposed copy, as it stands in its editor. */
  async accept(target: vscode.Uri | undefined): Promise<Notice | undefined> {
    const proposal = this.proposals.read(target ?? vscode.window.activeTextEditor?.document.uri);
    const text = proposal && (await currentText(proposal.uri));
    if (!proposal || text === undefined) return noProposalNotice();
    const open = openConflicts(text);
    if (open > 0) {
      return {
        message:
          open === 1
            ? t(
                '1 conflict in the proposed copy is open, so {0} was not changed. Accept one side of it.',
                proposal.path,
              )
            : t('{0} conflicts in the proposed copy are open, so {1} was not changed.', open, proposal.path),
      };
    }
    return this.decide(proposal, { path: proposal.path, saved: new TextEncoder().encode(text) });
  }

  /** The learner's file stays as it is. */
  async decline(target: vscode.Uri | undefined): Promise<Notice | undefined> {
    const proposal = this.proposals.read(target ?? vscode.window.activeTextEditor?.document.uri);
    return proposal ? this.decide(proposal) : noProposalNotice();
  }

  private async decide(proposal: Proposal, accepted?: WantedFile): Promise<Notice | undefined> {
    const { step, path } = proposal;
    const refused = this.refusal(step);
    if (refused) return refused;
    const settled = new Set([...(await this.proposals.settled(step)), path]);
    const left = proposed((await this.plan(step)) ?? []).filter((each) => !settled.has(each.path));
    const wanted = [...(accepted ? [accepted] : []), ...(left.length === 0 ? [this.mark(step)] : [])];
    const written = await this.writer.write(step, 'update', wanted, left.length === 0 ? updated(step) : undefined);
    if (!written.ok) return written.reason;
    await this.proposals.settle(step, settled);
    await this.proposals.remove(proposal);
    if (left.length === 0) await this.proposals.removeAll(step);
    const more =
      left.length === 0 ? t('"{0}" is up to date.', step.title) : t('{0} proposed files are left.', left.length);
    const message = `${accepted ? t('{0} is updated.', path) : t('{0} stays as it is.', path)} ${more}`;
    const { value } = written;
    if (!accepted || !value) return { severity: 'information', message };
    const undo = async (): Promise<Notice | undefined> => {
      const notice = await this.restore.undo(step, value.snapshot);
      if (left.length > 0) {
        const now = await this.proposals.settled(step);
        await this.proposals.settle(step, new Set([...now].filter((each) => each !== path)));
      }
      return notice;
    };
    return { severity: 'information', message, action: { title: t('Undo'), run: undo } };
  }

  private async apply(step: Step, plan: readonly PlannedUpdate[]): Promise<Notice | undefined> {
    const files = await this.stepFiles();
    const home = this.progress.homeFolder;
    const kept = home ? await files.keepBase(step, home.fsPath) : undefined;
    if (kept && !kept.ok) {
      return { message: t('Nothing was updated, because {0} could not be written.', kept.reason.path) };
    }
    const settled = await this.proposals.settled(step);
    const open = proposed(plan).filter(({ path }) => !settled.has(path));
    const wanted = plan.flatMap(({ path, action }): readonly WantedFile[] => {
      if (action.kind === 'write') return [{ path, saved: bytesOf(action.content) }];
      return action.kind === 'remove' ? [{ path, saved: undefined }] : [];
    });
    const isDone = open.length === 0;
    const written = await this.writer.write(
      step,
      'update',
      isDone ? [...wanted, this.mark(step)] : wanted,
      isDone ? updated(step) : undefined,
    );
    if (!written.ok) return written.reason;
    const { value } = written;
    if (!isDone) {
      const copies = new Map(open.map(({ path, merge }) => [path, merge.text]));
      const proposals = await this.proposals.propose(step, copies);
      await this.show(proposals[0]);
      return {
        message:
          open.length === 1
            ? t('You and the newer version both changed 1 file. Yours stays until you accept the proposed copy.')
            : t(
                'You and the newer version both changed {0} files. Yours stay until you accept the proposed copies.',
                open.length,
              ),
        severity: 'information',
        action: { title: t('Choose a Copy'), run: () => this.choose(proposals) },
      };
    }
    await this.proposals.removeAll(step);
    return {
      severity: 'information',
      message: t('"{0}" is up to date. What was there is kept.', step.title),
      ...(value ? { action: { title: t('Undo'), run: () => this.restore.undo(step, value.snapshot) } } : {}),
    };
  }

  private async choose(proposals: readonly Proposal[]): Promise<void> {
    const items = proposals.map((proposal) => ({ label: proposal.path, proposal }));
    const placeHolder = t('Accept or keep yours with the buttons of the editor');
    await this.show((await vscode.window.showQuickPick(items, { placeHolder }))?.proposal);
  }

  /** Conflicts in an editor of its own, where VS Code has its inline actions; else as a difference to the own file. */
  private async show(proposal: Proposal | undefined): Promise<void> {
    if (!proposal || (await typeOf(proposal.uri)) === undefined) return;
    const project = this.progress.projects.get(proposal.step.ref);
    const text = (await currentText(proposal.uri)) ?? '';
    if (!project || openConflicts(text) > 0) {
      await vscode.window.showTextDocument(proposal.uri, { viewColumn: vscode.ViewColumn.One, preview: false });
      return;
    }
    const title = t('{0}: yours ↔ proposed', proposal.path);
    const own = vscode.Uri.joinPath(project, proposal.path);
    await vscode.commands.executeCommand('vscode.diff', own, proposal.uri, title, { preview: false });
  }

  private refusal(step: Step): Notice | undefined {
    if (placeOfWork() === 'restricted') return restrictedNotice();
    if (placeOfWork() === 'virtual') return virtualNotice();
    if (!this.progress.projects.has(step.ref)) return notStartedNotice(step);
    if (this.versionOf(step) !== step.contentVersion) return undefined;
    return { severity: 'information', message: t('"{0}" is the newest version that is installed.', step.title) };
  }

  private versionOf(step: Step): string {
    return this.progress.marks.get(step.ref)?.contentVersion ?? step.contentVersion;
  }

  private async versions(step: Step): Promise<readonly [Files | undefined, Files | undefined]> {
    const files = await this.stepFiles();
    const home = this.progress.homeFolder?.fsPath ?? '';
    return Promise.all([
      files.starter(step, this.versionOf(step), home),
      files.starter(step, step.contentVersion, home),
    ]);
  }

  private async plan(step: Step): Promise<readonly PlannedUpdate[] | undefined> {
    const project = this.progress.projects.get(step.ref);
    const [base, next] = await this.versions(step);
    if (!next || !project) return undefined;
    const formerAuthors = new Set(Object.keys(this.progress.marks.get(step.ref)?.author ?? {}));
    const paths = [...new Set([...next.keys(), ...formerAuthors])];
    const current = await Promise.all(
      paths.map(async (path): Promise<readonly (readonly [string, Content])[]> => {
        const uri = vscode.Uri.joinPath(project, path);
        const content = (await currentText(uri)) ?? (await readBytes(uri));
        return content === undefined ? [] : [[path, content]];
      }),
    );
    const labels = { mine: t('yours'), theirs: t('newer version of the step') };
    return planUpdate({ step, base, next, current: new Map(current.flat()), formerAuthors, labels });
  }

  private mark(step: Step): WantedFile {
    return {
      path: projectMarkName,
      saved: new TextEncoder().encode(projectMarkText(step, this.progress.marks.get(step.ref)?.carried)),
    };
  }

  private updateAction(step: Step): NonNullable<Notice['action']> {
    return { title: t('Update'), run: () => execute('updateStep', step.ref) };
  }
}

const updated = (step: Step) => () =>
  ({ kind: 'step-updated', step: step.ref, contentVersion: step.contentVersion }) as const;

const proposed = (plan: readonly PlannedUpdate[]) =>
  plan.flatMap(({ path, action }) => (action.kind === 'propose' ? [{ path, merge: action.merge }] : []));

function planText(plan: readonly PlannedUpdate[]): string {
  if (plan.length === 0) return t('No file of your project changes.');
  const lines = plan.map(({ path, owner, action }) => {
    switch (action.kind) {
      case 'write':
        return owner === 'author' ? t('{0}: updated', path) : t('{0}: updated, you have not changed it', path);
      case 'remove':
        return t('{0}: removed', path);
      case 'keep':
        return t('{0}: yours is kept', path);
      case 'propose':
        return action.merge.conflicts === 0
          ? t('{0}: a joined copy is proposed', path)
          : t('{0}: a joined copy is proposed, with {1} conflicts', path, action.merge.conflicts);
    }
  });
  return (lines.length > 20 ? [...lines.slice(0, 19), t('and {0} more', lines.length - 19)] : lines).join('\n');
}

const damagedNotice = (step: Step): Notice => ({
  message: t('The newer version of "{0}" cannot be read. Install Bridgecraft again.', step.title),
  action: { title: t('Open Doctor'), run: () => execute('doctor') },
});

const noProposalNotice = (): Notice => ({
  severity: 'information',
  message: t('This editor shows no copy that an update proposes.'),
});

const bytesOf = (content: Content): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
