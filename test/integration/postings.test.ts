/** Postings in a real window: kept after asking, edited by hand, deleted to the trash, and never run. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SkillsFile } from '../../src/core/curriculum/schema';
import { KeptPostings } from '../../src/host/planner/kept-postings';
import type { PlannerContext } from '../../src/host/planner/planner-intents';
import type { PlaceToKeep } from '../../src/host/planner/planner-snapshot';
import { performPostings } from '../../src/host/planner/postings-intents';
import type { PostingDraft, PostingsIntent } from '../../src/protocol/planner/intents';
import { bridgecraft, Replacements } from './support/extension';

const emptyDraft: PostingDraft = { title: '', date: '', link: '', place: '', text: '', isCut: false };
const today = '2026-11-23';
const page =
  '<h2>Must have</h2><ul><li>Python</li></ul><script>document.title = "Docker"</script>\n---\n<img src=x onerror=run()>';

describe('Kept postings', () => {
  const window = new Replacements();
  const answer = { button: -1, asked: [] as string[] };
  let home: vscode.Uri;
  let postings: KeptPostings;
  let place: PlaceToKeep = 'open';

  before(async () => {
    await bridgecraft();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    home = vscode.Uri.joinPath(folder.uri, 'postings-home é');
    await vscode.workspace.fs.createDirectory(home);
    const table = vscode.Uri.joinPath(
      vscode.extensions.getExtension('bridgecraft.bridgecraft')?.extensionUri ?? folder.uri,
      'dist',
      'curricula',
      'skills.json',
    );
    postings = new KeptPostings(JSON.parse(await text(table)) as SkillsFile);
    for (const name of ['showInformationMessage', 'showWarningMessage'] as const) {
      window.replace(vscode.window, name, (...args: readonly unknown[]) => {
        answer.asked.push(String(args[0]));
        return Promise.resolve(answer.button < 0 ? undefined : args[2 + answer.button]);
      });
    }
  });
  after(async () => {
    window.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(home, { recursive: true });
  });

  const text = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const file = (...path: string[]) => vscode.Uri.joinPath(home, 'career', 'postings', ...path);
  const editorText = () => vscode.window.activeTextEditor?.document.getText();
  const names = async () => (await vscode.workspace.fs.readDirectory(file())).map(([name]) => name).sort();
  const act = (intent: PostingsIntent) => {
    const context = {
      postings,
      dependencies: { progress: { homeFolder: home } },
      input: () => ({ place, today }),
      refresh: () => postings.load(home),
      // A test factory: postings use nothing else of the panel.
    } as unknown as PlannerContext;
    return performPostings(context, intent);
  };
  const keep = (more: Partial<PostingDraft>) => act({ kind: 'keep-posting', draft: { ...emptyDraft, ...more } });
  const shown = () => {
    const input = postings.input();
    assert.ok(input);
    return input;
  };
  const skillsOf = (name: string) =>
    shown()
      .kept.find((each) => each.file === name)
      ?.posting.required.map(({ skill }) => skill);

  it('are not read until somebody looks, and not written unless somebody agrees', async () => {
    assert.equal(postings.input(), undefined);
    await act({ kind: 'show-postings', isShown: true });
    assert.deepEqual(shown().kept, []);
    await keep({ text: page });
    await assert.rejects(names);
    place = 'restricted';
    answer.button = 1;
    await keep({ text: page });
    await assert.rejects(names);
    place = 'open';
  });

  it('are written as pasted, asked for once, and never over one that is there', async () => {
    answer.asked.length = 0;
    await keep({ text: page, title: 'Ingénieur·e\nNLP: 1', link: 'https://example.org/1', place: 'Lisboa' });
    await keep({ text: 'Requirements\n- Docker', title: 'ingenieur-e NLP 1', date: today });
    assert.deepEqual(answer.asked, ['Keep this advertisement?']);
    assert.equal(await text(vscode.Uri.joinPath(home, '.gitignore')), 'career/\n');
    assert.deepEqual(await names(), ['2026-11-23-ingenieur-e-nlp-1-2.md', '2026-11-23-ingenieur-e-nlp-1.md']);
    assert.equal(
      await text(file('2026-11-23-ingenieur-e-nlp-1.md')),
      `---\ntitle: "Ingénieur·e NLP: 1"\ndate: 2026-11-23\nlink: https://example.org/1\nplace: Lisboa\n---\n\n${page}\n`,
    );
    assert.deepEqual(skillsOf('2026-11-23-ingenieur-e-nlp-1.md'), ['p.python']);
    assert.equal(shown().lookedFile, '2026-11-23-ingenieur-e-nlp-1-2.md');
    assert.equal(shown().keptCount, 2);
  });

  it('say at the form what is missing or wrong, and keep nothing of it', async () => {
    for (const [draft, problem] of [
      [{}, /Paste the advertisement first/],
      [{ text: 'Python', date: '2026-02-31' }, /That is no date/],
      [{ text: 'Python', link: 'command:x' }, /does not begin with https/],
    ] as const) {
      await keep(draft);
      assert.match(shown().formProblem ?? '', problem);
    }
    assert.equal((await names()).length, 2);
  });

  it('are found again when they are edited by hand, in another language or with mistakes', async () => {
    const edit = (name: string, content: string) =>
      vscode.workspace.fs.writeFile(file(name), new TextEncoder().encode(content));
    const name = '2026-11-23-ingenieur-e-nlp-1.md';
    await edit(name, '---\r\ntitle: Edited\r\n---\r\n\r\nMust have: Kubernetes\r\n');
    await edit(
      '2026-01-02-stelle.md',
      'Wir suchen eine Person mit sehr guten Kenntnissen, die gerne lernt. '.repeat(9),
    );
    await edit('wrong.md', '---\ntitle: x\ndate: soon\n---\nPython');
    await edit('large.md', `---\ndate: 2026-01-01\n---\n${'Python. '.repeat(650_000)}`);
    await edit('notes.txt', 'Python');
    await act({ kind: 'look-at-posting', file: name });
    assert.deepEqual(skillsOf(name), ['o.k8s']);
    const { kept, problems } = shown();
    assert.equal(kept.find(({ file: each }) => each === name)?.title, 'Edited');
    assert.ok(kept.find(({ file: each }) => each === '2026-01-02-stelle.md')?.posting.cautions.includes('not-english'));
    assert.equal(kept.length, 3);
    assert.match(problems.join('\n'), /wrong\.md:3:7 date: a date is written 2027-01-31/);
    assert.match(problems.join('\n'), /large\.md cannot be read, or is larger than 1 MB/);
  });

  it('open as text, and no other file does', async () => {
    await act({ kind: 'edit-posting', file: '../../.gitignore' });
    assert.equal(editorText(), undefined);
    await act({ kind: 'edit-posting', file: '2026-11-23-ingenieur-e-nlp-1-2.md' });
    assert.match(editorText() ?? '', /- Docker/);
  });

  it('go to the trash after asking, and no other file does; without a trash they stay', async () => {
    const name = '2026-11-23-ingenieur-e-nlp-1.md';
    const before = await names();
    const { fs } = vscode.workspace;
    const trash = { isThere: false, taken: [] as string[] };
    // The window that tests run in may have no trash.
    window.replace(vscode.workspace, 'fs', {
      ...fs,
      delete: (uri: vscode.Uri, options: { readonly useTrash?: boolean }) => {
        assert.deepEqual(options, { useTrash: true });
        if (!trash.isThere) return Promise.reject(new Error('no trash'));
        trash.taken.push(uri.path.split('/').at(-1) ?? '');
        return fs.delete(uri);
      },
    });
    const errors: string[] = [];
    window.replace(vscode.window, 'showErrorMessage', (message: string) => Promise.resolve(void errors.push(message)));

    answer.button = -1;
    await act({ kind: 'delete-posting', file: name });
    assert.equal(answer.asked.at(-1), `Delete ${name}?`);
    answer.button = 0;
    await act({ kind: 'delete-posting', file: '../assessment.yaml' });
    await act({ kind: 'delete-posting', file: 'notes.txt' });
    assert.deepEqual(errors, []);
    await act({ kind: 'delete-posting', file: name });
    assert.match(errors.join(), /is still there: it could not be moved to the trash/);
    assert.deepEqual(await names(), before);

    trash.isThere = true;
    await act({ kind: 'delete-posting', file: name });
    assert.deepEqual(trash.taken, [name]);
    assert.equal(skillsOf(name), undefined);
  });
});
