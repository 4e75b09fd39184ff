/** `career/postings/` in the home folder, and the advertisement that is looked at. Read only while somebody looks. */
import * as vscode from 'vscode';
import type { SkillsFile } from '../../core/curriculum/schema';
import {
  freeName,
  formatKeptPosting,
  type KeptPosting,
  readKeptPosting,
  textKey,
} from '../../core/planner/kept-posting';
import { type Posting, readPosting } from '../../core/planner/posting';
import { SkillWords } from '../../core/planner/skill-words';
import type { Result } from '../../core/ports';
import type { PostingDraft } from '../../protocol/planner/intents';
import { readText } from '../adapters/workspace';
import type { PostingsInput, ReadPosting } from './postings-view';

export const postingsPath = ['career', 'postings'] as const;
/** More are a collection of another kind; those of the latest dates are read. */
const mostFiles = 500;
/** Ten times the longest text that is read. */
const largestFile = 1_000_000;

interface Cached {
  readonly version: string;
  readonly result: Result<ReadPosting, readonly string[]>;
}

export class KeptPostings {
  private words: SkillWords | undefined;
  private readonly cache = new Map<string, Cached>();
  private kept: readonly ReadPosting[] = [];
  private problems: readonly string[] = [];
  private draft: PostingsInput['draft'];
  private lookedFile: string | undefined;
  private formProblem: string | undefined;
  private keptCount = 0;
  isShown = false;

  constructor(private readonly table: SkillsFile) {}

  input(): PostingsInput | undefined {
    if (!this.isShown) return undefined;
    const { kept, problems, draft, lookedFile, keptCount, formProblem } = this;
    return {
      kept,
      problems,
      keptCount,
      ...(draft ? { draft } : {}),
      ...(lookedFile === undefined ? {} : { lookedFile }),
      ...(formProblem === undefined ? {} : { formProblem }),
    };
  }

  lookAtDraft(draft: PostingDraft): void {
    this.draft = { ...draft, posting: this.read(draft.text) };
    this.lookedFile = undefined;
    this.formProblem = undefined;
  }

  lookAtFile(file: string | undefined): void {
    this.lookedFile = file;
    this.formProblem = undefined;
  }

  refuse(problem: string): void {
    this.formProblem = problem;
  }

  /** A file whose size and time are as they were is not read again. */
  async load(home: vscode.Uri | undefined): Promise<void> {
    if (!this.isShown) return;
    const folder = home && vscode.Uri.joinPath(home, ...postingsPath);
    const names = folder ? await namesIn(folder) : [];
    const read = await Promise.all(
      names
        .slice(0, mostFiles)
        .map((name) => this.readFile(vscode.Uri.joinPath(folder ?? vscode.Uri.file('/'), name), name)),
    );
    const known = new Set(names);
    for (const name of this.cache.keys()) if (!known.has(name)) this.cache.delete(name);
    this.kept = read.flatMap((each) => (each.ok ? [each.value] : []));
    const { t } = vscode.l10n;
    this.problems = [
      ...read.flatMap((each) => (each.ok ? [] : each.reason)),
      ...(names.length > mostFiles
        ? [t('career/postings holds {0} files; the {1} of the latest names are read.', names.length, mostFiles)]
        : []),
    ];
    if (this.lookedFile !== undefined && !known.has(this.lookedFile)) this.lookedFile = undefined;
  }

  /** Under a name that no file has; never over one. */
  async write(home: vscode.Uri, posting: KeptPosting): Promise<void> {
    const folder = vscode.Uri.joinPath(home, ...postingsPath);
    await vscode.workspace.fs.createDirectory(folder);
    const taken = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    const file = freeName(posting, taken);
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(vscode.Uri.joinPath(folder, file), {
      overwrite: false,
      contents: new TextEncoder().encode(formatKeptPosting(posting)),
    });
    if (!(await vscode.workspace.applyEdit(edit))) {
      throw new Error(vscode.l10n.t('{0} could not be written. Is the folder open to writing?', file));
    }
    this.keptCount += 1;
    this.draft = undefined;
    this.lookAtFile(file);
  }

  private async readFile(uri: vscode.Uri, name: string): Promise<Cached['result']> {
    const version = await versionOf(uri);
    const known = this.cache.get(name);
    if (known && version !== undefined && known.version === version) return known.result;
    const text = await readText(uri, largestFile);
    const result = text === undefined ? unreadable(name) : this.fromText(name, text);
    if (version !== undefined) this.cache.set(name, { version, result });
    return result;
  }

  private fromText(name: string, content: string): Cached['result'] {
    const kept = readKeptPosting(name, content);
    if (!kept.ok) return kept;
    const { text, ...rest } = kept.value;
    return { ok: true, value: { ...rest, file: name, key: textKey(text), posting: this.read(text) } };
  }

  private read(text: string): Posting {
    return readPosting(text, (this.words ??= new SkillWords(this.table)));
  }
}

const unreadable = (name: string): Cached['result'] => ({
  ok: false,
  reason: [
    vscode.l10n.t('{0} cannot be read, or is larger than 1 MB. Keep the text of the advertisement alone.', name),
  ],
});

/** Plain files, the latest name first. A link may lead anywhere and is not followed. */
async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .filter(([name, type]) => type === vscode.FileType.File && name.endsWith('.md'))
      .map(([name]) => name)
      .sort()
      .reverse();
  } catch {
    return []; // None is kept yet.
  }
}

async function versionOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return `${uri.toString()} ${mtime} ${size}`;
  } catch {
    return undefined;
  }
}
