import assert from 'node:assert/strict';
import { planUpdate, type UpdateAction } from '../../../src/core/scaffold/update';

const labels = { mine: 'yours', theirs: 'new version' };
const starter = (todo: string, more = '') =>
  `import numpy as np\n\n\ndef relu(x):\n    # region relu\n    # TODO ${todo}\n    raise NotImplementedError\n    # endregion relu\n\n\ndef given():\n    return 1\n${more}`;
const withBody = (text: string, body: string) =>
  text.replace(/(# region relu\n)[\s\S]*?(    # endregion relu)/, `$1    ${body}\n$2`);

interface Texts {
  readonly base?: string | Uint8Array;
  readonly mine?: string | Uint8Array;
  readonly next?: string | Uint8Array;
  readonly owner?: 'learner' | 'author';
  readonly baseIsLost?: boolean;
}

function plan({ base, mine, next, owner = 'learner', baseIsLost }: Texts): UpdateAction | undefined {
  const files = (content: string | Uint8Array | undefined) => new Map(content === undefined ? [] : [['a.py', content]]);
  const projectFiles = next === undefined ? [] : [{ path: 'a.py', stored: 'a.py', owner, sha256: '' }];
  return planUpdate({
    step: { projectFiles },
    base: baseIsLost ? undefined : files(base),
    next: files(next),
    current: files(mine),
    formerAuthors: new Set(owner === 'author' ? ['a.py'] : []),
    labels,
  })[0]?.action;
}

describe('the plan of an update', () => {
  it("replaces the author's files, whatever was done to them, and removes those that are gone", () => {
    assert.deepEqual(plan({ base: 'a', mine: 'changed', next: 'b', owner: 'author' }), { kind: 'write', content: 'b' });
    assert.deepEqual(plan({ base: 'a', next: 'b', owner: 'author' }), { kind: 'write', content: 'b' });
    assert.deepEqual(plan({ base: 'a', mine: 'a', owner: 'author' }), { kind: 'remove' });
    assert.equal(plan({ base: 'a', mine: 'changed', owner: 'author' }), undefined);
  });

  it("keeps the learner's where the starter did not change", () => {
    assert.equal(plan({ base: 'a', mine: 'mine', next: 'a' }), undefined);
    assert.equal(plan({ base: 'a\r\n', mine: 'a\n', next: 'a\n' }), undefined);
    assert.equal(plan({ base: 'a', next: 'a' }), undefined, 'deleted');
  });

  it('takes the new starter where the learner changed nothing, and files that are new', () => {
    assert.deepEqual(plan({ base: 'a', mine: 'a', next: 'b' }), { kind: 'write', content: 'b' });
    assert.deepEqual(plan({ next: 'b' }), { kind: 'write', content: 'b' });
  });

  it('brings back nothing that the learner deleted', () => {
    assert.deepEqual(plan({ base: 'a', next: 'b' }), { kind: 'keep' });
  });

  it('proposes the new text around the body that the learner wrote, without a conflict over the TODO', () => {
    const mine = withBody(starter('old'), 'return np.maximum(x, 0)');
    const next = starter('new words', '\n\ndef more():\n    return 2\n');
    const action = plan({ base: starter('old'), mine, next });
    assert.ok(action?.kind === 'propose');
    assert.deepEqual(action.merge, { text: withBody(next, 'return np.maximum(x, 0)'), conflicts: 0 });
  });

  it('marks a conflict where both changed the same lines outside of regions', () => {
    const mine = starter('old').replace('return 1', 'return 7');
    const next = starter('old').replace('return 1', 'return 2');
    const action = plan({ base: starter('old'), mine, next });
    assert.ok(action?.kind === 'propose');
    assert.equal(action.merge.conflicts, 1);
    assert.match(action.merge.text, /<<<<<<< yours\n    return 7\n=======\n    return 2\n>>>>>>> new version/);
  });

  it('proposes nothing when the learner has the changes already', () => {
    const mine = withBody(starter('new'), 'return x');
    assert.equal(plan({ base: starter('old'), mine, next: starter('new') }), undefined);
  });

  it('without a base proposes and drops nothing', () => {
    const mine = withBody(starter('old'), 'return x');
    const action = plan({ baseIsLost: true, mine, next: starter('new', 'def more(): ...\n') });
    assert.ok(action?.kind === 'propose');
    assert.match(action.merge.text, /return x/);
    assert.match(action.merge.text, /def more/);
  });

  it('keeps what is no text', () => {
    const bytes = (...all: number[]) => new Uint8Array(all);
    assert.deepEqual(plan({ base: bytes(0), mine: bytes(0, 1), next: bytes(0, 2) }), { kind: 'keep' });
    assert.equal(plan({ base: bytes(0), mine: bytes(0, 2), next: bytes(0, 2) }), undefined);
  });
});
