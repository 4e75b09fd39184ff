import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Step, StepRef } from '../../src/core/curriculum/model';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { StepState } from '../../src/core/progress/state';
import type { BridgecraftApi } from '../../src/extension';
import type { Progress } from '../../src/host/progress/progress';
import { carryInto } from '../../src/host/solution/carry';
import { carriedInWords } from '../../src/host/solution/carried-words';
import { bridgecraft } from './support/extension';

const text = (content: Uint8Array | undefined) => content && new TextDecoder().decode(content);

describe('A step that builds on an earlier one', () => {
  let api: BridgecraftApi;
  let scratch: string;
  let earlier: Step;
  let later: Step;
  let file: string;

  const stepFiles = {
    solution: () => Promise.resolve(new Map([[file, 'the reference\n']])),
    starter: () => Promise.resolve(undefined),
    keepBase: () => Promise.resolve({ ok: true, value: undefined } as const),
  };
  const carried = (status: StepState['status']) => {
    const state = api.progress.state;
    const known = state.steps.get(earlier.ref);
    assert.ok(known);
    const progress: Progress = {
      homeFolder: vscode.Uri.file(scratch),
      state: { ...state, steps: new Map([[earlier.ref, { ...known, status }]]) },
      onDidChange: () => new vscode.Disposable(() => undefined),
      projects: new Map([[earlier.ref, vscode.Uri.file(scratch)]]),
      marks: new Map(),
      append: () => assert.fail('nothing is recorded'),
    };
    return carryInto(later, api.index, progress, stepFiles);
  };

  before(async () => {
    api = await bridgecraft();
    const [first] = api.index.curricula.flatMap(stepsOf);
    assert.ok(first);
    earlier = first;
    file = earlier.tasks[0]?.file ?? '';
    const ref: StepRef = `${earlier.curriculum}/later`;
    later = { ...earlier, ref, id: 'later', carries: [{ from: earlier.id, file, to: 'src/from_before.py' }] };
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft cärry-')));
    await mkdir(dirname(join(scratch, file)), { recursive: true });
  });
  beforeEach(() => writeFile(join(scratch, file), 'my own\n'));
  after(() => rm(scratch, { recursive: true }));

  it("takes the learner's own file where that step passed, and says so", async () => {
    const { contents, carried: files } = await carried('passed');
    assert.equal(text(contents.get('src/from_before.py')), 'my own\n');
    assert.deepEqual(carriedInWords(vscode.l10n.t, api.index, files), [
      `src/from_before.py is your own, from "${earlier.title}".`,
    ]);
  });

  it('takes the reference where it has not passed, and says why', async () => {
    const { contents, carried: files } = await carried('in-progress');
    assert.equal(text(contents.get('src/from_before.py')), 'the reference\n');
    assert.match(
      carriedInWords(vscode.l10n.t, api.index, files).join(),
      /is the reference, because .* has not passed yet/,
    );
  });

  it('takes the reference where the learner deleted the file, and says why', async () => {
    await rm(join(scratch, file));
    const { contents, carried: files } = await carried('passed');
    assert.equal(text(contents.get('src/from_before.py')), 'the reference\n');
    assert.match(carriedInWords(vscode.l10n.t, api.index, files).join(), /not there any more/);
  });
});
