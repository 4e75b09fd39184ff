import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CheckRequest, CheckRun, CheckRunner, Verdict } from '../../src/core/checks/model';
import type { Step } from '../../src/core/curriculum/model';
import type { EventBody } from '../../src/core/progress/events';
import { CheckService } from '../../src/host/checks/check-service';
import type { Progress } from '../../src/host/progress/progress';
import { stateOf, step as sampleStep } from '../unit/progress/samples';

const step: Step = sampleStep('cv-to-nlp', 'captioning');

const runOf = ({ step: { ref, contentVersion } }: CheckRequest, verdict: Verdict): CheckRun => ({
  id: 'run-1',
  step: ref,
  contentVersion,
  startedAt: '2026-11-23T10:00:00.000Z',
  seconds: 1,
  verdict,
  checks: [{ id: 'shape', verdict, message: '', seconds: 1, properties: {} }],
  command: [],
  learnerFiles: { 'src/pkg/a.py': 'hash' },
  checkFiles: {},
  versions: {},
});

describe('A run of checks', () => {
  let scratch: string;
  let file: string;
  let recorded: EventBody[];

  const service = (runner: CheckRunner, pythonSetting = () => '/usr/bin/python3'): CheckService => {
    const progress: Progress = {
      homeFolder: vscode.Uri.file(scratch),
      state: stateOf([]),
      onDidChange: () => new vscode.Disposable(() => undefined),
      projects: new Map([[step.ref, vscode.Uri.file(scratch)]]),
      marks: new Map(),
      append: (...events) => {
        recorded.push(...events);
        return Promise.resolve(true);
      },
    };
    return new CheckService(
      runner,
      progress,
      () => Promise.resolve({ pythonSetting: pythonSetting() }),
      () => undefined,
    );
  };

  beforeEach(async () => {
    recorded = [];
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft-ünsaved ')));
    file = join(scratch, 'src', 'pkg', 'a.py');
    await mkdir(join(scratch, 'src', 'pkg'), { recursive: true });
    await writeFile(file, 'saved = 1\n');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await rm(scratch, { recursive: true, force: true });
  });

  async function editedDocument(): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    assert.ok(await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'unsaved = 2\n')));
    assert.equal(document.isDirty, true);
    return document;
  }

  it('saves unsaved edits of the step first, and is recorded with what it found', async () => {
    const document = await editedDocument();
    let seen = '';
    const checks = service({
      run: async (request) => {
        seen = await readFile(file, 'utf8');
        return runOf(request, 'failed');
      },
    });
    const run = await checks.run(step);
    assert.deepEqual([run?.reason, run?.verdict, document.isDirty], [undefined, 'failed', false]);
    assert.equal(seen, 'unsaved = 2\nsaved = 1\n');
    assert.deepEqual(
      recorded.map((event) => event.kind === 'checks-ran' && event.results.map(({ id, verdict }) => [id, verdict])),
      [[['shape', 'failed']]],
    );
    checks.dispose();
  });

  it('is blocked when an edit cannot be saved, names the file and starts nothing', async () => {
    const document = await editedDocument();
    // A file stands where the folder was: nothing can be written there.
    await rm(join(scratch, 'src', 'pkg'), { recursive: true });
    await writeFile(join(scratch, 'src', 'pkg'), '');
    const checks = service({ run: () => Promise.reject(new Error('nothing may be started')) });
    const run = await checks.run(step);
    assert.deepEqual(run?.reason, { kind: 'save-failed', files: [vscode.workspace.asRelativePath(document.uri)] });
    assert.deepEqual([run.verdict, recorded.length], ['blocked', 0]);
    checks.dispose();
  });

  it('is cancelled by the next one of its step, which starts only when it has ended', async () => {
    const order: string[] = [];
    let hasBegun: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const checks = service({
      run: async (request) => {
        const number = order.filter((each) => each.startsWith('begin')).length + 1;
        order.push(`begin ${number}`);
        hasBegun();
        if (number === 1) {
          await new Promise<void>((resolve) => request.signal.addEventListener('abort', () => resolve()));
        }
        order.push(`end ${number}`);
        return runOf(request, number === 1 ? 'blocked' : 'passed');
      },
    });
    const first = checks.run(step);
    await begun;
    const second = await checks.run(step);
    assert.equal((await first)?.verdict, 'blocked');
    assert.equal(second?.verdict, 'passed');
    assert.deepEqual(order, ['begin 1', 'end 1', 'begin 2', 'end 2']);
    // What was cancelled judged nothing.
    assert.equal(recorded.length, 1);
    checks.dispose();
  });

  it('ends with the interpreter that it began with when the learner chooses another meanwhile', async () => {
    let chosen = '/usr/bin/python3.11';
    const used: (string | undefined)[] = [];
    const checks = service(
      {
        run: (request) => {
          chosen = '/usr/bin/python3.12';
          used.push(request.pythonSetting);
          const path = request.pythonSetting ?? '';
          return Promise.resolve({
            ...runOf(request, 'passed'),
            interpreter: { path, version: '3.11.7', source: 'setting' },
          });
        },
      },
      () => chosen,
    );
    await checks.run(step);
    await checks.run(step);
    assert.deepEqual(used, ['/usr/bin/python3.11', '/usr/bin/python3.12']);
    assert.deepEqual(
      recorded.map((event) => event.kind === 'checks-ran' && event.interpreter),
      used,
    );
    checks.dispose();
  });
});
