import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { projectMarkText } from '../../src/core/scaffold/project-mark';
import type { CurriculumIndex } from '../../src/core/curriculum/model';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { ProgressService } from '../../src/host/progress/progress-service';
import { bridgecraft, Replacements } from './support/extension';
import { makeProgress, MemoryState, ScriptedQuestions } from './support/progress';

describe('The home folder', () => {
  const window = new Replacements();
  const services: ProgressService[] = [];
  let scratch: string;
  let index: CurriculumIndex;

  const folder = async (...path: readonly string[]): Promise<vscode.Uri> => {
    await mkdir(join(scratch, ...path), { recursive: true });
    return vscode.Uri.file(join(scratch, ...path));
  };
  const home = async (...path: readonly string[]): Promise<vscode.Uri> => {
    await folder(...path, '.bridgecraft');
    return vscode.Uri.file(join(scratch, ...path));
  };
  const service = (questions: ScriptedQuestions, state?: vscode.Memento): ProgressService => {
    const { progress } = makeProgress(scratch, index, questions, state);
    services.push(progress);
    return progress;
  };
  const pivot = () => ({ kind: 'pivot-chosen', curriculum: index.curricula[0]?.id ?? '' }) as const;
  const firstStep = () => {
    const [step] = index.curricula.flatMap(stepsOf);
    assert.ok(step);
    return step;
  };

  before(async () => {
    ({ index } = await bridgecraft());
    assert.ok(index.curricula.length > 0, 'no curriculum is built');
  });

  beforeEach(async () => {
    scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft földer-')));
  });

  afterEach(async () => {
    window.restore();
    await Promise.all(services.splice(0).map((each) => each.flush()));
    await rm(scratch, { recursive: true, force: true });
  });

  it('is asked for when none is open, and nothing is recorded', async () => {
    window.openFolders();
    const questions = new ScriptedQuestions();
    const progress = service(questions);
    await progress.start();
    assert.deepEqual(
      [await progress.append(pivot()), progress.homeFolder, questions.asked],
      [false, undefined, ['no folder']],
    );
  });

  it('is the open folder, and nothing is written there before something must be', async () => {
    const open = await folder('my work ü');
    window.openFolders(open);
    const progress = service(new ScriptedQuestions());
    await progress.start();
    assert.deepEqual(await readdir(open.fsPath), []);
    assert.equal(await progress.append(pivot()), true);
    assert.deepEqual([progress.homeFolder?.fsPath, progress.state.pivot], [open.fsPath, pivot().curriculum]);
    assert.deepEqual((await readdir(join(open.fsPath, '.bridgecraft'))).sort(), [
      '.gitattributes',
      '.gitignore',
      'progress.jsonl',
    ]);
  });

  it('is chosen among several folders, once for the workspace', async () => {
    const [a, b] = [await folder('a'), await folder('b')];
    window.openFolders(a, b);
    const state = new MemoryState();
    const questions = new ScriptedQuestions({ chooseHome: (folders) => Promise.resolve(folders[1]) });
    const progress = service(questions, state);
    await progress.start();
    assert.equal(await progress.append(pivot()), true);
    assert.deepEqual([progress.homeFolder?.fsPath, questions.asked], [b.fsPath, ['chooseHome']]);
    const later = service(new ScriptedQuestions(), state);
    await later.start();
    assert.deepEqual([later.homeFolder?.fsPath, later.state.pivot], [b.fsPath, pivot().curriculum]);
  });

  it('can be switched when several hold progress, and the choice is kept', async () => {
    const [a, b] = [await home('a'), await home('b')];
    window.openFolders(a, b);
    const state = new MemoryState();
    const questions = new ScriptedQuestions({ chooseHome: (folders) => Promise.resolve(folders[1]) });
    const progress = service(questions, state);
    await progress.start();
    assert.deepEqual([progress.homeFolder?.fsPath, progress.homes.length], [a.fsPath, 2]);
    await progress.switchHome();
    assert.equal(progress.homeFolder?.fsPath, b.fsPath);
    const later = service(new ScriptedQuestions(), state);
    await later.start();
    assert.equal(later.homeFolder?.fsPath, b.fsPath);
  });

  it('above the only open project is used after asking once', async () => {
    const step = firstStep();
    const parent = await home('learning');
    const project = await folder('learning', step.curriculum, step.id);
    await writeFile(join(project.fsPath, '.bridgecraft-step.json'), projectMarkText(step));
    window.openFolders(project);
    const state = new MemoryState();
    const questions = new ScriptedQuestions({ useParent: () => Promise.resolve(true) });
    const progress = service(questions, state);
    await progress.start();
    assert.equal(await progress.append(pivot()), true);
    assert.deepEqual([progress.homeFolder?.fsPath, questions.asked], [parent.fsPath, ['useParent']]);
    assert.equal(progress.projects.get(step.ref)?.fsPath, project.fsPath);
    const later = service(new ScriptedQuestions(), state);
    await later.start();
    assert.equal(later.homeFolder?.fsPath, parent.fsPath);
  });

  it('above the open folder is left alone when the learner says so', async () => {
    await home('learning');
    const inner = await folder('learning', 'inner');
    window.openFolders(inner);
    const questions = new ScriptedQuestions({ useParent: () => Promise.resolve(false) });
    const progress = service(questions);
    await progress.start();
    assert.deepEqual(questions.asked, [], 'nobody is asked before something must be written');
    assert.equal(await progress.append(pivot()), true);
    assert.deepEqual([progress.homeFolder?.fsPath, questions.asked], [inner.fsPath, ['useParent']]);
  });

  it('that is read-only is named, and nothing is shown that is not recorded', async function () {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) this.skip();
    window.openFolders(vscode.Uri.file('/sys'));
    const questions = new ScriptedQuestions();
    const progress = service(questions);
    await progress.start();
    assert.deepEqual(
      [await progress.append(pivot()), progress.state.pivot, questions.asked],
      [false, undefined, ['write failure read-only']],
    );
  });

  it('is not looked for in a virtual workspace', async () => {
    window.openFolders(vscode.Uri.parse('vscode-vfs://github/someone/something'));
    const questions = new ScriptedQuestions();
    const progress = service(questions);
    await progress.start();
    assert.deepEqual(
      [await progress.append(pivot()), progress.homeFolder, questions.asked],
      [false, undefined, ['virtual']],
    );
  });

  it('in Restricted Mode is read and not written', async () => {
    const open = await folder('work');
    window.openFolders(open);
    const before = service(new ScriptedQuestions());
    await before.start();
    await before.append(pivot());
    await appendFile(join(open.fsPath, '.bridgecraft', 'progress.jsonl'), 'garbage\n');
    const written = (await readdir(join(open.fsPath, '.bridgecraft'))).length;
    window.replace(vscode.workspace, 'isTrusted', false);
    const questions = new ScriptedQuestions();
    const progress = service(questions);
    await progress.start();
    assert.deepEqual([progress.state.pivot, progress.state.unreadable], [pivot().curriculum, 1]);
    assert.equal(await progress.append(pivot()), false);
    assert.deepEqual(questions.asked, ['restricted']);
    assert.equal((await readdir(join(open.fsPath, '.bridgecraft'))).length, written);
  });

  it('that lost its log offers the copy of this computer, and has it back', async () => {
    const open = await folder('work');
    window.openFolders(open);
    const before = service(new ScriptedQuestions());
    await before.start();
    await before.append(pivot());
    await before.flush();
    await rm(join(open.fsPath, '.bridgecraft'), { recursive: true });
    const questions = new ScriptedQuestions({ restore: () => Promise.resolve('restore') });
    const progress = service(questions);
    const isBack = new Promise<void>((resolve) => {
      progress.onDidChange((state) => {
        if (state.pivot === pivot().curriculum) resolve();
      });
    });
    await progress.start();
    await isBack;
    assert.deepEqual([questions.asked, progress.homeFolder?.fsPath], [['restore'], open.fsPath]);
  });

  it('with lines that cannot be read says so once and keeps everything else', async () => {
    const open = await folder('work');
    window.openFolders(open);
    const before = service(new ScriptedQuestions());
    await before.start();
    await before.append(pivot());
    await appendFile(join(open.fsPath, '.bridgecraft', 'progress.jsonl'), 'garbage\n{"id":"torn');
    const questions = new ScriptedQuestions();
    const progress = service(questions);
    await progress.start();
    assert.deepEqual([questions.asked, progress.state.unreadable], [['unreadable 2'], 2]);
    assert.equal(progress.state.pivot, pivot().curriculum);
    const again = new ScriptedQuestions();
    await service(again).start();
    assert.deepEqual(again.asked, []);
  });

  it('finds a project again after it was moved within the open folders', async () => {
    const step = firstStep();
    const open = await home('work');
    const project = await folder('work', step.curriculum, step.id);
    await writeFile(join(project.fsPath, '.bridgecraft-step.json'), projectMarkText(step));
    window.openFolders(open);
    const moved = vscode.Uri.joinPath(open, 'renamed');
    // The search of VS Code knows the real workspace only; it is answered from the disk here.
    window.replace(vscode.workspace, 'findFiles', async () =>
      (await readdir(open.fsPath, { recursive: true }))
        .filter((name) => name.endsWith('.bridgecraft-step.json'))
        .map((name) => vscode.Uri.joinPath(open, name)),
    );
    const progress = service(new ScriptedQuestions());
    await progress.start();
    assert.equal(progress.projects.get(step.ref)?.fsPath, project.fsPath);
    await rename(project.fsPath, moved.fsPath);
    await progress.scan();
    assert.equal(progress.projects.get(step.ref)?.fsPath, moved.fsPath);
  });
});
