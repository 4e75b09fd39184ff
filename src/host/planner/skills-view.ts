/** The skills by family: what one claims, what is usual, what passed steps have proved. */
import { claimedLevels } from '../../core/planner/assessment';
import { passedSteps, provedLevels } from '../../core/planner/earned';
import { familyIds, skillsOf } from '../../core/planner/families';
import { profileOf, type Skill } from '../../core/planner/gap';
import type { SkillsView, SkillView } from '../../protocol/planner/you';
import type { Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';
import { familyLabel } from './planner-words';

const levels = [0, 1, 2, 3] as const;

export function skillsView(t: Translate, input: PlannerInput): SkillsView {
  const { table, choices, assessment } = input;
  const usual = profileOf(table, choices.from);
  const wanted = profileOf(table, choices.to);
  const claimed = claimedLevels(table, { from: choices.from, levels: assessment?.levels ?? {} });
  const proofs = provedLevels(input.index.curricula, passedSteps(input.progress));
  const cap = capOf(choices);
  const view = ({ id, name }: Skill): SkillView => {
    const claim = claimed.get(id) ?? 0;
    const proof = proofs.get(id);
    return {
      id,
      name,
      level: Math.max(claim, proof?.level ?? 0),
      usual: usual.get(id) ?? 0,
      isChanged: claim !== (usual.get(id) ?? 0),
      isAsked: Math.min(cap, wanted.get(id) ?? 0) > 0,
      evidence: assessment?.evidence[id] ?? '',
      ...(proof ? { proved: { level: proof.level, text: t('proved by {0}', proof.step.title) } } : {}),
    };
  };
  return {
    heading: t('What you can do'),
    explanation: t(
      'Filled in with what {0} usually asks for. Change what is different for you; a line of evidence keeps it honest. What a passed step has proved stays.',
      table.specializations[choices.from],
    ),
    levels: levels.map((level) => ({ words: levelWords(t, level), usual: t('usually {0}', level) })),
    families: familyIds.map((family) => {
      const skills = skillsOf(table, family).map(view);
      return { id: family, label: familyLabel(t, family), summary: summaryOf(t, skills), skills };
    }),
    labels: {
      find: t('Find a skill'),
      show: t('Show'),
      all: t('all skills'),
      asked: t('what {0} asks for', table.specializations[choices.to]),
      changed: t('what you changed'),
      shown: t('Skills found'),
      nothing: t('No skill is called that. Clear the field, or show all skills.'),
      reset: t('Back to the usual level'),
      evidence: t('Evidence'),
      addEvidence: t('Add evidence'),
    },
  };
}

function summaryOf(t: Translate, skills: readonly SkillView[]): string {
  const changed = skills.filter(({ isChanged }) => isChanged).length;
  const proved = skills.filter((skill) => skill.proved !== undefined).length;
  return [
    t('{0} skills', skills.length),
    ...(changed > 0 ? [t('{0} changed', changed)] : []),
    ...(proved > 0 ? [t('{0} proved', proved)] : []),
  ].join(' · ');
}

function levelWords(t: Translate, level: (typeof levels)[number]): string {
  switch (level) {
    case 0:
      return t('none');
    case 1:
      return t('can follow and modify with guidance');
    case 2:
      return t('can apply alone');
    case 3:
      return t('can design, review and teach');
  }
}
