import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Caution, longestPosting, type Posting, type PostingSkill, readPosting } from '../core/planner/posting';
import { SkillWords } from '../core/planner/skill-words';
import { type Command, type Io, UsageError } from './command';
import { openContent, openSkills } from './content';

export const posting: Command = {
  usage: 'posting FILE… [--json FILE]',
  summary: 'the skills that job advertisements ask for, each with the words that say so',
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'string' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new UsageError('name one or more files with a job advertisement each');
    const table = await openSkills(await openContent());
    const words = new SkillWords(table);
    const read: (Posting & { readonly file: string })[] = [];
    for (const file of positionals) {
      const text = await textOf(file, io);
      if (text !== undefined) read.push({ file, ...readPosting(text, words) });
    }
    if (values.json !== undefined) {
      const list = read.map(({ file, required, nice, unknown }) => ({ file, required, nice, unknown }));
      const text = `${JSON.stringify(list, undefined, 2)}\n`;
      if (values.json === '-') io.out(text);
      else await writeFile(resolve(io.cwd, values.json), text);
    } else {
      const names = new Map(table.skills.map(({ id, name }) => [id, name]));
      io.out(read.map((each) => inWords(each.file, each, names)).join('\n'));
    }
    read.forEach(({ file, cautions }) => cautions.forEach((caution) => io.err(`${file}: ${cautionText[caution]}\n`)));
    return read.length === positionals.length ? 0 : 2;
  },
};

const cautionText: Readonly<Record<Caution, string>> = {
  cut: `is longer than an advertisement; the first ${longestPosting.toLocaleString('en')} characters were read`,
  'not-english': 'does not read like English; the words of skills are English, so most of them are not found',
  'nothing-found': 'names no skill that the table knows',
};

async function textOf(file: string, io: Io): Promise<string | undefined> {
  const bytes = await readFile(resolve(io.cwd, file)).catch(() => undefined);
  if (bytes === undefined) io.err(`${file} cannot be read: is it there?\n`);
  else if (bytes.includes(0)) io.err(`${file} is no text: save the advertisement as text or HTML.\n`);
  else return bytes.toString('utf8').replace(/^\uFEFF/u, '');
  return undefined;
}

function inWords(file: string, { required, nice, unknown }: Posting, names: ReadonlyMap<string, string>): string {
  const lines = (title: string, skills: readonly PostingSkill[]): readonly string[] =>
    skills.length === 0
      ? []
      : [`  ${title}`, ...skills.map(({ skill, words }) => `    ${names.get(skill) ?? skill} (${words.join(', ')})`)];
  const rest = unknown.length === 0 ? [] : [`  no word for: ${unknown.join(', ')}`];
  return `${[file, ...lines('required', required), ...lines('nice to have', nice), ...rest].join('\n')}\n`;
}
