/** The parts of an advertisement that ask for something, and how much they want it. */
import { asks, type Place } from './posting-asks';
import { headingWeight, headOf, isTitle, type Line, linesOf, type Names } from './posting-layout';
import { withoutDismissed } from './posting-negation';
import { type Clause, weighed } from './posting-scope';
import { headingWords, niceWords, type Weight } from './posting-weights';

export function clausesOf(text: string, names: Names): readonly Clause[] {
  const lines = linesOf(text);
  const known = lines.map((line) => headingWeight(line, names));
  // Where nothing is headed, all of it may ask; else what stands before the first heading introduces the company.
  const isHeaded = lines.some((line, at) => known[at] === 'required' || headOf(line)?.weight === 'required');
  let section: Weight = isHeaded ? 'context' : 'required';
  // One line that begins with a sign is no list yet.
  let items = 0;
  let columns: readonly (Weight | undefined)[] | undefined;
  return lines.flatMap((line, at) => {
    if (isAnsweredNo(line.text, lines[at + 1]?.text)) return [];
    if (at === 0 && lines.length > 3 && isTitle(line.text)) return [];
    const weight = known[at];
    if (weight !== undefined) {
      section = weight;
      items = 0;
      return [];
    }
    const { cells } = line;
    columns = cells.length > 1 ? (columnsOf(cells, names) ?? columns) : undefined;
    if (columns && cells.length <= columns.length)
      return cells.flatMap((cell, column) => weighedLine(cell, columns?.[column] ?? listed(section), true));
    // After the list of a section, a paragraph speaks of something else.
    const isList = line.isItem || line.cells.length > 1;
    if (isList) items += 1;
    else if (items > 1 && line.afterBlank && line.text.length > 60) section = section === 'none' ? 'none' : 'context';
    return isList ? rowClauses(line, section, names) : lineClauses(line, section, names);
  });
}

/** "Do I need Kubernetes?", "A: No." */
const isAnsweredNo = (text: string, next = ''): boolean =>
  text.endsWith('?') && /^(?:A[:.] ?)?(?:no|nope|never)\b/iu.test(next);

/** A list asks, wherever it stands. */
const listed = (section: Weight): Weight => (section === 'context' ? 'required' : section);

/** The head of a table may say how much its columns are wanted: "Criteria | Essential | Desirable". */
function columnsOf(cells: readonly string[], names: Names): readonly (Weight | undefined)[] | undefined {
  const weights = cells.map((cell) => (cell.length > 40 || names(cell) ? undefined : headingWords(cell)));
  return new Set(weights.filter((weight) => weight !== undefined)).size > 1 ? weights : undefined;
}

/** The last cell of a row may say how much is wanted: "Kubernetes | asset". */
function rowClauses(line: Line, section: Weight, names: Names): readonly Clause[] {
  const last = line.cells.length > 1 ? (line.cells.at(-1) ?? '') : '';
  const own = /^(?:an? )?(?:asset|desirable|desired|optional|nice|bonus|preferred|plus|advantage|d$)/iu.test(last)
    ? 'nice'
    : /^(?:eliminatory|must|mandatory|required|essential|yes)/iu.test(last)
      ? 'required'
      : undefined;
  return own === undefined
    ? lineClauses(line, listed(section), names)
    : weighedLine(line.cells.slice(0, -1).join('; '), own, true);
}

/** "Kubernetes: none" */
const saysNone = /^(?:none|no|not (?:needed|required)|n\/a)\W*$/iu;

function lineClauses(line: Line, section: Weight, names: Names): readonly Clause[] {
  const head = headOf(line);
  if (line.isCrossed || (head !== undefined && saysNone.test(head.rest))) return [];
  // "Python packages that others install: typing, releases" is no heading of benefits.
  const isAsked =
    line.cells.length === 1 && head?.weight !== 'nice' && names(line.text.slice(0, -(head?.rest.length ?? 0)));
  if (head?.weight !== undefined && !isAsked) return weighedLine(head.rest, head.weight, head.weight !== 'context');
  // "Other: travel, pandas" in the midst of lines of this kind is one more item.
  const isEntry = head !== undefined && line.text.length - head.rest.length <= 25;
  return weighedLine(line.text, isEntry && section === 'context' ? 'required' : section, line.isItem || isEntry);
}

const innerHead =
  /^(?:what|who|must|required|essential|needed|mandatory|nice|desirable|preferred|optional|bonus|plus|skills|you can|not)\b[^:.!?]{0,40}:\s*/iu;
/** "Terraform? Nice. Spark? Never mind." */
const deniesQuestion =
  /^\W*(?:A[:.] ?)?(?:no|nope|not|never|so (?:are|do) we|forget|we (?:do|have) (?:that|this|it))\b/iu;

function weighedLine(line: string, section: Weight, isItem: boolean): readonly Clause[] {
  let weight = section;
  let before: boolean | undefined;
  const sentences = sentencesOf(line);
  return sentences.flatMap((sentence, at) => {
    const answer = sentence.endsWith('?') ? (sentences[at + 1] ?? '') : '';
    if (deniesQuestion.test(answer)) return [];
    return partsOf(sentence).flatMap((part, index) => {
      const [head] = innerHead.exec(part) ?? [];
      if (head !== undefined) weight = headingWords(head.replace(/:\s*$/u, '')) ?? weight;
      const text = withoutDismissed(head === undefined ? part : part.slice(head.length));
      if (weight === 'none') return [];
      const place: Place = isItem ? 'list' : weight === 'context' ? 'told' : 'asked';
      const isNice = weight === 'nice' || (answer.length < 40 && niceWords.test(answer));
      const clauses = asks(text, place, before, index > 0) ? weighed(text, isNice ? 'nice' : 'required') : [];
      before = clauses.length > 0;
      return clauses;
    });
  });
}

/** A sentence of more characters is no sentence, and patterns that look for two words would take long in it. */
const longestSentence = /.{1,1000}(?:\s|$)|.{1,1000}/gu;

const sentencesOf = (line: string): readonly string[] =>
  line
    .split(/(?<=[.!?])(?<!\b(?:max|min|approx|ca|e\.g|i\.e|eg|ie|incl|vs|resp|cf)\.)\s+(?=[\p{Lu}\d"“(])|\s+[•·]\s+/u)
    .flatMap((sentence) => sentence.match(longestSentence) ?? [])
    .filter((sentence) => sentence.trim() !== '');

const partsOf = (sentence: string): readonly string[] =>
  sentence.split(/\s*;\s*/u).filter((part) => part.trim() !== '');
