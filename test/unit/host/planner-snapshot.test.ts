import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { passedSteps, withPassed } from '../../../src/core/planner/earned';
import { levelsOf, plannerSnapshot } from '../../../src/host/planner/planner-snapshot';
import { plannerMessage } from '../../../src/protocol/planner/messages';
import { plannerInput, plannerScenarios } from '../../support/planner-scenarios';
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
    assert.match(scenarios['no curriculum']?.roadmap.facts.join(' ') ?? '', /no curriculum to this target yet/);
  });

  it('leaves weeks off free, and begins when somebody says', () => {
    const blocks = plannerScenarios()['assessed']?.roadmap.phases.flatMap((phase) => phase.blocks) ?? [];
    assert.match(blocks[0]?.dates ?? '', /^4 January 2027 to /);
    assert.ok(blocks.length > 5);
    // The two weeks from 15 February: work that spans them goes on after them.
    assert.ok(blocks.every(({ dates }) => !/^(1[5-9]|2[0-8]) February/.test(dates)));
  });
});
