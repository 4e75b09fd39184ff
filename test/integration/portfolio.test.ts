/** The portfolio in a real window: its story is made only after asking, an export is shown before it is written. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type {
  ExportedRepository,
  ExportFile,
  ExportPlan,
  ExportRequest,
  PortfolioExport,
  PrivateWord,
} from '../../src/core/portfolio/ports';
import { privateWordKey } from '../../src/core/portfolio/private-words';
import type { StepRun } from '../../src/core/progress/verified';
import { ExportMemory } from '../../src/host/portfolio/export-memory';
import { exportPortfolio } from '../../src/host/portfolio/export-portfolio';
import { proposedTarget } from '../../src/host/portfolio/export-target';
import { type PortfolioSources, readPortfolio } from '../../src/host/portfolio/portfolio-source';
import { openStory, setLeftOut } from '../../src/host/portfolio/story-file';
import { eventually } from '../support/eventually';
import { progressState, sampleIndex, sampleStep } from '../support/sample-curriculum';
import { bridgecraft, Replacements, workspaceFolder } from './support/extension';

const learnerFiles = { 'src/engine/engine.py': 'a'.repeat(64) };
const required = sampleStep.checks.filter(({ needs }) => needs === undefined).map(({ id }) => id);
const results = required.map((id) => ({ id, verdict: 'passed' as const, message: '', seconds: 1, properties: {} }));
const passed: StepRun = {
  at: 0,
  results,
  event: {
    kind: 'checks-ran',
    id: 'f'.repeat(64),
    seq: 1,
    time: '2027-03-01T10:00:00.000Z',
    schema: 1,
    step: sampleStep.ref,
    run: 'run-1',
    contentVersion: sampleStep.contentVersion,
    results,
    learnerFiles,
    checkFiles: { 'checks/test_engine.py': 'c'.repeat(64) },
    versions: {},
    interpreter: '/usr/bin/python3',
  },
};

/** A repository on no disk: what is written, and what was there. */
class MemoryExport implements PortfolioExport {
  readonly written: ExportRequest[] = [];
  foreign: readonly string[] = [];
  changed: ExportPlan['changed'] = [];
  words: readonly PrivateWord[] = [];
  leftOut: ExportedRepository['leftOut'] = [];

  files() {
    const files: readonly ExportFile[] = [{ path: 'README.md', content: '# Portfolio\n' }];
    return Promise.resolve({ ok: true, value: { files, ordinary: [], leftOut: this.leftOut } } as const);
  }

  plan({ target, home, agreed }: ExportRequest): ReturnType<PortfolioExport['plan']> {
    const found = this.words.filter((word) => agreed?.has(privateWordKey(word)) !== true);
    if (this.foreign.length > 0) {
      return Promise.resolve({ ok: false, reason: { kind: 'foreign-folder', path: target, files: this.foreign } });
    }
    if (found.length > 0) return Promise.resolve({ ok: false, reason: { kind: 'private-words', found } });
    const value = {
      isNew: false,
      isInHome: target.startsWith(join(home, '/')),
      added: ['README.md'],
      changed: this.changed,
      same: [],
      gone: [],
      foreign: ['notes.txt'],
    };
    return Promise.resolve({ ok: true, value });
  }

  write(request: ExportRequest) {
    this.written.push(request);
    return Promise.resolve({ ok: true, value: undefined } as const);
  }

  rerun() {
    return Promise.resolve({ report: '', published: '' });
  }
}

