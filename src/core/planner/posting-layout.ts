/** The lines of an advertisement: items of lists, rows of tables, headings and what stands behind them. */
import { headingWords, type Weight } from './posting-weights';

/** Whether a text names a skill. */
export type Names = (text: string) => boolean;

export interface Line {
  readonly text: string;
  readonly cells: readonly string[];
  readonly isItem: boolean;
  readonly isMarked: boolean;
  /** Whether its sign crosses it out: "❌ Spark". */
  readonly isCrossed: boolean;
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
export const isTitle = (line: string): boolean => line.length <= 110 && roles.test(line) && !/[.!:]$/u.test(line);

export function linesOf(text: string): readonly Line[] {
  const raws = text.split('\n');
  return raws.flatMap((raw, at) => {
    // A line of #hashtags is no heading.
    const isMarked = /^\s*#/u.test(raw) && !/#\p{L}[^#]*\s#\p{L}/u.test(raw);
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
        isCrossed: /^\s*(?:[-*•]\s*)?[❌✗✘🚫⛔]/u.test(raw),
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

/** With what it says in brackets. */
const longestHeading = 140;
/** In a list, this heads what is below: "- Preferred" above "  - Docker". */
const bareWeight =
  /^(?:preferred|good[- ]to[- ]haves?|nice[- ]to[- ]haves?|desirable|optional|bonus|plus(?:es)?|assets?|must[- ]haves?|required|essential|mandatory)(?: (?:skills|qualifications|requirements|criteria))?:?$/iu;

/** Of a line that is a heading; one that is marked as such but says nothing known begins what gives context. */
export function headingWeight(line: Line, names: Names): Weight | undefined {
  const { cells, isItem, isMarked, leads, headsItems } = line;
  if (line.text.length > longestHeading) return undefined;
  // "Nice to have (no worries if you have none)::"
  const text = line.text.replace(/[:：]+$/u, ':').replace(/\s\([^()]*\)(?=:?$)/u, '');
  if (bareWeight.test(text) && line.leads) return headingWords(text);
  if (cells.length > 1 || (isItem && !headsItems && !/[:：]$/u.test(text)) || /[:：]\s*\S/u.test(text))
    return undefined;
  const words = text.split(/\s+/u).length;
  const looksLikeOne =
    isMarked || /[:：]$/u.test(text) || (!/[.,;!]$/u.test(text) && words <= 7) || (words <= 4 && leads);
  if (text.length > 70 || words > 9 || !looksLikeOne) return undefined;
  // "Kubernetes is a plus" on a line of its own is what it says.
  const isCapital = /\p{Lu}{3}/u.test(text) && text === text.toUpperCase();
  if (
    !isMarked &&
    !/[:：]$/u.test(text) &&
    (text.includes(',') || (names(line.text) && !(isCapital && words > 2 && leads)))
  )
    return undefined;
  const weight = headingWords(line.text.replace(/[:：?.!]+$/u, ''));
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
export function headOf({ text, cells }: Pick<Line, 'text' | 'cells'>): Head | undefined {
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
