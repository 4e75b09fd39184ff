/** What the tab on oneself shows. */
import { formatProblem } from '../../core/curriculum/problem';
import { profileOf } from '../../core/planner/gap';
import type { PlannerAction } from '../../protocol/planner/intents';
import type { YouView } from '../../protocol/planner/you';
import type { Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import { skillsView } from './skills-view';
import { goalsView, interestsView, timeView } from './you-lists-view';

export function youView(t: Translate, input: PlannerInput): YouView {
  const { problems } = input;
  const obstacle = obstacleTo(t, input);
  return {
    heading: t('You'),
    assessment: { text: standing(t, input), actions: fileActions(t, input) },
    ...(obstacle ? { obstacle } : {}),
    problems: problems.map((problem, mistake) => ({
      text: formatProblem(problem),
      action: {
        label: t('Open at Line {0}', problem.line),
        icon: 'code',
        emphasis: 'secondary',
        intent: { kind: 'go-to-mistake', mistake },
      },
    })),
    isOpen: obstacle === undefined && problems.length === 0,
    skills: skillsView(t, input),
    time: timeView(t, input),
    interests: interestsView(t, input),
    goals: goalsView(t, input),
  };
}

function standing(t: Translate, { assessment, problems, table }: PlannerInput): string {
  if (problems.length > 0) {
    return t(
      'Your assessment has mistakes and does not count until they are mended. Nothing of it is lost; until then this page only shows what is asked.',
    );
  }
  if (!assessment) {
    return t(
      'The plan counts with what your specialization asks for. Say where you differ: the first change asks whether a file may be made for it.',
    );
  }
  const usual = profileOf(table, assessment.from);
  const changed = Object.entries(assessment.levels).filter(([id, level]) => usual.get(id) !== level).length;
  return changed === 1
    ? t('Kept in career/assessment.yaml: 1 level is not the usual one.')
    : t('Kept in career/assessment.yaml: {0} levels are not the usual ones.', changed);
}

function fileActions(t: Translate, { assessment, problems, place }: PlannerInput): readonly PlannerAction[] {
  if (place !== 'open') return [];
  if (!assessment && problems.length === 0) {
    return [{ label: t('Make a Self-Assessment…'), emphasis: 'primary', intent: { kind: 'edit-assessment' } }];
  }
  return [
    { label: t('Open as Text'), icon: 'code', emphasis: 'secondary', intent: { kind: 'edit-assessment' } },
    { label: t('Export…'), emphasis: 'secondary', intent: { kind: 'export-assessment' } },
    { label: t('Wipe…'), emphasis: 'secondary', intent: { kind: 'wipe-assessment' } },
  ];
}

/** Why nothing can be kept here: what it means, and what to do next. */
function obstacleTo(t: Translate, { place }: PlannerInput): YouView['obstacle'] {
  const openFolder: PlannerAction = {
    label: t('Open Folder'),
    emphasis: 'secondary',
    intent: { kind: 'open-folder' },
  };
  switch (place) {
    case 'open':
      return undefined;
    case 'no-folder':
      return {
        text: t('No folder is open, so answers cannot be kept: they belong into a folder of yours. Open one.'),
        action: openFolder,
      };
    case 'virtual':
      return {
        text: t('This window shows a virtual workspace, and answers are kept on a disk only. Open a folder of a disk.'),
        action: openFolder,
      };
    case 'restricted':
      return {
        text: t(
          'Restricted Mode: nothing is written, so answers cannot be kept. Trust the folder, and the form can be filled in.',
        ),
        action: {
          label: t('Manage Trust'),
          icon: 'shield',
          emphasis: 'secondary',
          intent: { kind: 'manage-trust' },
        },
      };
    case 'no-home':
      return {
        text: t(
          'Answers are kept beside your progress, and this window has none yet. Start a step, and Bridgecraft knows which folder is yours.',
        ),
        action: { label: t('Start a Step…'), icon: 'play', emphasis: 'secondary', intent: { kind: 'start-step' } },
      };
  }
}
