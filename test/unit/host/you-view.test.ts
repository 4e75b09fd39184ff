import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AssessmentFile } from '../../../src/core/planner/assessment-schema';
import type { PlannerInput } from '../../../src/host/planner/planner-snapshot';
import { youView } from '../../../src/host/planner/you-view';
import { plannerInput } from '../../support/planner-scenarios';
import { progressState, sampleStep, stepState } from '../../support/sample-curriculum';
import { translate } from '../../support/translate';

const viewOf = (more: Partial<PlannerInput>) => youView(translate, plannerInput(more));
const assessment = (more: Partial<AssessmentFile>): AssessmentFile => ({
  from: 'classical-ml',
  weeks_off: [],
  interests: [],
  goals: [],
  levels: {},
  evidence: {},
  ...more,
});
const skillIn = (view: ReturnType<typeof viewOf>, id: string) => {
  const skill = view.skills.families.flatMap(({ skills }) => skills).find((each) => each.id === id);
  assert.ok(skill);
  return skill;
};
const passed = progressState({
  steps: new Map([[sampleStep.ref, { ...stepState([]), status: 'passed' as const }]]),
});

describe('the tab on oneself', () => {
  it('asks for all 112 skills, each once, filled in from where one comes from', () => {
    const { families } = viewOf({}).skills;
    const skills = families.flatMap((family) => family.skills);
    assert.equal(new Set(skills.map(({ id }) => id)).size, 112);
    assert.equal(skills.length, 112);
    assert.deepEqual(
      families.map(({ skills: all }) => all.length),
      [9, 8, 12, 11, 5, 10, 4, 15, 6, 7, 7, 10, 8],
    );
    assert.ok(skills.every(({ level, usual, isChanged }) => level === usual && !isChanged));
  });

  it('marks what is changed and counts it, but not a level that is the usual one', () => {
    const view = viewOf({ assessment: assessment({ levels: { 'm.prob': 1, 'm.linalg': 2 } }) });
    assert.deepEqual(
      [skillIn(view, 'm.prob').isChanged, skillIn(view, 'm.prob').usual, skillIn(view, 'm.linalg').isChanged],
      [true, 2, false],
    );
    assert.equal(view.skills.families[0]?.summary, '9 skills · 1 changed');
    assert.match(view.assessment.text, /1 level is not the usual one/);
  });

  it('names what proved a level, and shows no lower one whatever is claimed', () => {
    const view = viewOf({ progress: passed, assessment: assessment({ levels: { 'd.autodiff': 0 } }) });
    const skill = skillIn(view, 'd.autodiff');
    assert.deepEqual(skill.proved, { level: 2, text: 'proved by Backpropagation' });
    assert.deepEqual([skill.level, skill.isChanged], [2, true]);
    const higher = viewOf({ progress: passed, assessment: assessment({ levels: { 'd.autodiff': 3 } }) });
    assert.equal(skillIn(higher, 'd.autodiff').level, 3);
  });

  it('says of a start in the past and of a year of weeks off what they do', () => {
    const past = viewOf({ assessment: assessment({ start: '2020-01-06' }) });
    assert.match(past.time.start.note, /is past: the roadmap starts today/);
    const weeks = Array.from({ length: 52 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 23 + 7 * week)).toISOString().slice(0, 10),
    );
    const year = viewOf({ assessment: assessment({ weeks_off: ['2026-11-02', ...weeks] }) });
    assert.equal(year.time.weeks.all.length, 53);
    assert.match(year.time.weeks.note, /52 weeks off are still to come/);
    assert.match(year.time.weeks.all[0]?.label ?? '', /2 November \(past\)/);
  });

  for (const [place, expected, kind] of [
    ['restricted', /Restricted Mode: nothing is written/, 'manage-trust'],
    ['no-folder', /No folder is open/, 'open-folder'],
    ['virtual', /virtual workspace/, 'open-folder'],
    ['no-home', /Start a step/, 'start-step'],
  ] as const) {
    it(`shows what is asked and says why nothing can be kept: ${place}`, () => {
      const view = viewOf({ place });
      assert.match(view.obstacle?.text ?? '', expected);
      assert.equal(view.obstacle?.action.intent.kind, kind);
      assert.deepEqual([view.isOpen, view.assessment.actions], [false, []]);
      assert.equal(view.skills.families.length, 13);
    });
  }

  it('is closed while the file has mistakes, and leads to each of them', () => {
    const view = viewOf({
      problems: [{ file: 'career/assessment.yaml', line: 3, column: 12, message: 'there is no skill "x.magic"' }],
    });
    assert.equal(view.isOpen, false);
    assert.deepEqual(view.problems, [
      {
        text: 'career/assessment.yaml:3:12 there is no skill "x.magic"',
        action: {
          label: 'Open at Line 3',
          icon: 'code',
          emphasis: 'secondary',
          intent: { kind: 'go-to-mistake', mistake: 0 },
        },
      },
    ]);
    assert.match(view.assessment.text, /does not count until they are mended/);
    assert.deepEqual(
      view.assessment.actions.map(({ intent }) => intent.kind),
      ['edit-assessment', 'export-assessment', 'wipe-assessment'],
    );
  });

  it('offers to make an assessment where there is none, and says how many specializations serve a goal', () => {
    assert.deepEqual(
      viewOf({}).assessment.actions.map(({ label }) => label),
      ['Make a Self-Assessment…'],
    );
    const { goals, interests } = viewOf({
      assessment: assessment({ interests: ['nlp'], goals: [{ goal: 'home', serves: { nlp: 3, mlops: 0 } }] }),
    });
    assert.equal(goals.ranked[0]?.summary, '1 specialization serves it');
    assert.equal(interests.add.options.length, 9);
  });
});
