/**
 * What candidates say about each other and their surroundings say about them, before they compete: the tagger's companies need a word
 * companies end in, an unlisted name that holds a listed one must account for the rest, a title in book brackets names a work.
 */
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Evidence, Passage, Span } from '../model.ts';
import { isHan } from '../text/characters.ts';
import { isTaggers, type Weighed, weighed } from './unite.ts';

const AGAINST = {
  /** The tagger alone, on a company without a word companies end in: right in one of five. */
  bare: { source: 'rule:no-company-word', weight: -0.55, againstTagger: true },
  /** More than a listed name, and the rest is nothing that belongs to such a name. */
  unexplained: { source: 'rule:holds-listed', weight: -0.6, againstTagger: true },
  /** A listed name of another type stands exactly here. */
  otherType: { source: 'rule:listed-otherwise', weight: -0.6, againstTagger: true },
  /** A word of grammar inside: a stretch of a sentence, not a name. */
  grammar: { source: 'rule:function-word', weight: -0.5, againstTagger: true },
  /** A name of one Han character. */
  single: { source: 'rule:one-character', weight: -0.5, againstTagger: true },
  /** The dictionaries hold nearly every city: one they do not hold is a district, a stop, another place. */
  unlistedCity: { source: 'rule:unlisted-city', weight: -0.6, againstTagger: true },
  organisation: { source: 'rule:organisation', weight: -0.6, againstTagger: true },
  /** A listed company that is not meant here: what it makes is. */
  product: { source: 'rule:product', weight: -0.6 },
  /** The city counts, not what holds it. */
  holdsCity: { source: 'rule:holds-city', weight: -1 },
  /** A sentence ends inside. */
  twoSentences: { source: 'rule:two-sentences', weight: -0.6 },
  /** The tagger alone, and not sure: see SURE. */
  unsure: { source: 'rule:unsure', weight: -0.3, againstTagger: true },
  work: { source: 'rule:title-of-work', weight: -0.7 },
} as const satisfies Record<string, Evidence>;
/** What the tagger of Latin script alone must say: below, more of its names are wrong than right. */
const SURE = { person: 0.6, company: 0.62, city: 0 } as const;
/** A listed name this sure, of so many characters, is not swallowed by an unlisted one. */
const LISTED = { weight: 0.7, company: 3, person: 2 } as const;
const COMPANY_END = Class.companyTail | Class.legalSuffix | Class.companyBranch;
const WORK_OPEN = 0x300a;
const WORK_CLOSE = 0x300b;
const SMALL_S = 0x73;
const HYPHEN = 0x2d;

/** Names listed without doubt, in order of start. */
type Listed = readonly Candidate[];

/**
 * The candidates with the evidence that comes from beside them.
 * @param candidates in order of start
 */
export function weigh(passage: Passage, candidates: readonly Candidate[]): Weighed[] {
  const listed = candidates.filter(({ entity, evidence }) => entity !== undefined && evidence.some(isSure));
  return candidates.map((found) => {
    const candidate = linkToListed(passage, found, listed);
    const doubts = doubtsOf(passage, candidate, listed);
    const against = isWork(passage, candidate) ? [...doubts, AGAINST.work] : doubts;
    return weighed(candidate, against.length === 0 ? candidate.evidence : [...candidate.evidence, ...against]);
  });
}

const isSure = ({ source, weight }: Evidence): boolean => weight >= LISTED.weight && source.startsWith('dictionary:');

const NONE: Listed = [];

/** Those that start in `[from, to)`. */
function startingIn(listed: Listed, from: number, to = from + 1): Listed {
  let low = 0;
  let high = listed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (listed[middle].start < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < listed.length && listed[end].start < to) end++;
  return end === low ? NONE : listed.slice(low, end);
}

/** A country before a listed company is where it comes from: 德国西门子股份公司 is Siemens. */
function linkToListed({ context }: Passage, candidate: Candidate, listed: Listed): Candidate {
  if (candidate.type !== 'company' || candidate.entity) return candidate;
  const behind = context.longestAt(candidate.start, Class.country);
  if (behind < 0) return candidate;
  const name = startingIn(listed, behind).find(({ type, end }) => type === 'company' && end === candidate.end);
  return name?.entity ? { ...candidate, entity: name.entity } : candidate;
}

/** A title in book brackets. */
const isWork = ({ codes }: Passage, { type, start, end }: Candidate): boolean =>
  start > 0 && codes[start - 1] === WORK_OPEN && codes[end] === WORK_CLOSE && type !== 'date' && type !== 'other';

const NO_DOUBTS: readonly Evidence[] = [];

const isTaggersAlone = ({ evidence }: Candidate) => evidence.every(isTaggers);

/** What speaks against a name that the tagger alone found. */
function doubtsOf(passage: Passage, candidate: Candidate, listed: Listed): readonly Evidence[] {
  const { type, start, end } = candidate;
  if (type === 'date') return NO_DOUBTS;
  if (type === 'other') return holdsCity(passage, candidate, listed) ? [AGAINST.holdsCity] : NO_DOUBTS;
  const doubts: Evidence[] = [];
  const others = startingIn(listed, start);
  if (others.some((name) => name.end === end && name.type !== type) && !others.includes(candidate))
    doubts.push(AGAINST.otherType);
  if (candidate.entity) return doubts;
  if (type === 'company' && isListedCompany(passage, candidate)) doubts.push(AGAINST.product);
  if (!isTaggersAlone(candidate)) return doubts;
  if (type === 'city') doubts.push(AGAINST.unlistedCity);
  if (isHan(passage.codes[start]))
    doubts.push(...(type === 'company' ? chineseCompany(passage, candidate, listed) : chinesePerson(passage, candidate, listed)));
  else {
    if (!candidate.evidence.some(({ weight }) => weight >= SURE[type])) doubts.push(AGAINST.unsure);
    if (isGenitive(passage, candidate, listed)) doubts.push(AGAINST.unexplained);
    if (endsSentence(passage, candidate)) doubts.push(AGAINST.twoSentences);
    if (type === 'company' && isOrganisation(passage, candidate)) doubts.push(AGAINST.organisation);
  }
  return doubts;
}

