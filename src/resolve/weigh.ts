/**
 * What candidates say about each other and their surroundings say about them, before they compete: the tagger's companies need a word
 * companies end in, an unlisted name that holds a listed one must account for the rest, a title in book brackets names a work.
 */
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Evidence, Passage, Span } from '../model.ts';
import { isHan } from '../text/characters.ts';

const AGAINST = {
  /** The tagger alone, on a company without a word companies end in: right in one of five. */
  bare: { source: 'rule:no-company-word', weight: -0.55 },
  /** More than a listed company, and the rest is no place, branch or legal form. */
  unexplained: { source: 'rule:holds-listed', weight: -0.6 },
  /** A word of grammar inside: a stretch of a sentence, not a name. */
  grammar: { source: 'rule:function-word', weight: -0.5 },
  organisation: { source: 'rule:organisation', weight: -0.6 },
  work: { source: 'rule:title-of-work', weight: -0.7 },
} as const satisfies Record<string, Evidence>;
/** A listed name this sure, of so many characters, is not swallowed by an unlisted one. */
const LISTED = { weight: 0.7, company: 3, person: 2 } as const;
const COMPANY_END = Class.companyTail | Class.legalSuffix | Class.companyBranch;
const WORK_OPEN = 0x300a;
const WORK_CLOSE = 0x300b;

/** The candidates with the evidence that comes from beside them. */
export function weigh(passage: Passage, candidates: readonly Candidate[]): Candidate[] {
  const listed = candidates
    .filter((candidate) => candidate.type === 'company' && isSure(candidate))
    .sort((a, b) => a.start - b.start);
  return candidates.map((found) => {
    const candidate = linkToListed(passage, found, listed);
    const against = [...aroundOf(passage, candidate), ...doubtsOf(passage, candidate, listed)];
    return against.length === 0 ? candidate : { ...candidate, evidence: [...candidate.evidence, ...against] };
  });
}

/** A country before a listed company is where it comes from: 德国西门子股份公司 is Siemens. */
function linkToListed({ context }: Passage, candidate: Candidate, listed: readonly Candidate[]): Candidate {
  if (candidate.type !== 'company' || candidate.entity) return candidate;
  const behind = context.longestAt(candidate.start, Class.country);
  const name =
    behind < 0
      ? undefined
      : listed.find(({ type, start, end }) => type === 'company' && start === behind && end === candidate.end);
  return name?.entity ? { ...candidate, entity: name.entity } : candidate;
}

const isSure = ({ type, entity, evidence, start, end }: Candidate): boolean =>
  (type === 'company' || type === 'person') &&
  entity !== undefined &&
  end - start >= (type === 'company' ? LISTED.company : LISTED.person) &&
  evidence.some(({ weight }) => weight >= LISTED.weight);

function aroundOf({ codes }: Passage, { type, start, end }: Candidate): Evidence[] {
  return type !== 'date' && type !== 'other' && codes[start - 1] === WORK_OPEN && codes[end] === WORK_CLOSE ? [AGAINST.work] : [];
}

/** What speaks against a name that the tagger alone found. */
function doubtsOf(passage: Passage, candidate: Candidate, listed: readonly Candidate[]): Evidence[] {
  if (candidate.entity || !isTaggers(candidate)) return [];
  const han = isHan(passage.codes[candidate.start]);
  if (candidate.type === 'company')
    return han ? chineseCompanyDoubts(passage, candidate, listed) : organisationDoubts(passage, candidate);
  // 马云和 is 马云 and a word of grammar.
  const behind =
    han &&
    candidate.type === 'person' &&
    listed.find(({ type, start, end }) => type === 'person' && start === candidate.start && end < candidate.end);
  return behind && holdsGrammar(passage, { start: behind.end, end: candidate.end }) ? [AGAINST.unexplained] : [];
}

function chineseCompanyDoubts(passage: Passage, candidate: Candidate, listed: readonly Candidate[]): Evidence[] {
  const doubts: Evidence[] = [];
  if (!(passage.context.endingAt(candidate.end) & COMPANY_END)) doubts.push(AGAINST.bare);
  if (holdsGrammar(passage, candidate)) doubts.push(AGAINST.grammar);
  if (listed.some((name) => name.type === 'company' && swallows(passage, candidate, name))) doubts.push(AGAINST.unexplained);
  return doubts;
}

/** A ministry, a university, a club is no company, unless it ends as one does. */
function organisationDoubts({ context }: Passage, { start, end }: Candidate): Evidence[] {
  const organisation = context.startingAt(start) & Class.organisationHead || context.endingAt(end) & Class.organisationTail;
  return organisation && !(context.endingAt(end) & COMPANY_END) ? [AGAINST.organisation] : [];
}

const isTaggers = ({ evidence }: Candidate) => evidence.every(({ source }) => source.startsWith('tagger:'));

function holdsGrammar({ codes, dictionary }: Passage, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (dictionary.characterClasses[codes[i]] & Class.stopWord) return true;
  return false;
}

/** Whether a candidate holds a listed name and more that is no part of a company's name beside it. */
function swallows({ context }: Passage, { start, end }: Candidate, name: Candidate): boolean {
  if (name.start < start || name.end > end || (name.start === start && name.end === end)) return false;
  const front = name.start === start || context.longestAt(start, Class.place | Class.country) === name.start;
  const back = name.end === end || (context.endingAt(end) & COMPANY_END) !== 0;
  return !front || !back;
}
