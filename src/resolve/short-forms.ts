/** Short forms by which a text goes on to call what it has named in full: 海优威 for 上海海优威新材料股份有限公司, `Busch` for `Roland Busch`. */
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Passage, Span } from '../model.ts';
import { isHan, isUpper, Kind, kinds } from '../text/characters.ts';

const MIDDLE_DOT = 0xb7;
const OPEN = 0x28;
const CLOSE = 0x29;
/** A short form has at least so many Han characters or letters. */
const SHORTEST = { han: 2, spelled: 3, latin: 3 } as const;

/** Folded spans of the text that are short forms of a mention. */
export function shortForms(passage: Passage, mention: Candidate): Span[] {
  const han = isHan(passage.codes[mention.start]);
  if (mention.type === 'person') return han ? lastPart(passage, mention) : surname(passage, mention);
  if (mention.type === 'company') return han ? companyCore(passage, mention) : withoutForm(passage, mention);
  return [];
}

/** What stands behind the last dot of a spelled name: 施泰因迈尔. */
function lastPart({ codes }: Passage, { start, end }: Span): Span[] {
  for (let i = end - 1; i > start; i--)
    if (codes[i] === MIDDLE_DOT) return end - i - 1 >= SHORTEST.spelled ? [{ start: i + 1, end }] : [];
  return [];
}

/** The last word of a Latin name, if it could stand alone. */
function surname({ codes, text }: Passage, { start, end }: Span): Span[] {
  let i = end;
  while (i > start && kinds[codes[i - 1]] !== Kind.SPACE) i--;
  return i > start && end - i >= SHORTEST.latin && isUpper(text.charCodeAt(i)) && codes[end - 1] !== 0x2e
    ? [{ start: i, end }]
    : [];
}

/** A Chinese company without its place, legal form and line of business. */
function companyCore(passage: Passage, { start, end }: Span): Span[] {
  const { codes, context } = passage;
  let from = start;
  const place = Math.max(context.longestAt(from, Class.place), cityEnd(passage, from));
  if (place > from && place < end - 2) from = place;
  let to = end;
  for (let cut = lastWord(passage, from, to); cut > from; cut = lastWord(passage, from, to)) to = cut;
  if (codes[to - 1] === CLOSE) {
    const open = codes.lastIndexOf(OPEN, to - 1);
    if (open > from) to = open;
  }
  if (to === end || to - from < SHORTEST.han) return [];
  // What is left is an ordinary word or a place: it names nothing by itself.
  const ordinary = context.longestAt(from, Class.stopWord | Class.place | Class.companyTail | Class.country) >= to;
  return ordinary ? [] : [{ start: from, end: to }];
}

/** Where the last company tail or legal form before `to` begins, or -1. */
function lastWord({ hits, context }: Passage, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const [first, last] = context.hitsAt(at);
    for (let hit = first; hit < last; hit++)
      if (hits.ends[hit] === to && hits.classes[hit] & (Class.legalSuffix | Class.companyTail | Class.companyBranch)) return at;
  }
  return -1;
}

function cityEnd({ hits, dictionary, context }: Passage, at: number): number {
  const [first, last] = context.hitsAt(at);
  for (let hit = last - 1; hit >= first; hit--)
    if (dictionary.readings(hits.keys[hit]).some((reading) => reading.entity.type === 'city' && !reading.ambiguous))
      return hits.ends[hit];
  return -1;
}

/** A Latin company without its legal form. */
function withoutForm(passage: Passage, { start, end }: Span): Span[] {
  const { hits, context, codes } = passage;
  for (let at = start + SHORTEST.latin; at < end; at++) {
    const [first, last] = context.hitsAt(at);
    for (let hit = first; hit < last; hit++) {
      if (hits.ends[hit] < end - 1 || !(hits.classes[hit] & Class.legalSuffix)) continue;
      let to = at;
      while (to > start && (kinds[codes[to - 1]] === Kind.SPACE || codes[to - 1] === 0x2c)) to--;
      return to - start >= SHORTEST.latin ? [{ start, end: to }] : [];
    }
  }
  return [];
}
