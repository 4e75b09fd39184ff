/** The questions that a guide lists for an interview, as they stand there: code and formulas keep their marks. */
import type { Problem } from './problem';
import { plainText } from './text';

/** "**An interviewer would ask:** One? Two?", also with a period and "What …". */
const paragraph = /^\*\*(?:An|What an) interviewer would ask[.:]\*\*[ \t]*(?<questions>\S(?:.|\n(?![ \t]*\n))*)/mu;
/** "## In an interview" with a list whose items begin with the question in italics. */
const section = /^## In an interview[ \t]*\n(?<items>(?:(?!## ).*(?:\n|$))*)/mu;
const item = /^[-*] (?:\*(?<star>[^*\n]+)\*|_(?<line>[^_\n]+)_)/gmu;
const marked = /`[^`\n]+`|\$[^$\n]+\$/gu;

export function interviewQuestions(guide: string): readonly string[] {
  const text = plainText(guide);
  const prose = paragraph.exec(text)?.groups?.questions;
  if (prose !== undefined) return sentencesOf(prose.replaceAll(/[ \t]*\n[ \t]*/gu, ' ').trim());
  const items = section.exec(text)?.groups?.items ?? '';
  return [...items.matchAll(item)].flatMap(({ groups }) => (groups?.star ?? groups?.line)?.trim() ?? []);
}

/** A guide without them fails `verify`. */
export const interviewProblems = (folder: string, guide: string): readonly Problem[] =>
  interviewQuestions(guide).length > 0
    ? []
    : [
        {
          file: `${folder}/guide.md`,
          line: 1,
          column: 1,
          message: 'no questions for an interview: a paragraph begins with "**An interviewer would ask:**"',
        },
      ];

/** A sentence ends before one that begins; a mark inside code or a formula ends none. */
function sentencesOf(prose: string): readonly string[] {
  const masked = prose.replaceAll(marked, (part) => part.slice(0, 1) + '_'.repeat(part.length - 2) + part.slice(-1));
  const ends = [...masked.matchAll(/[?.!](?= [\p{Lu}`$])/gu)].map(({ index }) => index + 1);
  return [0, ...ends].map((start, place) => prose.slice(start, ends[place]).trim());
}
