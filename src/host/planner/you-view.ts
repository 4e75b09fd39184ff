/** What the tab on oneself shows. */
import type { PlannerAction } from '../../protocol/planner/intents';
import type { YouView } from '../../protocol/planner/you';
import type { Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';

export function youView(t: Translate, { assessment, problems, canWrite }: PlannerInput): YouView {
  const edit = (label: string): PlannerAction => ({
    label,
    icon: 'code',
    emphasis: 'secondary',
    intent: { kind: 'edit-assessment' },
  });
  const changed = Object.keys(assessment?.levels ?? {}).length;
  const said =
    assessment === undefined
      ? t('You count with the levels that your specialization asks for. Say where yours differ, and the plan is yours.')
      : changed === 1
        ? t('Your assessment changes 1 level.')
        : t('Your assessment changes {0} levels.', changed);
  return {
    heading: t('You'),
    assessment: {
      text: problems.length > 0 ? t('Your assessment has mistakes and does not count until they are mended.') : said,
      ...(canWrite
        ? {
            action: edit(assessment || problems.length > 0 ? t('Edit Self-Assessment') : t('Make a Self-Assessment…')),
          }
        : {}),
    },
    problems,
  };
}
