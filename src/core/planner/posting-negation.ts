/** What a sentence says is not wanted, cut out of it, so that the rest may still ask. */

const negator =
  /\b(?:not|never|neither|nor|cannot|no longer|no|without|zero|nobody|no one|none)\b|n['’]t\b|\b(?:do|does|did|is|are|wo|ca)nt\b/giu;

/** Said with pride, or not said of what is asked for: "not only", "SQL isn't a mystery to you". */
const proud =
  /^(?: |-)(?:(?:your |the |our )?only|just|merely|simply|to mention|least|yet|too|necessarily|limited|forget|mind|hesitate|fear|fewer|less|later|matter|doubt|nonsense|stranger|problem|a single|(?:need to )?be (?:told|asked|reminded|persuaded|taught)|(?:be )?(?:scared|afraid|shy|intimidated|frightened)|(?:an? )?(?:hurdle|problem|mystery|secret|riddle|obstacle|afterthought|stranger)|(?:new|foreign|strange|alien|unknown) to)\b/iu;

/** What is said of others, or of a case: "a filter that does not jump", "when not to test". Not "which you won't need". */
const subordinate =
  /\b(?:that|which|who|whom|whose|when|where|why|(?<!^\W*)what|how|if|because|until|unless|whether|once)\b(?!.*\b(?:you|we|nobody)\b)/iu;

/** "Docker is not required": what is not wanted stands before. */
const unwantedBefore =
  /^ (?:\w+ ){0,2}?(?:required?|needed|expected|necessary|sought|wanted|considered|relevant|mandatory|essential|in scope|in play|allowed|permitted|authori[sz]ed|used here|included|asked|part of|(?:a |an )?(?:condition|requirement|prerequisite|must|criterion|topic|your (?:job|task|business)|the (?:point|job))|your|matter|count|come up|apply)\b/iu;
/** "You do not need Docker", "this isn't a job in Docker": it follows. */
const unwantedAfter =
  /^ (?:[\w’']+ ){0,3}?(?:need|require|expect|look|looking|after|use|using|do|doing|about|involve|include|want|ask|asking|build|building|train|training|write|writing|maintain|develop|deploy|run|own|manage|hire|hiring|seek|seeking|be|a|an|the|touch|miss|work|working|have|insist|part|care|know|mean|find|for|in|on)\b/iu;
/** "Your tasks are not Docker" */
const ofTheWork = /\b(?:tasks?|duties|job|role|work|position|post) (?:is|are|was)\s*$/iu;
const demands =
  /\b(?:experience|knowledge|background|needs?|required|necessary|expected|skills?|familiarity|exposure|expertise|prior|degree|certificates?|certifications?)\b/iu;

/** Where a new thought begins behind a negation. */
const newThought =
  /\syet\s|,\s+(?:instead|only|just|please)\s|,\s+(?:and |so |then )?(?=(?:you|we|they|he|she|it|this|there|that someone)\b)|\s[–—]\s/iu;
const newThoughts = new RegExp(newThought, 'giu');
const clauseStart =
  /[,:;(–—]\s*|\s(?:so|because)\s|\s(?:and|or|yet|since|as)\s(?=(?:you|we|they|he|she|it|this|that|there)\b)/giu;

const endOf = (pattern: RegExp, text: string): number => {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
};

/** Of what stands before a negation in its clause, more says nothing about it. */
const longestOwn = 200;

/** From where to where a negation reaches, if it says what is not wanted. */
function reach(text: string, at: number, length: number): readonly [from: number, to: number] | undefined {
  const before = text.slice(0, at);
  const after = text.slice(at + length);
  const word = text.slice(at, at + length).toLowerCase();
  if (proud.test(after)) return undefined;
  const clause = endOf(clauseStart, before);
  const own = before.slice(Math.max(clause, at - longestOwn));
  const end = after.search(newThought);
  const to = end < 0 ? text.length : at + length + end;
  if (word === 'no' || word === 'zero' || word === 'without' || word === 'none') {
    const said = text.slice(at, to);
    const begins = own.trim() === '' || /\b(?:there(?:['’]s| is| are)|with|have|has|need|is)\s*$/iu.test(own);
    // "No model leaves without tests" wants tests.
    if (word === 'no' && /\bwithout\b/iu.test(said)) return undefined;
    if (word === 'without' ? !demands.test(said) : !begins && !demands.test(said)) return undefined;
    return [at, to];
  }
  if (/^(?:nobody|no one)$/u.test(word)) {
    // "Python that nobody has to look at again"
    if (/\b(?:that|which|who)\s*$/iu.test(own)) return undefined;
    return /^[^.;]*\b(?:asks?|needs?|expects?|will|cares?|wants?|requires?|has)\b/iu.test(after)
      ? [clause, to]
      : undefined;
  }
  if (/^(?:neither|nor|no longer)$/u.test(word)) return subordinate.test(own) ? undefined : [clause, to];
  if (unwantedBefore.test(after)) {
    // "Candidates without Python will not be considered"
    if (/\b(?:without|lacking|unless|until)\b/iu.test(own)) return undefined;
    const start = endOf(/[:–—]\s|,\s(?:but|and)\s(?=\w+ (?:is|are)\b)/giu, before);
    return [start, to];
  }
  if (!(unwantedAfter.test(after) || ofTheWork.test(own)) || subordinate.test(own)) return undefined;
  if (/\bwithout\b/iu.test(after.slice(0, to - at - length))) return undefined;
  // "SQL you don't need to look up" asks for SQL.
  const subject = /\S\s+(you|we)\b[^,]*$/iu.exec(own);
  return [subject && /^ need to\b/iu.test(after) ? at - own.length + subject.index + 1 : clause, to];
}

/** The whole of it is none of the reader's: "so you need not know it", "this is the wrong place for you". */
const dismissed = new RegExp(
  [
    String.raw`\bso (?:that )?(?:you (?:do not|don['’]t|needn['’]t|need not|won['’]t|will not|never)|(?:there(?:['’]s| is) )?no need)\b`,
    String.raw`\bnone of your business\b|\bneither (?:is|are|of (?:which|these|them))\b.*\b(?:your|concerns?)\b|\b(?:is|are) theirs\b`,
    String.raw`\balready (?:have|has) (?:someone|somebody|people) (?:for|who)\b`,
    String.raw`(?:\bnot|n['’]t) (?:bother|concern|worry) you\b|\bdo(?: not|n['’]t) apply\b`,
    String.raw`(?:\bnot|n['’]t) (?:have to |need to )(?:think|worry|bother|care)\b|\bnot (?:be )?your (?:job|business|problem|concern|worry|task)\b`,
    String.raw`\bwrong (?:place|job|role|team|advert(?:isement)?|door)\b|\blook (?:elsewhere|further)\b|(?:\bnot|n['’]t) (?:be )?(?:for you|(?:be )?happy here|the (?:right )?(?:place|job|role) for)\b`,
    String.raw`\b(?:colleagues|others|someone else|somebody else|an?(?:other)? [\w-]+|they) (?:looks? after|takes? care of|runs?|owns?|maintains?|do(?:es)?|handles?) (?:it|them|that|this|those)\b`,
    String.raw`\b(?:is|are) (?:someone|somebody) else['’]s\b|\bthrown (?:away|out)\b|\bwe (?:have |['’]ve )?(?:retired|abandoned|dropped|banned)\b`,
  ].join('|'),
  'iu',
);

/** Without the thought that is dismissed; "if you love Docker, look elsewhere" is one. */
export function withoutDismissed(sentence: string): string {
  const match = dismissed.exec(sentence);
  if (!match) return sentence;
  const before = sentence.slice(0, match.index);
  const start = /^\W*if\b/iu.test(before) ? 0 : endOf(newThoughts, before);
  const end = match.index + match[0].length;
  const next = sentence.slice(end).search(newThought);
  return sentence.slice(0, start) + (next < 0 ? '' : sentence.slice(end + next));
}

/** Without what it says is not wanted; nothing may remain. */
export function withoutNegated(part: string): string {
  let kept = '';
  let from = 0;
  for (const { 0: word, index } of part.matchAll(negator)) {
    if (index < from) continue;
    const [start, end] = reach(part, index, word.length) ?? [];
    if (start === undefined || end === undefined) continue;
    kept += part.slice(from, Math.max(start, from)) + ' ';
    from = end;
  }
  return kept + part.slice(from);
}