describe('The portfolio', () => {
  const window = new Replacements();
  let home: vscode.Uri;
  let count = 0;
  let exporter: MemoryExport;
  let memory: ExportMemory;
  const kept = new Map<string, unknown>();
  /** What somebody answers, and what they were shown. */
  let answer: (buttons: readonly string[], message: string) => string | undefined;
  let asked: { readonly message: string; readonly detail: string }[];

  const file = (...path: string[]) => vscode.Uri.joinPath(home, ...path);
  const text = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const hasTab = (label: string) =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label === label));

  const sources = (more: Partial<PortfolioSources> = {}): PortfolioSources => ({
    index: sampleIndex,
    table: {
      skills: [],
      levels: {},
      specializations: sampleIndex.specializations,
    } as unknown as PortfolioSources['table'],
    progress: {
      homeFolder: home,
      state: progressState(),
      onDidChange: new vscode.EventEmitter<ReturnType<typeof progressState>>().event,
      projects: new Map([[sampleStep.ref, file('backpropagation')]]),
      marks: new Map(),
      runs: new Map([[sampleStep.ref, [passed]]]),
      append: () => Promise.resolve(false),
    },
    hasher: { sha256: () => '' },
    learnerFiles: () => Promise.resolve(learnerFiles),
    memory,
    exporter: () => Promise.resolve(exporter),
    tools: () => Promise.reject(new Error('no tools here')),
    log: () => undefined,
    ...more,
  });
  const shown: (readonly string[])[] = [];
  const documents = {
    showChanges: (_target: vscode.Uri, _files: readonly ExportFile[], changed: readonly string[]) => {
      shown.push(changed);
      return Promise.resolve();
    },
  };

  before(async () => {
    await bridgecraft();
  });

  beforeEach(async () => {
    // Each in a folder of its own: an editor may keep the text of a file that was just deleted.
    home = vscode.Uri.joinPath(workspaceFolder(), `portfolio-home é ${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(home);
    exporter = new MemoryExport();
    kept.clear();
    shown.length = 0;
    memory = new ExportMemory({
      get: <Value>(key: string, otherwise?: Value) => (kept.get(key) ?? otherwise) as Value,
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    });
    asked = [];
    answer = () => undefined;
    const message = (said: string, ...rest: readonly unknown[]) => {
      const [options] = rest;
      const detail =
        typeof options === 'object' && options !== null && 'detail' in options ? String(options.detail) : '';
      asked.push({ message: said, detail });
      return Promise.resolve(
        answer(
          rest.filter((each): each is string => typeof each === 'string'),
          said,
        ),
      );
    };
    window.replace(vscode.window, 'showInformationMessage', message);
    window.replace(vscode.window, 'showWarningMessage', message);
    window.replace(vscode.window, 'showQuickPick', (items: readonly unknown[]) => Promise.resolve(items[0]));
  });

  afterEach(async () => {
    window.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(home, { recursive: true });
  });

  it('opens from the palette', async () => {
    await vscode.commands.executeCommand('bridgecraft.previewPortfolio');
    await eventually('the page', () => Promise.resolve(hasTab('Portfolio')));
  });

  it('makes the story only after asking, and never over one that is there', async () => {
    const { progress } = sources();
    const projects = [{ ref: sampleStep.ref, title: sampleStep.title }];
    await openStory(progress, projects);
    assert.equal(asked[0]?.message, 'Begin your story?');
    await assert.rejects(async () => text(file('career', 'story.yaml')));

    answer = ([make]) => make;
    await openStory(progress, projects);
    assert.match(await text(file('career', 'story.yaml')), /^# Your story[^]*ml-to-deep-learning\/backpropagation:\n/);

    await vscode.workspace.fs.writeFile(file('career', 'story.yaml'), new TextEncoder().encode('name: Ada\n'));
    await openStory(progress, projects, { line: 1, column: 7 });
    assert.equal(await text(file('career', 'story.yaml')), 'name: Ada\n');
    assert.equal(vscode.window.activeTextEditor?.selection.active.character, 6);
  });

  it('leaves a project out in the story, and takes it in again', async () => {
    await vscode.workspace.fs.writeFile(file('career', 'story.yaml'), new TextEncoder().encode('name: Ada # me\n'));
    const { progress } = sources();
    assert.equal(await setLeftOut(progress, [], sampleStep.ref, true), undefined);
    assert.match(await text(file('career', 'story.yaml')), /^name: Ada # me\n[^]*leave_out: true/);
    const read = await readPortfolio(sources());
    assert.deepEqual([read.portfolio.projects.length, read.notTaken.map(({ ref }) => ref)], [0, [sampleStep.ref]]);
    await setLeftOut(progress, [], sampleStep.ref, false);
    assert.equal((await readPortfolio(sources())).portfolio.projects.length, 1);
  });

  it('shows what an export would write, writes nothing on no, and remembers where it wrote', async () => {
    exporter.leftOut = [{ project: sampleStep.ref, path: 'src/out.py', why: 'link-leads-out' }];
    await exportPortfolio(sources(), documents);
    assert.match(
      asked[0]?.detail ?? '',
      /New: README\.md[^]*left as they are: notes\.txt[^]*out\.py \(a link that leads out of the project\)[^]*MIT License\. Nothing is published/,
    );
    assert.equal(exporter.written.length, 0);
    assert.equal(memory.of(home), undefined);

    // What is there already changes only after its change was shown.
    exporter.changed = [{ path: 'LICENSE', before: '', isEdited: true }];
    answer = ([button]) => button;
    await exportPortfolio(sources(), documents);
    assert.deepEqual(shown, [['LICENSE']]);
    assert.match(asked[1]?.detail ?? '', /your edits would be lost: LICENSE/);
    const target = proposedTarget(home).fsPath;
    assert.deepEqual(
      exporter.written.map((plan) => plan.target),
      [target],
    );
    assert.equal(memory.of(home)?.target, target);
    assert.match(target, /portfolio-home é \d+-portfolio$/);
  });

  it('refuses to write over another’s files, with their names', async () => {
    exporter.foreign = ['thesis.docx'];
    const notice = await exportPortfolio(sources(), documents);
    assert.match(notice?.message ?? '', /not of a portfolio: thesis\.docx\. Nothing was written/);
    assert.equal(exporter.written.length, 0);
  });

  it('stops at private words until somebody wants them published', async () => {
    exporter.words = [{ path: 'README.md', line: 3, what: 'your home folder', shown: '/home/ada' }];
    await exportPortfolio(sources(), documents);
    assert.match(asked[0]?.detail ?? '', /README\.md, line 3: your home folder, \/home\/ada/);
    assert.equal(exporter.written.length, 0);
    answer = ([button]) => button;
    await exportPortfolio(sources(), documents);
    assert.deepEqual([...(exporter.written[0]?.agreed ?? [])], exporter.words.map(privateWordKey));
  });

  it('warns inside the home folder with what publishing would include', async () => {
    await vscode.workspace.fs.writeFile(file('diary.txt'), new Uint8Array());
    await memory.keep(home, { target: file('out').fsPath, at: '2027-03-01T10:00:00.000Z' });
    await exportPortfolio(sources(), documents);
    assert.match(asked[0]?.detail ?? '', /publishes all of it: .*diary\.txt/);
    assert.equal(exporter.written.length, 0);

    await memory.keep(home, { target: vscode.Uri.joinPath(home, '..').fsPath, at: '2027-03-01T10:00:00.000Z' });
    const notice = await exportPortfolio(sources(), documents);
    assert.match(notice?.message ?? '', /holds your home folder/);
  });

  it('writes nothing while the story has mistakes, or in a folder that is not trusted', async () => {
    await vscode.workspace.fs.writeFile(file('career', 'story.yaml'), new TextEncoder().encode('nam: Ada\n'));
    const mistakes = await exportPortfolio(sources(), documents);
    assert.match(mistakes?.message ?? '', /story has mistakes/);
    assert.equal(mistakes?.action?.title, 'Open Story');

    window.replace(vscode.workspace, 'isTrusted', false);
    const restricted = await exportPortfolio(sources(), documents);
    assert.match(restricted?.message ?? '', /Restricted Mode/);
    assert.match((await openStory(sources().progress, []))?.message ?? '', /Restricted Mode/);
    assert.deepEqual([asked.length, exporter.written.length], [0, 0]);
  });
});
