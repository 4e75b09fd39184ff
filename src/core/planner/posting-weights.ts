/** The words by which an advertisement says how much it wants what stands beside them. */

/** `context` tells about the company or the work: only its lists and what it says to the reader are asked for. */
export type Weight = 'required' | 'nice' | 'none' | 'context';

/** The first that fits decides. */
const headings: readonly (readonly [RegExp, Weight])[] = [
  [
    /^(?!.*(?:prefer|desir|nice|bonus|helpful|useful|valued|welcome|appreciated|\bplus)).*(?:\b(?:not|un(?:needed|necessary)|never)|n['’]t)\b(?!.*\b(?:but|essential|mandatory|a must|strictly)\b)|n['’]t (?:need|use|ask|have to|expect|want|matter|care)|\birrelevant\b|\buseless\b|\bout of scope\b|\b(?:nicht|kein|pas|sans|inte|ikke|niet)\b|\bskip\b|\brelax\b|^no\b|^(?:what )?(?:we )?(?:do not|don['’]t)\b|\b(?:dont|doesnt|wont|isnt|arent)\b/iu,
    'none',
  ],
  [
    /benefit|\bperks?\b|\b(?:we|our) offer|^offer|what you['’]?(?:ll| will) get|in it for you|in return|why (?:join|us|work)|equal opp|\beeo\b|diversity|how to apply|^apply|compensation|^comp$|salary|\bpay$|^rate$|\bbens\b|remuneration|package|^(?:the |our )?interviews?\b(?! for)|interview (?:process|stages|rounds)|hiring process|assessment|disclaimer|privacy notice|physical demands|total rewards|\bpromise|goodies|^rewards|what['’]?s in it(?! for the)|you['’]?(?:ll)? get$|\bbieten|wir (?:geben|zahlen)|nous (?:vous )?offr|on (?:vous )?offre|^avantages|ofrece|offriamo|vi (?:erbjuder|tilbyr|tilbyder)|oferujemy|^we give/iu,
    'none',
  ],
  [
    /ideal (?:candidate|profile|person|background)|\b(?:a|the right) (?:(?:good|great|strong) )?(?:fit|match|person)\b|you (?:must|should) have|(?<!\bnot (?:an? )?)\bmust|^(?:your )?(?:minimum|basic|essential)|person specification/iu,
    'required',
  ],
  [
    /\bnice|bonus|\bplus(?:es)?\b|prefer+ed|desir|good to have|\b(?:beneficial|helpful|useful)\b|^great (?:if|to have)|would be\b|\bhelps?\b|\bextras?\b|not (?:an? )?(?:strictly )?(?:required|essential|mandatory|must)|optional|ideal|\b(?:extra|brownie) points\b|advantage|\bassets?\b|\bmerit(?:s|ing|orious)?\b|\bwish|^welcome|^(?:also|very) welcome|\bwe(?:['’]d| would)?(?: also)? (?:like(?! (?:to see|you to))|love|be)\b|\bmay(?:be)?\b|\bmight\b|apart\b|stand out|\bneat\b|sweet|^wants?$|atouts?\b|appreciated|\bcherry|\bstretch\b|even better|icing|would (?:help|make)|makes? us (?:smile|happy)|^valued|sprinkles|vorteil|wünschenswert|wäre|pluspunkt|petits? plus|souhait|deseable|gradit[oi]|meriterande|mile widziane|was hilft|^extra|recommended|\blucky\b|delighted|be glad|be super|^could$|brownie|shiny|please us|\blovely\b|\bsweet\b|^good (?:if|to)\b|\bpreferenc|^should$|\bpreferê?ncia|^what would (?!you|i |we )|diferencia(?:l|is)|desej[aá]ve|valora/iu,
    'nice',
  ],
  [
    /^(?:about )?(?:us|our .*|the (?:company|department|team|lab|group|game|project|product))$|^about\b(?! (?:you|the (?:role|job|position|work|opportunity)))|who we are|what we do$|our (?:company|values|culture|story|mission|customers|stack across)|how we work|^background|\bcontext\b|culture|^project|why .* exists|über uns|wer wir|à propos|qui sommes|contexte|sobre nosotros|chi siamo|over ons|^om (?:oss|os)|^o nas|remar(?:k|que)s|please note/iu,
    'context',
  ],
  [
    /^(?:location|loc|company|org|organi[sz]ation|employer|client|department|job (?:title|code|family)|title|post|role title|contract|duration|start|hours|band|shift|notice|exp|edu|education|contact|disclaimer|clearance|openings?|period|salary|club|duty station)$/iu,
    'none',
  ],
  [
    /require|\breq[sd]*\b|qualif|essential|criteria|skill|competenc|knowledge|\babilit|you['’]?(?:ve| have| are| bring| know| need| will|ll|d)\b|you (?:have|are|bring|know|need|will)\b|you['’]ll|your\b|profile?\b|experience|responsibilit|r&r|duties|functions|outputs?$|outcomes?\b|deliverables?$|the (?:role|job|work|position|guts|quest)|what you|(?:what|how) (?:will|do|would|can|should|could) you|who you|who (?:are|do) |we (?:need|expect|look|think|want)|looking for|minimum|about you|day[- ]to[- ]day|typical (?:day|week)|stack|tasks?\b|missions?\b|expect|job (?:summary|description|purpose)|purpose|accountabilit|^(?:work )?contents?$|aufgaben|anforderung|voraussetzung|mitbring|erwart|exigences|mandat|compétences|requisitos|requisiti|perfil|funciones|competenze|arbetsuppgifter|\bkrav\b|opgaver|eisen|taken\b|zadania|wymagania|how you|to be done|nature of work|atividades|esperamos|voc[eê] vai|vos missions|who (?:we|fits)|fit if|^if you|like to see|like you to|you can$|^(?:and )?you$|you can expect|we ask|needed|wanted|condition|field of research|tools|technolog/iu,
    'required',
  ],
];

export const headingWords = (line: string): Weight | undefined => headings.find(([pattern]) => pattern.test(line))?.[1];

export const niceWords =
  /\bnice[- ]to[- ]haves?\b|\b(?:is|are|as|be|would be|a|an|big|strong|definite|huge)\s+(?:an?\s+)?(?:big\s+|strong\s+|real\s+|definite\s+|huge\s+|added\s+|further\s+)?(?:plus|bonus|advantage|asset|merit)\b|\bbonus(?: points)?\b|\((?:d|des)\)[.;,]?$|\bpreferred\b|\bpreferabl[ey]\b|\bideally\b|\bdesirable\b|\badvantageous\b|\bgood to have\b|\bwelcomed\b|\bwelcome\b(?=\s*(?:[.,;:!)]|$)| (?:but|though|and|too|here|as|if|from)\b)|\bwould (?:also )?(?:be (?:great|nice|useful|interesting|ideal|good|welcome|helpful|fantastic|lovely|neat|cool|awesome|wonderful|super|brilliant|valuable|ace|handy|grand|excellent|perfect|amazing)|help|appreciate|love)\b|\bhelpful\b|\bplus:|\bbeneficial\b|\b(?:we|they)['’]d (?:love|like(?! (?:to (?:see|know)|it|you) )|be happy)\b|^so (?:would|is|are)\b|\bmakes? us (?:happy|smile)|\boptional(?:ly)?\b|\bnot (?:an? )?(?:strictly |absolutely )?(?:required|mandatory|essential|necessary|condition|requirement|must|prerequisite|decisive|deal[- ]?breaker)\b(?=,? (?:but|if)\b)|\bit['’]s not a (?:condition|must|requirement|prerequisite)\b|\bappreciated\b|\bpluses\b|\bnice\b|\b(?:added|additional) advantage\b|\bhelps\b|\bcurious about\b|(?:\bnot|n['’]t) (?:hurt|harm)\b|\b(?:even|so much the|all the) better\b|\b(?:extra|brownie) (?:points|credit)\b|\bperhaps\b|\bmaybe\b|\bif possible\b|\bmore than happy\b|\b(?:is|are|be) (?:also |very |particularly )?useful\b|\bvalued\b|\bif you (?:also|happen to)\b|\b(?:thrilled|delighted) if\b/iu;

export const requiredWords =
  /\bmust\b|\b(?<!not )required\b|\b(?<!not )essential\b|\b(?<!not )mandatory\b|\bneed to\b|\bnon-negotiable\b|\bprecondition\b|\bprerequisite\b|\bindispensable\b/iu;

/** Said to be none of the reader's business. */
export const unwanted =
  /\bmoved (?:away )?(?:from|off)\b|\bnone of your business\b|^skip\b|\birrelevant\b|\bout of scope\b/iu;
