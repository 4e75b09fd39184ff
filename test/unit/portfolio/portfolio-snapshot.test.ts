import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { portfolioSnapshot } from '../../../src/host/portfolio/portfolio-snapshot';
import { portfolioMessage, type PortfolioSnapshot } from '../../../src/protocol/portfolio';
import { portfolioScenarios, portfolioView, projectThatIs, samplePortfolio } from '../../support/portfolio-scenarios';
import { translate } from '../../support/translate';

const scenarios = portfolioScenarios();
const scenario = (name: string): PortfolioSnapshot => {
  const found = scenarios[name];
  assert.ok(found, name);
  return found;
};
const kindsIn = (snapshot: PortfolioSnapshot): readonly string[] =>
  [
    ...snapshot.actions,
    ...snapshot.story.actions,
    ...snapshot.projects.actions,
    ...snapshot.projects.items.flatMap(({ actions }) => actions),
    ...snapshot.leftOut.items.flatMap(({ action }) => action ?? []),
    ...snapshot.review.actions,
  ].map(({ intent }) => intent.kind);

describe('the portfolio page’s snapshot', () => {
  for (const [name, snapshot] of Object.entries(scenarios)) {
    it(`is a message that the page takes, in the state "${name}"`, () => {
      assert.ok(portfolioMessage.is({ kind: 'snapshot', snapshot }));
    });
  }

  it('offers no export and no review while there is nothing, and a story only with a home folder', () => {
    assert.deepEqual(kindsIn(scenario('nothing')), []);
    assert.match(scenario('nothing').projects.empty ?? '', /None has yet/);
    assert.match(scenario('nothing').notices.join(' '), /Start a step first/);
  });

  it('writes and runs nothing in a restricted folder, and still shows figures and sheets', () => {
    const kinds = new Set(kindsIn(scenario('restricted')));
    assert.deepEqual([...kinds].sort(), ['open-folder', 'open-sheet', 'save-sheet']);
    assert.equal(scenario('restricted').projects.items[0]?.figures[0]?.value, '0.991 ±0.01');
  });

  it('offers no export where nothing can write one', () => {
    assert.ok(kindsIn(portfolioSnapshot(translate, portfolioView())).includes('export'));
  });

  it('says of each project whether its figures are of today’s files', () => {
    const items = scenario('whole').projects.items;
    assert.deepEqual(
      items.map(({ title, state }) => [title, state]),
      [
        ['Backpropagation', 'current'],
        ['Optimizers', 'stale'],
        ['PyTorch', 'stale'],
      ],
    );
    assert.equal(scenario('whole').projects.actions[0]?.label, 'Re-run the Checks of 2 Projects');
    const reproduced = samplePortfolio({ projects: [{ ...projectThatIs('current'), reproducedOn: '2027-03-28' }] });
    const { projects } = portfolioSnapshot(translate, portfolioView({ portfolio: reproduced }));
    assert.equal(projects.items[0]?.facts[0], 'reproduced 28 March');
    assert.equal(items[0]?.facts[0], 'recorded 1 March');
    assert.equal(items[0].facts.at(-1), '0 of 3 interview questions answered');
  });

  it('names all that is left out, with the reason', () => {
    assert.deepEqual(
      scenario('whole').leftOut.items.map(({ what, why }) => `${what}: ${why}`),
      [
        'Recurrence: You left it out.',
        'Attention: The project is not in this folder any more, so nobody can re-run it.',
        'Convolution: checks/test_convolution.py was not the author’s file when the checks ran.',
        'I have led a review: No evidence is attached to this claim.',
        '2 lines of the progress log: It cannot be read, or it is not what its id says. It is set aside; nothing was deleted.',
        '1 entry of the progress log: It was written by a newer Bridgecraft. It is kept.',
      ],
    );
  });

  it('names mistakes of the story at their place', () => {
    const { problems, text } = scenario('mistakes').story;
    assert.equal(problems[0]?.text, 'career/story.yaml:7:3 there is no step "ml-to-deep-learning/none"');
    assert.deepEqual(problems[0].action.intent, { kind: 'open-problem', index: 0 });
    assert.match(text, /nothing of it is used/);
  });

  it('gives each finding a reason, a fix and its place, and says what was not checked', () => {
    const [group] = scenario('whole').review.groups;
    assert.deepEqual(
      group?.findings.map(({ what, action }) => [what, action?.intent]),
      [
        ['src/key.py: an access key', { kind: 'open-finding', group: 0, index: 0 }],
        ['notes.md: a picture has no alternative text.', { kind: 'open-finding', group: 0, index: 1 }],
      ],
    );
    assert.deepEqual(group.notChecked, [
      'Types, because pyright is not in this project’s Python environment',
      'Reproducible from a clean clone, because the portfolio is not exported yet',
    ]);
  });
});
