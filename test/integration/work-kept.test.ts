import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CheckRun, Verdict } from '../../src/core/checks/model';
import type { Step } from '../../src/core/curriculum/model';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { BridgecraftApi } from '../../src/extension';
import { KeepCheckedWork } from '../../src/host/snapshots/keep-checked-work';
import { ProjectWriter, type ProjectWriterDependencies } from '../../src/host/snapshots/project-writer';
import { type Disk, nodeDisk } from '../../src/platform/node/disk';
import { NodeProjectChanges } from '../../src/platform/node/project-changes';
import type { LiveRun } from '../../src/host/checks/checks';
import { eventually } from '../support/eventually';
import { checkRun, result } from '../support/sample-curriculum';
import { bridgecraft, Replacements } from './support/extension';
import { applied, closeEditors } from './support/people';
import { makeProgress, ScriptedQuestions } from './support/progress';

const clock = { now: () => new Date().toISOString() };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('What a learner wrote', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let scratch: string;
  let project: string;
  let step: Step;

  const read = (name: string) => readFile(join(project, name), 'utf8');
  const writer = (disk: Disk): ProjectWriter => {
    const progress: ProjectWriterDependencies['progress'] = {
      homeFolder: vscode.Uri.file(scratch),
      state: api.progress.state,
      onDidChange: () => new vscode.Disposable(() => undefined),
      projects: new Map([[step.ref, vscode.Uri.file(project)]]),
      marks: new Map(),
      append: () => Promise.resolve(true),
      ensureHome: () => Promise.resolve(vscode.Uri.file(scratch)),
      scan: () => Promise.resolve(),
    };
    const changes = new NodeProjectChanges(clock, disk);
    return new ProjectWriter({
      progress,
      changes: () => Promise.resolve(changes),
      stopChecks: () => Promise.resolve(),
    });
  };
  const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  const reset = (disk: Disk) =>
    writer(disk).write(step, 'reset', [
      { path: 'a.py', saved: bytes('starter a\n') },
      { path: 'b.py', saved: bytes('starter b\n') },
    ]);

  before(async () => {
    api = await bridgecraft();
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    const [first] = api.index.curricula.flatMap(stepsOf);
    assert.ok(first);
    step = first;
  });
  beforeEach(async () => {
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft képt-')));
    project = join(scratch, 'my project');
    await mkdir(project);
    await writeFile(join(project, 'a.py'), 'mine a\n');
    await writeFile(join(project, 'b.py'), 'mine b\n');
  });
  afterEach(async () => {
    window.restore();
    await closeEditors();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  });

  it('is as it was when the disk is full before anything is kept, and the reason is given', async () => {
    const written = await reset({ ...nodeDisk, write: full });
    assert.match(written.ok ? '' : (written.reason?.message ?? ''), /The disk is full, so nothing was changed/);
    assert.deepEqual([await read('a.py'), await read('b.py')], ['mine a\n', 'mine b\n']);
  });

  it('is put back, unsaved edits in their editor too, when the disk is full in the middle', async () => {
    const document = await vscode.workspace.openTextDocument(join(project, 'a.py'));
    await vscode.window.showTextDocument(document, { preview: false });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'not saved\n');
    await applied(edit);
    // The first file goes through its editor; the second finds the disk full, once.
    let isFull = true;
    const move: Disk['move'] = (from, to) => {
      if (!isFull || !to.endsWith('b.py')) return nodeDisk.move(from, to);
      isFull = false;
      return full();
    };
    const written = await reset({ ...nodeDisk, move });
    assert.match(written.ok ? '' : (written.reason?.message ?? ''), /nothing was changed/);
    assert.deepEqual([await read('a.py'), await read('b.py')], ['mine a\n', 'mine b\n']);
    assert.equal(document.getText(), 'not saved\nmine a\n');
  });

  it('keeps the line ends that its editor has', async () => {
    await writeFile(join(project, 'a.py'), 'mine a\r\nmore\r\n');
    const document = await vscode.workspace.openTextDocument(join(project, 'a.py'));
    await vscode.window.showTextDocument(document, { preview: false });
    const written = await writer(nodeDisk).write(step, 'reset', [{ path: 'a.py', saved: bytes('starter\r\n') }]);
    assert.ok(written.ok);
    assert.equal(await read('a.py'), 'starter\r\n');
    await eventually('the editor to be saved', () => Promise.resolve(!document.isDirty));
  });

  it('is reset after a power cut at the next start, and the log has it once', async () => {
    const home = join(scratch, 'home');
    await mkdir(join(home, '.bridgecraft'), { recursive: true });
    window.openFolders(vscode.Uri.file(home));
    const event = { kind: 'step-reset', step: step.ref, files: ['a.py'], snapshot: 'the-snapshot' } as const;
    const start = async (): Promise<void> => {
      const { progress } = makeProgress(scratch, api.index, new ScriptedQuestions(), undefined, () =>
        Promise.resolve([event]),
      );
      await progress.start();
      await progress.flush();
    };
    await start();
    await start();
    const log = await readFile(join(home, '.bridgecraft', 'progress.jsonl'), 'utf8');
    assert.equal(log.split('\n').filter((line) => line.includes('the-snapshot')).length, 1);
  });

  it('is kept whenever checks have judged it, once as long as it stays the same', async () => {
    const runs = new vscode.EventEmitter<LiveRun>();
    const store = new NodeProjectChanges(clock);
    const keeping = new KeepCheckedWork({
      index: api.index,
      progress: { homeFolder: vscode.Uri.file(scratch) },
      checks: { onDidChange: runs.event },
      changes: () => Promise.resolve(store),
      writer: writer(nodeDisk),
      log: (line) => assert.fail(line),
    });
    const judged = async (verdict: Verdict, hash: string) => {
      const run: CheckRun = {
        ...checkRun({ step: step.ref, learnerFiles: { 'a.py': hash } }),
        checks: [result('add-value', verdict)],
      };
      runs.fire({ step: step.ref, results: new Map(), run });
      await keeping.settled;
      return store.snapshots(scratch);
    };
    assert.equal((await judged('blocked', 'one')).length, 0);
    assert.equal((await judged('failed', 'one')).length, 1);
    assert.equal((await judged('passed', 'one')).length, 1);
    const [snapshot] = await judged('passed', 'two');
    assert.ok(snapshot);
    assert.deepEqual([snapshot.reason, snapshot.files.map(({ path }) => path)], ['checks', ['a.py']]);
    await rm(join(project, 'a.py'));
    const kept = await store.read(scratch, snapshot.name, { path: 'a.py' }, 'saved');
    assert.equal(new TextDecoder().decode(kept), 'mine a\n');
    keeping.dispose();
    runs.dispose();
  });

  it('is never forgotten when something else than checks kept it', async () => {
    await reset(nodeDisk);
    const store = new NodeProjectChanges(clock);
    const before = await store.snapshots(scratch);
    await store.forget(scratch, before);
    assert.deepEqual(await store.snapshots(scratch), before);
    assert.equal(before.length, 1);
  });
});