function chineseCompany(passage: Passage, candidate: Candidate, listed: Listed): Evidence[] {
  const doubts: Evidence[] = [];
  if (!(passage.context.endingAt(candidate.end) & COMPANY_END)) doubts.push(AGAINST.bare);
  if (holdsGrammar(passage, candidate)) doubts.push(AGAINST.grammar);
  if (holdsListed(passage, candidate, listed)) doubts.push(AGAINST.unexplained);
  return doubts;
}

/** 马云和 is 马云 and a word of grammar. */
function chinesePerson(passage: Passage, { start, end }: Span, listed: Listed): Evidence[] {
  if (end - start === 1) return [AGAINST.single];
  const front = startingIn(listed, start).find(
    (name) => name.type === 'person' && name.end < end && name.end - start >= LISTED.person,
  );
  return front && holdsGrammar(passage, { start: front.end, end }) ? [AGAINST.unexplained] : [];
}

/** `Volkswagens Werk`, `Angela Merkels`: a listed name, its genitive, and perhaps more. */
function isGenitive({ codes }: Passage, { start, end }: Span, listed: Listed): boolean {
  return startingIn(listed, start).some(
    (name) => name.end < end && codes[name.end] === SMALL_S && !(codes[name.end + 1] >= 0x61),
  );
}

const STOP = 0x2e;
const BLANK = 0x20;
/** Anything the segmenter may take for the end of a sentence: not the stop of an initial (`J. Kern`, `U.S. Steel`), and no letter. */
const MAY_END = /(?<![ .][A-Za-z])\.\s|\.[^\S ]|[!?\n\r]|[^\0-\u024f]/g;
/** Characters before a name that the segmenter sees: it tells ends of sentences from abbreviations by what goes before. */
const BEFORE = 120;

/** Whether a full stop inside a name ends a sentence there: the segmenter is asked only where there is one that may. */
function endsSentence({ text, codes, segmenter }: Passage, { start, end }: Span): boolean {
  let stop = start;
  while (stop + 1 < end && !(codes[stop] === STOP && codes[stop + 1] === BLANK)) stop++;
  if (stop + 1 >= end) return false;
  const from = Math.max(0, start - BEFORE, text.lastIndexOf('\n', start) + 1);
  const stretch = text.slice(from, end);
  MAY_END.lastIndex = start - from;
  if (!MAY_END.test(stretch)) return false;
  let at = from;
  for (const length of segmenter.sentences(stretch)) {
    at += length;
    if (at > start && at < end) return true;
  }
  return false;
}

/** A ministry, a university, a club is no company, unless it ends as one does. */
function isOrganisation({ context }: Passage, { start, end }: Span): boolean {
  if (context.startingAt(start) & Class.organisationHead) return true;
  return (context.endingAt(end) & Class.organisationTail) !== 0 && !(context.endingAt(end) & COMPANY_END);
}

const COMPANY = 2;
const AMBIGUOUS = 8;
/** Whether a name is listed as a company: where it is no candidate of its own, it has been found to be a product (`my Toyota Venza`). */
function isListedCompany({ hits, dictionary, context }: Passage, { start, end }: Span): boolean {
  const [first, last] = context.hitsAt(start);
  for (let hit = first; hit < last; hit++)
    if (hits.ends[hit] === end && (dictionary.typeBits(hits.keys[hit]) & (COMPANY | AMBIGUOUS)) === COMPANY) return true;
  return false;
}

/** Two cities joined by a hyphen, and a city in a public body's name, count by themselves. */
function holdsCity({ codes, context }: Passage, candidate: Candidate, listed: Listed): boolean {
  const { start, end } = candidate;
  if (!isTaggersAlone(candidate)) return false;
  const body = context.startingAt(start) & Class.organisationHead || context.endingAt(end) & Class.organisationTail;
  return startingIn(listed, start, end).some((name) => {
    if (name.type !== 'city' || name.end > end || name.end - name.start === end - start) return false;
    return body || (codes[name.end] === HYPHEN && startingIn(listed, name.end + 1).some(({ type }) => type === 'city'));
  });
}

function holdsGrammar({ codes, dictionary }: Passage, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (dictionary.characterClasses[codes[i]] & Class.stopWord) return true;
  return false;
}

/** Whether a candidate holds a listed company and more that is no part of a company's name beside it. */
function holdsListed({ context }: Passage, { start, end }: Span, listed: Listed): boolean {
  return startingIn(listed, start, end).some((name) => {
    const length = name.end - name.start;
    if (name.type !== 'company' || name.end > end || length < LISTED.company || length === end - start) return false;
    const front = name.start === start || context.longestAt(start, Class.place | Class.country) === name.start;
    const back = name.end === end || (context.endingAt(end) & COMPANY_END) !== 0;
    return !front || !back;
  });
}
