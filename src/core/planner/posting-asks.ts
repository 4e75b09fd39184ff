/** Whether a sentence asks for something of the reader, by what it is about: the reader, the work, others, or an offer. */
import { niceWords, requiredWords } from './posting-weights';

/**
 * Where a sentence stands. A `list` asks unless it says otherwise; so does what is `asked`, the text below a heading that
 * asks and all of an advertisement without headings. What is `told` introduces the company or follows a list.
 */
export type Place = 'list' | 'asked' | 'told';

/** Whoever gets the job, by any name. */
const people =
  'candidate|applicant|appointee|(?:post|job|office) ?holder|incumbent|person|individual|colleague|hire|joiner|newcomer|successor|intern|trainee|fellow|student|researcher|postdoc|engineer|scientist|developer|programmer|analyst|specialist|consultant|officer|associate|technician|technologist|manager|lead|leader|architect|director|graduate|contractor|freelancer|expert|advis[eo]r|statistician|modell?er|practitioner|inspector|jrf';
const aboutReader = new RegExp(
  String.raw`^(?:the|this|each|every|any|our (?:new|next|future|ideal))(?! (?:last|previous|former|other|outgoing|departing|rest)\b)(?: [^\s.,;:]+){0,4}? (?:${people})(?:['’]s)?(?![\p{L}\p{N}])(?! (?:team|group|community|next door|who left)\b)`,
  'iu',
);
const work =
  'work|job|role|position|post|tasks?|duties|responsibilities|assignments?|missions?|thesis|topics?|mandate|remit|internship|fellowship|deliverables|activities|focus|vacancy|week|days?|steps|goals?|objectives?|aims?|scope|challenges?|(?<=\\b(?:first|next|your) )projects?';
const aboutWork = new RegExp(
  String.raw`^(?:(?:the|this|these|your|its|their|his|her|a|an|all|most|much|half|part) )?(?:(?:of|the|this|your|main|key|typical|usual|first|next|second|other|further|daily|early|possible|planned|core|actual|bulk|rest) ){0,3}(?:${work})\b`,
  'iu',
);
/** What is said to the reader, about the reader, or plainly as a demand. */
const addressed = new RegExp(
  [
    String.raw`\byou\b|\byou['’]|\byours?\b|\b(?:candidate|applicant|post ?holder|intern|incumbent|person)s?\b`,
    String.raw`\bwe(?:['’]re| are|['’]d| would)? (?:need|look|seek|expect|require|want|ask|use|hope|imagine|picture|after)`,
    String.raw`\bthey(?:['’]re| are|['’]d| would)? (?:look|seek|expect|require|want|ask|like|love|after)`,
    String.raw`\b(?:fellow|researcher|engineer|scientist|student|developer|director|consultant|hire|inspector|analyst|jrf) (?:will|shall|should|must)\b`,
    String.raw`looking for|\bability to\b|\bhiring\b|\bmust\b|\brequired\b|\b(?:is|are) expected\b|\bresponsible for\b`,
    String.raw`\bto (?:join|help|lead|build|own)\b`,
    String.raw`\b(?:knowledge|experience|familiarity|proficiency|expertise) (?:of|in|with)\b`,
    String.raw`\bwhoever\b|\b(?:from|for|need|want|seek|hire|find|like) (?:\w+ )?people (?:who|with)\b|\bthe (?:person|one) (?:in|on) this (?:seat|chair|job|role|post)\b|\b(?:someone|somebody|anyone|anybody|colleagues?|one) (?:who|with|able|comfortable|at (?:home|ease))\b`,
    String.raw`\bpart of (?:the|this) (?:job|work|role|post|position|week)\b`,
  ].join('|'),
  'iu',
);

/** What the reader gets, or is taught. */
const offered =
  /\byou(?:['’]ll| will| can| may)? (?:get(?! (?:to|acquainted|involved|your hands|things|stuff|data|models))|receive|join|pick up|enjoy|meet)\b|\b(?:training|study|learning|book) (?:budget|subsidy)\b|\btuition\b|\bwe offer\b|\byour (?:mentor|buddy|supervisor)s? will\b|\b(?:can|will|may) be (?:learn(?:ed|t)|taught|picked up)(?: (?:here|on|later|with|from|along|by)\b|\s*[.,;)]|$)|\byou(?:['’]ll| will| can)(?: be)? (?:learn|taught|shown)\b|\bwe(?:['’]ll| will| can| shall)? (?:teach|train) you\b/iu;
/** What others do, or used to do. */
const ofOthers =
  /^(?:(?:the|our|my) rest\b|(?:someone|somebody|everyone|everybody|nobody) else\b|my client\b|(?:so far|until now|to date|up to now|at present|previously|formerly|in the past)\b(?!,? we)|(?:our|we|they(?!['’]ll| will| should| must)|their|the (?:company|group|department|vision|other|client|customer|firm|organi[sz]ation|foundation|charity)(?:['’]s)?|last year|its?|none|neither|a separate|the (?:[\w-]+ ){0,3}(?:lab|institute|group|department|office|cent(?:er|re)|bank|agency|hospital) (?:has|holds?|runs?|was|operates?|serves?|uses?))\b)|\byears? ago\b|\b(?:interview|selection|recruitment|hiring|application) (?:process|procedure|stages?|rounds?)\b|\b(?:separate|other|another|sister) (?:teams?|compan(?:y|ies)|departments?|pods?|groups?)\b|\b(?:is|are|was|were|gets?) (?:\w+ )?(?:done|handled|covered|owned|trained|built|run|looked after|maintained|operated|cared for|managed|hosted|administered|supplied|delivered) (?:for \w+ )?(?:elsewhere\b|by (?!you\b))|\b(?:is|are) separate\b|\b(?:leading|largest|fastest[- ]growing|world[- ]class|award[- ]winning|premier|top[- ]ranked|was founded|founded in|market leader)\b/iu;
const theirTools =
  /\byears ago\b|^(?:the|our|my) (?:last|previous|former|outgoing|departing) |^(?:our|their|its) (?:[\w-]+ ){1,4}(?:uses?|runs?|works?|is (?:made|written|built|done)|are (?:made|written|built)|talks?|ha(?:s|ve) (?:\w+ )?(?:pioneered|been|won|published|built|developed|invented))\b/iu;

/** "Our engineers use Kafka" asks nothing of the reader. */
const isOfTheirTools = (text: string): boolean => theirTools.test(text) && !/\byou\b/iu.test(text);

const isSaidToReader = (text: string): boolean =>
  [addressed, aboutReader, aboutWork, niceWords, requiredWords].some((pattern) => pattern.test(text));

/** "They have taken a course in it" goes on about whom the sentence before was about. */
const goesOn = /^(?:they|s?he|he or she|his|her|this|that|these)\b/iu;

/** `before` says whether the sentence before asked, or the part of this one before a semicolon. */
export function asks(text: string, place: Place, before: boolean | undefined, isPart: boolean): boolean {
  if (
    text.trim() === '' ||
    isOfTheirTools(text) ||
    (offered.test(text.replace(/\([^()]*\)/gu, ' ')) && !niceWords.test(text))
  )
    return false;
  if (place === 'list' || isSaidToReader(text)) return true;
  if (before !== undefined && goesOn.test(text)) return before;
  if (ofOthers.test(text)) return false;
  if (before !== undefined && isPart) return before;
  return place === 'asked';
}
