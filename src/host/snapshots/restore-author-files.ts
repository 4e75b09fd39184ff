/** Puts the author's files of a step back as they were; the learner's own files are never touched. */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import type { StepFiles } from '../../core/curriculum/step-files';
import { plainText } from '../../core/curriculum/text';
import { execute } from '../commands/command-ids';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';
import { currentText, type ProjectWriter, readBytes, type WantedFile } from './project-writer';

const { t } = vscode.l10n;

export async function restoreAuthorFiles(
  step: Step,
  progress: Progress,
  stepFiles: StepFiles,
  writer: ProjectWriter,
): Promise<Notice | undefined> {
  const pristine = await stepFiles.starter(step, step.contentVersion, progress.homeFolder?.fsPath ?? '');
  const project = progress.projects.get(step.ref);
  const authors = step.projectFiles.filter(({ owner }) => owner === 'author');
  const wanted = await Promise.all(
    authors.map(async ({ path }): Promise<readonly WantedFile[]> => {
      const content = pristine?.get(path);
      if (content === undefined || !project) return [];
      const uri = vscode.Uri.joinPath(project, path);
      const isSame =
        typeof content === 'string'
          ? // Line ends and a byte-order mark are no change.
            plainText((await currentText(uri)) ?? '') === content
          : (await readBytes(uri))?.join() === content.join();
      return isSame ? [] : [{ path, saved: typeof content === 'string' ? new TextEncoder().encode(content) : content }];
    }),
  );
  const written = await writer.write(step, 'author-files', wanted.flat());
  if (!written.ok) return written.reason;
  if (!written.value) {
    return { severity: 'information', message: t('The author\'s files of "{0}" are as they should be.', step.title) };
  }
  return {
    severity: 'information',
    message: t('Restored: {0}. What stood there is kept under .bridgecraft/snapshots.', written.value.paths.join(', ')),
    action: { title: t('Run Checks'), run: () => execute('runChecks', step.ref) },
  };
}
