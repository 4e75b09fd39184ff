/** The words of the guide that do not depend on state. */
import type { GuideSnapshot } from '../../protocol/guide';
import type { Translate } from './wording';

export const guideLabels = (t: Translate): GuideSnapshot['labels'] => ({
  work: t('Your work'),
  gate: t('Where you stand'),
  predictions: t('Predicted and measured'),
  predictionQuestion: t('Question'),
  predicted: t('You expected'),
  measured: t('Measured'),
  figures: t('Pictures of your last run'),
  recall: t('Before you start'),
  recallIntro: t('Three questions from earlier work. They block nothing.'),
  quiz: t('Three questions'),
  expected: t('Expected'),
  actual: t('Got'),
  hint: t('Hint'),
  stuck: t('Stuck?'),
  stuckIntro: t('A check can be wrong. Say so, or go on: the milestone will read "unverified" until its checks pass.'),
  output: t('Last output'),
  compare: t('Expected and got'),
  right: t('Right.'),
  notRight: t('Not this one.'),
  progress: t('Checks passed'),
  toolbar: t('Actions of this step'),
  toTasks: t('Go to your work'),
});
