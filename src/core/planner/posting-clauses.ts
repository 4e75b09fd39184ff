/** The parts of an advertisement that ask for something, and how much they want it. */
import {
  addressed,
  headingWords,
  negations,
  niceWords,
  offered,
  ofOthers,
  requiredWords,
  theirTools,
  type Weight,
} from './posting-weights';

export interface Clause {
  readonly text: string;
  readonly weight: 'required' | 'nice';
}

/** Whether a text names a skill. */
type Names = (text: string) => boolean;

interface Line {
  readonly text: string;
  readonly cells: readonly string[];
  readonly isItem: boolean;
  readonly isMarked: boolean;
  readonly afterBlank: boolean;
  /** Whether a list or a paragraph follows at once, as after a heading. */
  readonly leads: boolean;
  /** Whether items with another sign follow at once. */
  readonly headsItems: boolean;
}

const itemPattern =
  /^\s*(?:[*•·▪◦–—\-+>~=§»›○●■□◆◇▪▷▶►★☆→➔➢✓✔✅☑]|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s|\d{1,2}[、.．](?=\p{L})|\(?(?:[a-z]|[ivx]{1,4})[.)]\s|[oD]\d{0,2}\s+(?=\S))/u;
const markPattern = /^[\s#>*•·▪◦–—\-+|~=§»›○●■□◆◇▷▶►★☆→➔➢✓✔✅☑\p{Extended_Pictographic}\u200d\ufe0f]+/u;
/** A picture before one line is decoration, before several it marks a list. */
const picturePattern = /^\s*(\p{Extended_Pictographic})/u;
const roles =
  /\b(?:engineers?|engg|scientist|developer|researcher|analyst|intern|postdoc|ph\.?d|student|architect|manager|specialist|consultant|modeller|modeler|statistician|technologist|fellow|officer|associate|member of technical staff|lead|practitioner|programmer)\b/iu;

/** The name of a job asks for nothing that its text does not ask for again. */
const isTitle = (line: string): boolean => line.length <= 110 && roles.test(line) && !/[.!:]$/u.test(line);

export function clausesOf(text: string, names: Names): readonly Clause[] {
  const lines = linesOf(text);
  const known = lines.map((line) => headingWeight(line, names));
  // Where nothing is headed, all of it may ask; else what stands before the first heading introduces the company.
  const isHeaded = lines.some((line, at) => known[at] === 'required' || known[at] === 'nice' || headOf(line)?.weight);
  let section: Weight = isHeaded ? 'context' : 'required';
  // One line that begins with a sign is no list yet.
  let items = 0;
  return lines.flatMap((line, at) => {
    if (at === 0 && lines.length > 3 && isTitle(line.text)) return [];
    const weight = known[at];
    if (weight !== undefined) {
      section = weight;
      items = 0;
      return [];
    }
    // After the list of a section, a paragraph speaks of something else.
    const isList = line.isItem || line.cells.length > 1;
    if (isList) items += 1;
    else if (items > 1 && line.afterBlank && line.text.length > 60) section = section === 'none' ? 'none' : 'context';
    return isList ? rowClauses(line, section, names) : lineClauses(line, section, names);
  });
}

function linesOf(text: string): readonly Line[] {
  const raws = text.split('\n');
  return raws.flatMap((raw, at) => {
    const isMarked = /^\s*#/u.test(raw);
    const cells = raw
      .split(/^\s*\|/u.test(raw) ? '|' : '\t')
      .map((cell) =>
        cell
          .replace(markPattern, '')
          .replace(/^\d{1,2}(?:[.)]\s+|[、．]\s*)/u, '')
          // "*** YOUR PROFILE ***", "[Requirements]"
          .replace(/\s[*=~#_-]{2,}\s*$/u, '')
          .replace(/^[[【]([^\]】]{3,60})[\]】]$/u, '$1:')
          .trim(),
      )
      .filter((cell) => cell !== '');
    const [only] = cells;
    if (only === undefined) return [];
    const line = (cells.length > 1 ? cells.join(' \t ') : only).replace(/^\[[ x]\]\s*/u, '');
    return [
      {
        text: line,
        cells,
        isItem: (itemPattern.test(raw) || isPictured(raws, at)) && !isMarked,
        isMarked,
        afterBlank: (raws[at - 1] ?? '').trim() === '',
        headsItems: headsItems(raw, raws[at + 1] ?? ''),
        leads: (raws[at + 1] ?? '').trim() !== '' || itemPattern.test(raws[at + 2] ?? ''),
      },
    ];
  });
}

/** "◆ Your background" above "◇ Python". */
function headsItems(raw: string, next: string): boolean {
  const [sign, below] = [raw, next].map((line) => /^\s*([^\s\p{L}\p{N}])\s/u.exec(line)?.[1]);
  return sign !== undefined && below !== undefined && sign !== below;
}

function isPictured(raws: readonly string[], at: number): boolean {
  const [, picture] = picturePattern.exec(raws[at] ?? '') ?? [];
  const near = [at - 2, at - 1, at + 1, at + 2].map((each) => picturePattern.exec(raws[each] ?? '')?.[1]);
  return picture !== undefined && near.includes(picture);
}

/** Of a line that is a heading; one that is marked as such but says nothing known begins what gives context. */
function headingWeight(line: Line, names: Names): Weight | undefined {
  const { text, cells, isItem, isMarked, leads, headsItems } = line;
  if (cells.length > 1 || (isItem && !headsItems && !/[:：]$/u.test(text)) || /[:：]\s*\S/u.test(text))
    return undefined;
  const words = text.split(/\s+/u).length;
  const looksLikeOne =
    isMarked || /[:：]$/u.test(text) || (!/[.,;!]$/u.test(text) && words <= 7) || (words <= 4 && leads);
  if (text.length > 70 || words > 9 || !looksLikeOne) return undefined;
  // "Kubernetes is a plus" on a line of its own is what it says.
  if (!isMarked && !/[:：]$/u.test(text) && (text.includes(',') || names(text))) return undefined;
  const weight = headingWords(text.replace(/[:：?.!]$/u, ''));
  const isCapital = /\p{Lu}{3}/u.test(text) && text === text.toUpperCase();
  return weight ?? (leads && (isMarked || isCapital || /[:：]$/u.test(text)) ? 'context' : undefined);
}

interface Head {
  readonly weight: Weight | undefined;
  readonly rest: string;
}

/** "What it takes. Gradient boosting": a heading in the line of its text. */
const runInHead =
  /^((?:what|who|must|nice|bonus|background|requirements|required|recommended|preferred|desirable|essential|wanted|optional|not (?:necessary|required|needed|wanted|sought)|qualifications|responsibilities|duties|profile|tasks|benefits|perks|about)\b[^:：.!?]{0,30})[.!?]\s+(\p{Lu}.+)$/iu;

/** "What we expect – Python", whose head would say the same on a line of its own. */
const dashHead =
  /^((?:what|who|must|should|could|nice|bonus|plus|requirements|qualifications|responsibilities|tasks|benefits|perks)\b[^:：.,!?–—]{0,35}?)\s+[–—-]\s+(.+)$/iu;

/** "Nice to have: Kubernetes" is a heading with its list behind it. */
function headOf({ text, cells }: Pick<Line, 'text' | 'cells'>): Head | undefined {
  const [first, ...others] = cells;
  if (first !== undefined && others.length > 0) {
    const weight =
      first.length <= 60 && first.split(' ').length <= 6 ? headingWords(first.replace(/[:：]$/u, '')) : undefined;
    return weight && { weight, rest: others.join('; ') };
  }
  const [, head, rest] =
    /^([^:：.]{2,40}\.?)[:：]\s+(.+)$/u.exec(text) ?? runInHead.exec(text) ?? dashHead.exec(text) ?? [];
  return head === undefined ? undefined : { weight: headingWords(head.trim()), rest: rest ?? '' };
}

/** The last cell of a row may say how much is wanted: "Kubernetes | asset". */
function rowClauses(line: Line, section: Weight, names: Names): readonly Clause[] {
  const last = line.cells.length > 1 ? (line.cells.at(-1) ?? '') : '';
  const own = /^(?:an? )?(?:asset|desirable|desired|optional|nice|bonus|preferred|plus|advantage)/iu.test(last)
    ? 'nice'
    : /^(?:eliminatory|must|mandatory|required|essential|yes)/iu.test(last)
      ? 'required'
      : undefined;
  const listed = section === 'context' ? 'required' : section;
  return own === undefined
    ? lineClauses(line, listed, names)
    : weighedLine(line.cells.slice(0, -1).join('; '), own, true);
}

function lineClauses(line: Line, section: Weight, names: Names): readonly Clause[] {
  const head = headOf(line);
  // "Python packages that others install: typing, releases" is no heading of benefits.
  const isAsked =
    line.cells.length === 1 && head?.weight !== 'nice' && names(line.text.slice(0, -(head?.rest.length ?? 0)));
  if (head?.weight !== undefined && !isAsked)
    return weighedLine(head.rest, head.weight === 'context' ? 'none' : head.weight, true);
  // "Other: travel, pandas" in the midst of lines of this kind is one more item.
  const isEntry = head !== undefined && line.text.length - head.rest.length <= 25;
  return weighedLine(line.text, isEntry && section === 'context' ? 'required' : section, line.isItem || isEntry);
}

const innerHead =
  /^(?:must|required|essential|needed|mandatory|nice|desirable|preferred|optional|bonus|plus)\b[^:]{0,20}:\s*/iu;

function weighedLine(line: string, section: Weight, isItem: boolean): readonly Clause[] {
  let weight = section;
  return sentencesOf(line).flatMap((sentence) => {
    const [head] = innerHead.exec(sentence) ?? [];
    if (head !== undefined) weight = headingWords(head.replace(/:\s*$/u, '')) ?? weight;
    const text = head === undefined ? sentence : sentence.slice(head.length);
    if (weight === 'none') return [];
    const isAsked =
      isItem || (weight === 'context' ? addressed.test(text) : addressed.test(text) || !ofOthers.test(text));
    if (!isAsked || offered.test(text) || isOfTheirTools(text)) return [];
    return weighed(text, weight === 'nice' ? 'nice' : 'required');
  });
}

/** "Our engineers use Kafka" asks nothing of the reader. */
const isOfTheirTools = (text: string): boolean => theirTools.test(text) && !/\byou\b/iu.test(text);

/** A sentence of more characters is no sentence, and patterns that look for two words would take long in it. */
const longestSentence = /.{1,1000}(?:\s|$)|.{1,1000}/gu;

const sentencesOf = (line: string): readonly string[] =>
  line
    .split(/(?<=[.!?;])\s+(?=[\p{Lu}\d"“(])|\s*;\s*|\s+[•·]\s+/u)
    .flatMap((sentence) => sentence.match(longestSentence) ?? [])
    .filter((sentence) => sentence.trim() !== '');

function weighed(sentence: string, section: Clause['weight']): readonly Clause[] {
  // "It would help, though it is not a condition, if …" is one thought.
  if (
    /\b(?:though|but) (?:it['’]s|it is|is|are)? ?not (?:a |an )?(?:condition|must|requirement|decisive|required|essential|mandatory)\b/iu.test(
      sentence,
    )
  ) {
    return [{ text: sentence, weight: 'nice' }];
  }
  return sentence
    .split(
      /,?\s+\b(?:but|however|although|though|while|whereas)\b\s+|,?\s+(?=\(?(?:ideally|preferably|bonus points|optionally)\b)|,\s+(?:and\s+|so\s+)?(?=(?:you|we|they|it|this)(?:\s+\w+)?(?:n['’]t|\s+not|\s+never)\b|nobody\b|no one\b)/iu,
    )
    .flatMap((part) => weighedPart(part, section));
}

function weighedPart(part: string, section: Clause['weight']): readonly Clause[] {
  const at = part.search(/,?\s+(?:instead of|rather than|as opposed to)\b|,\s+not\b(?! (?:only|just))/iu);
  if (at > 0) {
    // "(200 runs, not 20,000) and log them" goes on behind the brackets.
    const end = /\([^()]*$/u.test(part.slice(0, at)) ? part.indexOf(')', at) : -1;
    return weighedPart(part.slice(0, at) + (end < 0 ? '' : part.slice(end)), section);
  }
  const isNice = niceWords.test(part);
  if (
    negations.some((pattern) => pattern.test(part)) &&
    !/\bnot (?:strictly )?(?:required|mandatory|essential|necessary)\b/iu.test(part)
  )
    return [];
  if (
    /\b(?:not|n['’]t) (?:strictly )?(?:required|mandatory|essential|necessary|needed|expected)\b/iu.test(part) &&
    !isNice
  )
    return [];
  if (isNice && (requiredWords.test(part) || /\([^()]*\)/u.test(part))) return mixed(part, section);
  return [{ text: withoutFields(part), weight: isNice ? 'nice' : requiredWords.test(part) ? 'required' : section }];
}

/** "Python is a must, Kafka a plus", "Docker, Helm (nice to have), SQL": what says how much stands at the end of its group. */
function mixed(part: string, section: Clause['weight']): readonly Clause[] {
  // Of "a cloud (AWS preferred)" only AWS is, but of "Docker (preferred)" Docker.
  const aside = [...part.matchAll(/\(([^()]*)\)/gu)].find(
    ([, inner = '']) => niceWords.test(inner) && /\p{L}{2}/u.test(inner.replace(niceWords, ' ')),
  );
  if (aside) {
    const rest = `${part.slice(0, aside.index)} ${part.slice(aside.index + aside[0].length)}`;
    return [...weighedPart(rest, section), { text: aside[1] ?? '', weight: 'nice' }];
  }
  const pieces = part.split(/,\s+(?:and\s+)?|\s+and\s+/u);
  const own = pieces.map((piece): Clause['weight'] | undefined =>
    niceWords.test(piece) ? 'nice' : requiredWords.test(piece) ? 'required' : undefined,
  );
  const isAside = own.some((weight, index) => weight === 'nice' && /\(.*\)/u.test(pieces[index] ?? ''));
  return pieces.map((text, at) => {
    const next = isAside ? own[at] : own.slice(at).find((weight) => weight !== undefined);
    return {
      text: withoutFields(text),
      weight: next ?? (isAside ? section : (own.findLast((weight) => weight !== undefined) ?? section)),
    };
  });
}

const degree =
  /\b(?:degree|diploma|doctorate|ph\.?\s?d|m\.?sc|b\.?sc|m\.?eng|b\.?tech|m\.?tech|ms|bs|ma|ba|master(?:['’]s)?|bachelor(?:['’]s)?|graduate|student|chair|faculty|department)\b/iu;
const fields =
  /\b(?:(?:applied|computational|mathematical|medical|quantum|theoretical)\s+)?(?:(?:bio)?statistics|probability|linguistics|robotics|physics|law|photogrammetry|quantum (?:information|computing|mechanics)|information (?:science|theory)|computer vision|data science|econometrics|operations research|control (?:engineering|theory|systems)|image processing|computational neuroscience|neuromorphic (?:engineering|computing)|cyber\s?security|optimi[sz]ation|causal inference)\b/giu;

/** The subject of a degree is no skill that is asked for: "MSc in statistics or physics, with good Python". */
function withoutFields(text: string): string {
  const at = text.search(degree);
  if (at < 0) return text;
  const rest = text.slice(at);
  const end = rest.search(
    /\b(?:with|knowledge|understanding|experience|courses?|skills|plus(?! \d)|familiar|knows?|has|have|able)\b/iu,
  );
  const named = end < 0 ? rest : rest.slice(0, end);
  return text.slice(0, at) + named.replace(fields, ' ') + (end < 0 ? '' : rest.slice(end));
}
