/** The portfolio page's words for what `core/portfolio` finds. */
import type { Freshness } from '../../core/portfolio/record';
import type { PortfolioAction, PortfolioIntent } from '../../protocol/portfolio';
import type { Translate } from '../guide/wording';

export const action = (
  label: string,
  intent: PortfolioIntent,
  more: Partial<Pick<PortfolioAction, 'icon' | 'emphasis'>> = {},
): PortfolioAction => ({ label, emphasis: 'secondary', intent, ...more });

export function freshnessLabel(t: Translate, freshness: Freshness): string {
  switch (freshness) {
    case 'current':
      return t('The figures are those of today’s files.');
    case 'files-changed':
      return t('Files changed since these figures were recorded. Re-run the checks.');
    case 'last-run-failed':
      return t('The last run of the checks failed after these figures were recorded.');
    case 'deleted':
      return t('The project is not in this folder any more, so nobody can re-run it.');
  }
}

/** `core/portfolio` says it in the language of the documents. */
export function reasonText(t: Translate, why: string): string {
  const file = /^(?<path>.+) of that run is not the author/u.exec(why)?.groups?.path;
  if (file !== undefined) return t('{0} was not the author’s file when the checks ran.', file);
  switch (why) {
    case 'no evidence is attached':
      return t('No evidence is attached to this claim.');
    case 'its files are gone':
      return freshnessLabel(t, 'deleted');
    case 'its figures belong to no run':
      return t('Its figures belong to no run.');
    case 'its run names no check files':
      return t('Its run names no files of the checks.');
    default:
      return why;
  }
}
