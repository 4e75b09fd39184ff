/** How much the parts of a sentence want what they name, and which of them say what is not wanted. */
import { withoutNegated } from './posting-negation';
import { niceWords, requiredWords, unwanted } from './posting-weights';

export interface Clause {
  readonly text: string;
  readonly weight: 'required' | 'nice';
}

export function weighed(sentence: string, section: Clause['weight']): readonly Clause[] {
  // "It would help, though it is not a condition, if …" is one thought.
  if (
    /\b(?:though|but) (?:it['’]s |it is |is |are |we do |do(?=n))?n(?:o|['’])t (?:an? |strictly )?(?:condition|must|requirement|decisive|required|essential|mandatory|necessary|needed|expected|prerequisite|insist)\b/iu.test(
      sentence,
    )
  ) {
    return [{ text: sentence, weight: 'nice' }];
  }
  return sentence
    .split(
      /,?\s+\b(?:but|however|although|though|while|whereas)\b\s+|,?\s+(?:and\s+|or\s+)?(?=\(?(?:ideally|preferably|bonus points|optionally|perhaps|maybe)\b)|,\s+(?:and\s+|so\s+)?(?=(?:you|we|they|it|this)(?:\s+\w+)?(?:n['’]t|\s+not|\s+never)\b|nobody\b|no one\b)/iu,
    )
    .flatMap((part) => weighedPart(part, section));
}

/** "Useful, but not required" wants it all the same. */
const notRequired =
  /(?:\bnot|n['’]t) (?:an? )?(?:strictly |absolutely )?(?:required|mandatory|essential|necessary|needed|expected|condition|requirement|must|prerequisite)\b/iu;

const goesOn = /,\s+(?:and|so|then|plus|what|which|with)\s/iu;

function weighedPart(part: string, section: Clause['weight']): readonly Clause[] {
  const at = part.search(/,?\s+(?:instead of|rather than|as opposed to)\b|,\s+not\b(?! (?:only|just))/iu);
  if (at > 0) {
    // "(200 runs, not 20,000) and log them" goes on behind the brackets, "Docker, not Spark, and SQL" behind the comma.
    const end = /\([^()]*$/u.test(part.slice(0, at))
      ? part.indexOf(')', at)
      : part.slice(at + 1).search(goesOn) + at + 1;
    return weighedPart(part.slice(0, at) + (end <= at ? '' : part.slice(end)), section);
  }
  const isNice = niceWords.test(part);
  const kept = isNice && notRequired.test(part) ? part : withoutNegated(part);
  if (kept !== part) return kept.trim() === '' ? [] : weighedPart(kept, section);
  if (unwanted.test(part)) return [];
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
    /\b(?:with|knowledge|understanding|experience|courses?|skills|plus(?! \d)|familiar|knows?|has|have|able|grip|command|solid|strong|good|excellent|firm|sound|fluen\w+|skilled)\b/iu,
  );
  const named = end < 0 ? rest : rest.slice(0, end);
  return text.slice(0, at) + named.replace(fields, ' ') + (end < 0 ? '' : rest.slice(end));
}
