/** A person at the window: what they are told, and what they answer. */
import * as vscode from 'vscode';
import type { Replacements } from './extension';

const shows = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** Answers every message by one of its titles, or by nothing. Resolves to what was said, in order. */
export function answerWith(
  window: Replacements,
  choose: (message: string, titles: readonly string[]) => string | undefined,
): readonly string[] {
  const told: string[] = [];
  const show = (message: string, ...rest: readonly unknown[]): Promise<unknown> => {
    told.push(message);
    return Promise.resolve(
      choose(
        message,
        rest.filter((each) => typeof each === 'string'),
      ),
    );
  };
  for (const name of shows) window.replace(vscode.window, name, show);
  return told;
}
