/** Reads, keeps, opens and deletes job advertisements. */
import * as vscode from 'vscode';
import { isDate, isLink, type KeptPosting } from '../../core/planner/kept-posting';
import type { PostingDraft, PostingsIntent } from '../../protocol/planner/intents';
import { typeOf } from '../adapters/workspace';
import { careerIsIgnored, ignoreCareer } from './assessment-file';
import { postingsPath } from './kept-postings';
import type { PlannerContext } from './planner-intents';

export async function performPostings(context: PlannerContext, intent: PostingsIntent): Promise<void> {
  const { postings } = context;
  switch (intent.kind) {
    case 'show-postings':
      postings.isShown = intent.isShown;
      if (intent.isShown) await context.refresh();
      return;
    case 'read-posting':
      if (isWhole(context, intent.draft)) postings.lookAtDraft(intent.draft);
      await context.refresh();
      return;
    case 'keep-posting':
      if (isWhole(context, intent.draft)) await keep(context, intent.draft);
      await context.refresh();
      return;
    case 'look-at-posting':
      postings.lookAtFile(intent.file);
      await context.refresh();
      return;
    case 'edit-posting': {
      const uri = uriOf(context, intent.file);
      if (uri) await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: false });
      return;
    }
    case 'delete-posting': {
      const uri = uriOf(context, intent.file);
      if (uri && context.input().place === 'open') await deletePosting(uri, intent.file);
      await context.refresh();
      return;
    }
  }
}

/** Of one that was read from the folder: no other name leads anywhere. */
function uriOf({ dependencies, postings }: PlannerContext, file: string): vscode.Uri | undefined {
  const home = dependencies.progress.homeFolder;
  const isKept = postings.input()?.kept.some((each) => each.file === file) === true;
  return home && isKept ? vscode.Uri.joinPath(home, ...postingsPath, file) : undefined;
}

/** Says what is missing at the form. */
function isWhole({ postings }: PlannerContext, { text, date, link }: PostingDraft): boolean {
  const { t } = vscode.l10n;
  const problem =
    text.trim() === ''
      ? t('There is no text to read. Paste the advertisement first.')
      : date !== '' && !isDate(date)
        ? t('That is no date. Choose the day on which the advertisement was published, or leave it empty for today.')
        : link.trim() !== '' && !isLink(link.trim())
          ? t('The link does not begin with https://. Mend it, or leave it empty.')
          : undefined;
  if (problem !== undefined) postings.refuse(problem);
  return problem === undefined;
}

async function keep(context: PlannerContext, draft: PostingDraft): Promise<void> {
  const home = context.dependencies.progress.homeFolder;
  const { place, today } = context.input();
  if (!home || place !== 'open') return;
  if ((await typeOf(vscode.Uri.joinPath(home, ...postingsPath))) === undefined && !(await mayBegin(home))) return;
  await context.postings.write(home, fromDraft(draft, today));
}

/** Asked before the first one is written; later ones go where that one went. */
async function mayBegin(home: vscode.Uri): Promise<boolean> {
  const { t } = vscode.l10n;
  const [make, ignore] = [t('Keep It'), t('Keep It, and Let Git Ignore It')];
  const isIgnored = await careerIsIgnored(home);
  const answer = await vscode.window.showInformationMessage(
    t('Keep this advertisement?'),
    {
      modal: true,
      detail: t(
        'Bridgecraft writes it into career/postings in your folder, as text that you can edit by hand, and those that you keep later too. They stay on this computer unless you publish the folder.',
      ),
    },
    ...(isIgnored ? [make] : [make, ignore]),
  );
  if (answer === ignore) await ignoreCareer(home);
  return answer !== undefined;
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Without a title, its first line is one. */
function fromDraft(draft: PostingDraft, today: string): KeptPosting {
  const [link, place] = [draft.link.trim(), oneLine(draft.place)];
  const firstLine = oneLine(draft.text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 80);
  return {
    title: oneLine(draft.title) || firstLine,
    date: draft.date === '' ? today : draft.date,
    ...(link === '' ? {} : { link }),
    ...(place === '' ? {} : { place }),
    text: draft.text,
  };
}

async function deletePosting(uri: vscode.Uri, file: string): Promise<void> {
  const { t } = vscode.l10n;
  const move = t('Move to Trash');
  const answer = await vscode.window.showWarningMessage(
    t('Delete {0}?', file),
    { modal: true, detail: t('You find it in the trash of your computer.') },
    move,
  );
  if (answer !== move) return;
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true });
  } catch {
    void vscode.window.showErrorMessage(
      t('{0} is still there: it could not be moved to the trash. Delete it in the Explorer.', file),
    );
  }
}
