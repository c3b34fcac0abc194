/** Candidates the dictionaries list: every name in the text, weighed by how much it needs its context and how much that gives. */
import { TypeBit } from '../dictionary/reading-flags.ts';
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Evidence, NamedType, Passage, Reading } from '../model.ts';
import { isHan, isUpper, Kind, kinds } from '../text/characters.ts';
import { candidate } from './candidate.ts';
import { isPartOfLonger } from './longer-names.ts';

/** How much a listed name says by itself, by how it is listed, and what a cue beside it adds. */
const WEIGHT = { plain: 0.8, short: 0.7, ambiguous: 0.2, user: 0.95, cue: 0.35, title: 0.5, abbreviation: 0.6 } as const;

const cue = (weight: number): Evidence => ({ source: 'rule:cue', weight });

const CUES: Readonly<Record<NamedType, { before: number; after: number; evidence: Evidence }[]>> = {
  person: [
    { before: Class.titleBefore, after: Class.titleAfter, evidence: cue(WEIGHT.title) },
    { before: Class.personCueBefore, after: Class.personCueAfter, evidence: cue(WEIGHT.cue) },
  ],
  company: [
    {
      before: Class.companyCueBefore,
      after: Class.companyCueAfter | Class.legalSuffix | Class.companyBranch,
      evidence: cue(WEIGHT.cue),
    },
    { before: 0, after: Class.titleAfter, evidence: cue(WEIGHT.cue) },
  ],
  city: [
    { before: Class.cityCueBefore, after: Class.cityCueAfter, evidence: cue(WEIGHT.cue) },
    // A81 Singen Richtung Stuttgart
    { before: Class.roadWord, after: Class.roadWord, evidence: cue(WEIGHT.cue) },
  ],
};

/** Candidates of all dictionary names of a passage. Names nested in longer ones are candidates too. */
export function listedCandidates(passage: Passage): Candidate[] {
  const { hits, dictionary } = passage;
  const candidates: Candidate[] = [];
  for (let hit = 0; hit < hits.count; hit++) {
    if (hits.types[hit] === 0) continue;
    const key = hits.keys[hit];
    const start = hits.starts[hit];
    const end = hits.ends[hit];
    let seen = 0;
    for (const reading of dictionary.readings(key)) {
      const { entity } = reading;
      if (seen & TypeBit[entity.type] || !isWrittenSo(passage.text, start, end, reading)) continue;
      seen |= TypeBit[entity.type];
      const evidence = weigh(passage, start, end, reading, dictionary.isUsers(key));
      if (evidence) candidates.push(candidate(isHashtag(passage, start) ? start - 1 : start, end, entity.type, evidence, entity));
    }
  }
  return candidates;
}

const HASH = 0x23;
/** A hashtag is one word, its mark included: #Berlin. */
const isHashtag = ({ codes }: Passage, start: number): boolean =>
  start > 0 && codes[start - 1] === HASH && kinds[codes[start]] === Kind.LETTER;

/** Whether a text writes a name with the capitals it asks for. */
function isWrittenSo(text: string, start: number, end: number, reading: Reading): boolean {
  if (!reading.capitalised) return true;
  if (!isUpper(text.charCodeAt(start))) return false;
  if (!reading.allCapitals) return true;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (kinds[code] === Kind.LETTER && !isUpper(code)) return false;
  }
  return true;
}

/** Evidence for one reading, or null where it cannot count. */
function weigh(passage: Passage, start: number, end: number, reading: Reading, users: boolean): Evidence[] | null {
  const { codes, context } = passage;
  const { source } = reading.entity;
  if (users) return [{ source, weight: WEIGHT.user }];
  if (reading.entity.type === 'city' && isDoubtfulGenitive(passage, start, end, reading.entity.weight)) return null;
  if (isPartOfLonger(passage, start, end, reading.entity.type, reading.ambiguous)) return null;
  if (end - start === 1 && isHan(codes[start]))
    return reading.entity.type === 'city' ? weighAbbreviation(passage, start, end, source) : null;
  const own = reading.ambiguous ? WEIGHT.ambiguous : end - start === 2 && isHan(codes[start]) ? WEIGHT.short : WEIGHT.plain;
  const evidence: Evidence[] = [{ source, weight: own }];
  const before = context.before(start);
  const after = context.after(end);
  for (const { before: left, after: right, evidence: piece } of CUES[reading.entity.type])
    if (before & left || after & right) evidence.push(piece);
  return evidence;
}

const SMALL_S = 0x73;
const GENITIVE = { length: 6, weight: 100_000 } as const;
/** A short name of a small town and an -s is another word: `Basis`, `Bundes`. */
const isDoubtfulGenitive = ({ codes }: Passage, start: number, end: number, weight: number): boolean =>
  end - start < GENITIVE.length && weight < GENITIVE.weight && end < codes.length && codes[end] === SMALL_S;

/** One character stands for a city only beside words that say so, and if it is a word of its own: 在沪, 来渝, but not 在深入. */
function weighAbbreviation(passage: Passage, start: number, end: number, source: string): Evidence[] | null {
  const { context } = passage;
  const cued = context.endingAt(start) & Class.abbreviationCueBefore || context.startingAt(end) & Class.abbreviationCueAfter;
  return cued && isWord(passage, start, end) ? [{ source, weight: WEIGHT.abbreviation }] : null;
}

/** Characters around a span that the segmenter sees. */
const SURROUNDINGS = 8;

/** Whether the segmenter takes a span for a word, or for the end of one with the cue before it (来京). */
function isWord({ codes, context, segmenter }: Passage, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && start - from < SURROUNDINGS && isHan(codes[from - 1])) from--;
  let to = end;
  while (to < codes.length && to - end < SURROUNDINGS && isHan(codes[to])) to++;
  let position = from;
  for (const word of segmenter.chinese(String.fromCharCode(...codes.subarray(from, to)))) {
    position += word.length;
    if (position < end) continue;
    const wordStart = position - word.length;
    return position === end && (wordStart === start || context.longestAt(wordStart, Class.abbreviationCueBefore) === start);
  }
  return false;
}
