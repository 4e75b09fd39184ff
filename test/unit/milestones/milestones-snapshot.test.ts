import assert from 'node:assert/strict';
import { changesIn } from '../../../src/host/milestones/milestones-snapshot';
import type { MilestonesSnapshot, MilestoneView } from '../../../src/protocol/milestones';
import { progressState, sampleIndex } from '../../support/sample-curriculum';
import { milestonesOf, milestonesScenarios, verified } from '../../support/milestones-scenarios';
import { translate } from '../../support/translate';

const built = 'ml-to-deep-learning/built-autodiff';
const real = 'ml-to-deep-learning/autodiff-real';
const fault = 'ml-to-deep-learning/named-fault';

function road(snapshot: MilestonesSnapshot | undefined) {
  assert.equal(snapshot?.kind, 'road');
  return snapshot;
}
function milestone(snapshot: MilestonesSnapshot | undefined, id: string): MilestoneView {
  const found = road(snapshot)
    .phases.flatMap((phase) => phase.milestones)
    .find((each) => each.id === id);
  assert.ok(found);
  return found;
}
const words = (view: MilestoneView) => view.words.map((word) => word.text).join('');
const labels = (view: MilestoneView) => view.actions.map((action) => action.label);

describe('the milestones page', () => {
  const scenarios = milestonesScenarios();

  it('asks for a pivot when none is chosen', () => {
    const snapshot = scenarios['no-pivot'];
    assert.equal(snapshot?.kind, 'empty');
    assert.deepEqual(snapshot.actions[0]?.intent, { kind: 'choose-pivot' });
  });

  it('says of a verified milestone how many checks, which figure against which gate, and when', () => {
    const view = milestone(scenarios['on-the-way'], built);
    assert.equal(view.stateLabel, 'verified');
    assert.equal(
      words(view),
      '6 checks · Accuracy on two moons 0.9875 (gate 0.95, Logistic regression 0.871) · 20 November',
    );
  });

  it('shows the evidence: checks, interpreter, short hashes, versions', () => {
    const { evidence } = milestone(scenarios['on-the-way'], built);
    assert.ok(evidence);
    assert.equal(evidence.checks.length, 6);
    assert.deepEqual(evidence.facts.at(-1), { label: 'Python', value: '/home/ada/work/.venv/bin/python' });
    assert.deepEqual(evidence.tables[0]?.rows[0], { label: 'src/engine/engine.py', value: '4f1c0d9ab2e3' });
    assert.ok(
      evidence.tables.some((table) => table.rows.some((row) => row.label === 'python' && row.value === '3.11.7')),
    );
  });

  it('keeps a milestone verified when files changed since, says so and offers a run', () => {
    const view = milestone(scenarios['all-states'], built);
    assert.equal(view.state, 'verified');
    assert.equal(view.warning, 'files changed since');
    assert.deepEqual(labels(view), ['Run Checks']);
  });

  it('tells attested and unverified apart from verified in words', () => {
    assert.equal(
      words(milestone(scenarios['all-states'], real)),
      '1 file attached · as you report it; no check has seen it · 21 November',
    );
    const byHand = milestone(scenarios['all-states'], fault);
    assert.equal(byHand.stateLabel, 'unverified');
    assert.match(words(byHand), /^Marked by hand on 21 November · 0 of 1 checks pass/);
    assert.deepEqual(labels(byHand), ['Run Checks', 'Reopen']);
  });

  it('offers files only where a milestone can be attested, and says what marking will mean', () => {
    const form = milestone(scenarios.attaching, real).form;
    assert.deepEqual(
      form?.attach?.chosen.map((file) => file.name),
      ['dataset.md', 'predictions.jsonl'],
    );
    assert.equal(form.submitLabel, 'Mark as Attested');
    assert.equal(milestone(scenarios['on-the-way'], real).form?.submitLabel, 'Mark as Unverified');
    assert.equal(milestone(scenarios['on-the-way'], fault).form?.attach, undefined);
  });

  it('leads to what checks can see first', () => {
    const snapshot = road(scenarios['on-the-way']);
    assert.equal(milestone(snapshot, fault).isNext, true);
    assert.deepEqual(
      snapshot.phases.map((phase) => phase.state),
      ['now', 'ahead'],
    );
    assert.deepEqual(
      road(scenarios['all-states']).phases.map((phase) => phase.state),
      ['marked', 'now'],
    );
  });

  it('counts hours, steps and milestones, and says the parts of the ring', () => {
    const snapshot = road(scenarios['all-states']);
    assert.deepEqual(
      snapshot.stats.map((stat) => stat.value),
      ['3 of 4', '0 of 2', '9 h'],
    );
    assert.equal(
      snapshot.ring.label,
      '50 % of milestones complete with evidence: 1 verified, 1 attested, 1 unverified',
    );
  });

  it('says of a phase that is complete by hand only that it is unverified, and never 100 %', () => {
    const byHand = (id: string) =>
      [
        `ml-to-deep-learning/${id}`,
        { ref: `ml-to-deep-learning/${id}`, kind: 'unverified', at: '2026-11-21T09:30:00.000Z', note: '' },
      ] as const;
    const progress = progressState({
      milestones: new Map([
        ...['autodiff-real', 'named-fault', 'optimizers'].map(byHand),
        [built, verified(built, [])],
      ]),
    });
    const snapshot = road(milestonesOf({ progress }));
    assert.deepEqual(
      snapshot.phases.map(({ stateLabel, state }) => [state, stateLabel]),
      [
        ['marked', 'complete, 2 unverified'],
        ['marked', 'complete, 1 unverified'],
      ],
    );
    assert.equal(snapshot.ring.percent, 25);
    assert.equal(snapshot.ring.unverified, 0.75);
  });

  it('runs and records nothing in Restricted Mode', () => {
    const snapshot = road(scenarios.restricted);
    const intents = snapshot.phases.flatMap((phase) =>
      phase.milestones.flatMap((each) =>
        [...each.actions, ...(each.evidence?.actions ?? [])].map(({ intent }) => intent.kind),
      ),
    );
    assert.deepEqual([...new Set(intents)], ['open-step']);
    assert.equal(
      snapshot.phases.some((phase) => phase.milestones.some((each) => each.form)),
      false,
    );
    assert.match(snapshot.notices[0] ?? '', /Restricted Mode/);
  });

  it('says what of the log could not be read', () => {
    const { notices } = road(milestonesOf({ progress: progressState({ unreadable: 2, newer: 1 }) }));
    assert.deepEqual(notices, [
      '2 lines of the progress log could not be read. They are set aside; nothing was deleted.',
      'One entry was written by a newer Bridgecraft. It is kept but not shown.',
    ]);
  });

  it('says aloud which milestones changed', () => {
    const after = progressState({ milestones: new Map([[built, verified(built, ['add-value'])]]) });
    assert.equal(
      changesIn(translate, sampleIndex, progressState(), after),
      'Built an automatic differentiation engine: verified.',
    );
    assert.equal(changesIn(translate, sampleIndex, after, after), '');
  });
});
