/**
 * People by the titles beside them: a surname after a title (`市长徐曙海`, `记者 宋薇萍`, `责任编辑：尹悦`), and the further names of a list
 * that such a name begins (`市领导张鸿星、罗蔺`). Where the name ends is settled by what stands behind it.
 */
import { Class } from '../../dictionary/word-classes.ts';
import type { Candidate, Passage } from '../../model.ts';
import { isHan } from '../../text/characters.ts';
import { candidate } from '../candidate.ts';

const COLON = 0x3a;
const LIST_COMMA = 0x3001;
const WEIGHT = {
  title: 0.5,
  list: 0.4,
  edge: 0.2,
  functionCharacter: -0.35,
  givenCharacter: 0.05,
  ordinary: -0.6,
} as const;
const ENOUGH = 0.5;
/** A title alone is wrong too often (市民昨日…): the name needs a second witness. */
const ALONE = 0.5;
const RIGHT_EDGE =
  Class.personCueAfter |
  Class.titleAfter |
  Class.titleBefore |
  Class.stopWord |
  Class.cityCueBefore |
  Class.companyCueBefore |
  Class.companyCueAfter;

export function titledPeople(passage: Passage): Candidate[] {
  const { codes, context } = passage;
  const found: Candidate[] = [];
  if (!passage.hits.han) return found;
  for (let at = 0; at < codes.length; at++) {
    if (!(context.startingAt(at) & Class.surname) || !isHan(codes[at])) continue;
    const last = found[found.length - 1];
    const listed = last !== undefined && last.end + 1 === at && codes[last.end] === LIST_COMMA;
    if (!listed && !followsTitle(passage, at)) continue;
    const name = bestName(passage, at, listed ? WEIGHT.list : WEIGHT.title);
    if (!name) continue;
    const evidence = [{ source: listed ? 'rule:list' : 'rule:title', weight: name.score * ALONE }];
    found.push(candidate(at, name.end, 'person', evidence));
    at = name.end - 1;
  }
  return found;
}

/** Whether a title ends before `at`, a blank or a colon between. */
function followsTitle({ codes, context }: Passage, at: number): boolean {
  if (context.before(at) & Class.titleBefore) return true;
  return at > 0 && codes[at - 1] === COLON && (context.before(at - 1) & Class.titleBefore) !== 0;
}

/** The most likely name at `at`, or null. */
function bestName(passage: Passage, at: number, base: number): { end: number; score: number } | null {
  const { codes, context } = passage;
  const surnameEnd = Math.max(at + 1, context.longestAt(at, Class.surname));
  let best: { end: number; score: number } | null = null;
  for (const end of [surnameEnd + 2, surnameEnd + 1]) {
    if (!allHan(codes, at, end)) continue;
    const score = base + scoreName(passage, at, surnameEnd, end);
    if (score >= ENOUGH && (best === null || score > best.score)) best = { end, score: Math.min(score, 0.95) };
  }
  return best;
}

function scoreName({ codes, context, dictionary }: Passage, at: number, surnameEnd: number, end: number): number {
  let score = 0;
  if (surnameEnd - at === 1 && dictionary.characterClasses[codes[at]] & Class.stopWord) score += WEIGHT.functionCharacter;
  for (let i = surnameEnd; i < end; i++) {
    const classes = dictionary.characterClasses[codes[i]];
    if (classes & Class.givenCharacter) score += WEIGHT.givenCharacter;
    if (classes & Class.stopWord) score += WEIGHT.functionCharacter;
  }
  const word = context.longestAt(at, Class.stopWord | Class.organisationTail | Class.place);
  if (word > at + 1 && word >= end) score += WEIGHT.ordinary;
  if (end >= codes.length || !isHan(codes[end]) || context.startingAt(end) & RIGHT_EDGE) score += WEIGHT.edge;
  return score;
}

function allHan(codes: Uint16Array, start: number, end: number): boolean {
  if (end > codes.length) return false;
  for (let i = start; i < end; i++) if (!isHan(codes[i])) return false;
  return true;
}
