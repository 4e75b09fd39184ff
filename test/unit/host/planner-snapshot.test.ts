import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dayNumber, isoDate } from '../../../src/core/planner/calendar-days';
import { passedSteps, withPassed } from '../../../src/core/planner/earned';
import { levelsOf, plannerSnapshot } from '../../../src/host/planner/planner-snapshot';
import { roadmapView } from '../../../src/host/planner/roadmap-view';
import { plannerMessage } from '../../../src/protocol/planner/messages';
import { keptPlanOf, plannerInput, plannerScenarios } from '../../support/planner-scenarios';
import { progressState, sampleIndex, sampleStep, stepState } from '../../support/sample-curriculum';
import { translate } from '../../support/translate';

const snapshotOf = (...more: Parameters<typeof plannerInput>) => plannerSnapshot(translate, plannerInput(...more));

describe('the planner’s snapshot', () => {
  for (const [name, snapshot] of Object.entries(plannerScenarios())) {
    it(`is a message that the page takes, in the state "${name}"`, () => {
      assert.ok(plannerMessage.is({ kind: 'snapshot', snapshot }));
    });
  }

  it('shows the published figures until somebody says more', () => {
    const { gap, pivots, roadmap } = snapshotOf();
    assert.equal(gap.facts[0], '253 h, 5.9 months (3.5 to 11.1), hard');
    const cells = pivots.matrix.rows.find(({ isYou }) => isYou)?.cells ?? [];
    assert.equal(cells.length, 9);
    assert.equal(cells.find(({ isChosen }) => isChosen)?.text, '5.9');
    assert.ok(roadmap.phases.some(({ blocks }) => blocks.some(({ isStep }) => isStep)));
  });

  it('burns the gap down with passed steps, never with a step that only has begun', () => {
    const withStep = (status: 'passed' | 'in-progress') => {
      const state = { ...stepState([]), status };
      return plannerInput({ progress: progressState({ steps: new Map([[sampleStep.ref, state]]) }) });
    };
    assert.deepEqual([...passedSteps(withStep('in-progress').progress)], []);
    assert.equal(levelsOf(withStep('in-progress')).get('d.autodiff'), 1);
    assert.equal(levelsOf(withStep('passed')).get('d.autodiff'), 2);
    const hours = (status: 'passed' | 'in-progress') =>
      Number(/^\d+/u.exec(plannerSnapshot(translate, withStep(status)).gap.facts[0] ?? '')?.[0]);
    assert.ok(hours('passed') < hours('in-progress'));
    const blocks = plannerSnapshot(translate, withStep('passed')).roadmap.phases.flatMap((phase) => phase.blocks);
    assert.ok(blocks.every(({ id }) => id !== sampleStep.ref));
  });

  it('gives no level 3 for a step, and lowers none', () => {
    const curriculum = sampleIndex.curricula[0];
    assert.ok(curriculum);
    const step = { ...sampleStep, skills: { 'd.autodiff': 3, 'm.calc': 1 } };
    const raised = withPassed(
      new Map([['m.calc', 2]]),
      [{ ...curriculum, phases: [{ id: 'a', title: '', indicators: [], steps: [step] }] }],
      new Set([step.ref]),
    );
    assert.deepEqual([raised.get('d.autodiff'), raised.get('m.calc')], [2, 2]);
  });

  it('looks at another pivot without leaving one’s own plan, and says when a target has no curriculum', () => {
    const scenarios = plannerScenarios();
    assert.equal(scenarios['another start']?.pivots.reasons.heading, 'NLP to Robotics: 11.2 months');
    assert.equal(scenarios['another start'].gap.heading, 'Classical ML to Deep learning');
    assert.match(scenarios['no curriculum']?.roadmap.share ?? '', /no curriculum to this target yet/);
  });

  it('leaves weeks off free, and begins when somebody says', () => {
    const blocks = plannerScenarios()['assessed']?.roadmap.phases.flatMap((phase) => phase.blocks) ?? [];
    assert.match(blocks[0]?.dates ?? '', /^4 January 2027 to /);
    assert.ok(blocks.length > 5);
    // The two weeks from 15 February: work that spans them goes on after them.
    assert.ok(blocks.every(({ dates }) => !/^(1[5-9]|2[0-8]) February/.test(dates)));
  });

  it('says the share of steps first, then gives each phase its signs and its dated milestones', () => {
    const { roadmap } = snapshotOf();
    assert.match(roadmap.share, /^Steps of Bridgecraft close \d+ % of the gap/);
    const [explorer] = roadmap.phases;
    assert.deepEqual(explorer?.indicators, sampleIndex.curricula[0]?.phases[0]?.indicators);
    assert.equal(explorer?.milestones[0]?.text, '29 November, verified by checks');
    const ready = roadmap.phases.at(-1)?.indicators ?? [];
    assert.ok(ready.some((each) => each.includes('capstone')) && ready.some((each) => each.includes('recomputed')));
    const without = plannerScenarios()['no curriculum']?.roadmap.phases ?? [];
    assert.ok(without.length === 4 && without.every(({ indicators }) => indicators.length > 0));
  });

  it('says what moved since the plan was kept, by how much, and why', () => {
    const { moved, progress, missed, timeline } = plannerScenarios()['underway']?.roadmap ?? {};
    assert.equal(moved?.text, 'The end moved from 7 March 2027 to 27 June 2027: 112 days later.');
    for (const reason of [
      '10 hours a week instead of 12: 35 days later',
      'Missed weeks, 2 more than in the plan: 14 days later',
      'Passed since: Backpropagation: 7 days earlier',
    ]) {
      assert.ok(moved.reasons.includes(reason), moved.reasons.join('\n'));
    }
    assert.match(progress?.facts.join(' ') ?? '', /^By today 8 h of steps were due, 8 h are done\..* not counted/);
    assert.equal(missed?.action?.intent.kind, 'take-week-back');
    assert.ok(timeline?.weeks.some(({ kind }) => kind === 'missed') && timeline.today.at > 0.1);
    assert.ok(timeline?.inWords.lines.includes('Missed are the weeks that begin on: 23 November.'));
  });

  it('moves nothing on the day on which a plan is kept, and names the mistakes of a kept plan', () => {
    const plan = keptPlanOf(plannerInput());
    const { moved } = snapshotOf({ keptRoadmap: { plan, problems: [] } }).roadmap;
    assert.deepEqual([moved?.reasons, moved?.moves], [[], []]);
    assert.match(moved?.text ?? '', /^The end is where it was/);
    const other = snapshotOf({ keptRoadmap: { plan: { ...plan, to: 'robotics' }, problems: [] } }).roadmap;
    assert.equal(other.moved, undefined);
    const { kept } = snapshotOf({ keptRoadmap: { problems: ['career/roadmap.yaml:3:1 x'] } }).roadmap;
    assert.ok(kept.problems.length === 1 && kept.action === undefined && kept.text.includes('has mistakes'));
  });

  it('says so at the road when a start is past, a year is off, hours are none, or the assessment has mistakes', () => {
    const assessment = { from: 'classical-ml', interests: [], goals: [], levels: {}, evidence: {} } as const;
    const notices = (more: Parameters<typeof plannerInput>[0]) => snapshotOf(more).roadmap.notices.join(' ');
    const lists = { interests: [], goals: [] };
    const year = Array.from({ length: 52 }, (_, week) => isoDate(dayNumber('2026-11-23') + 7 * week));
    assert.match(
      notices({ assessment: { ...assessment, ...lists, weeks_off: [], start: '2026-01-05' } }),
      /5 January, is past: the road begins today/,
    );
    assert.match(
      notices({ assessment: { ...assessment, ...lists, weeks_off: year } }),
      /52 weeks of this road are off: the work begins on 22 November 2027/,
    );
    const none = plannerInput({ choices: { ...plannerInput().choices, hours: 0 } });
    assert.match(roadmapView(translate, none, levelsOf(none)).notices.join(' '), /At 0 hours a week there is no road/);
    assert.match(
      notices({ problems: [{ file: 'career/assessment.yaml', line: 1, column: 1, message: 'x' }] }),
      /has mistakes and does not count here/,
    );
  });
});
