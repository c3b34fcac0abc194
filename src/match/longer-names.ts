/**
 * Whether a listed name stands for a part of something else: `Peter Costello` is not Peter, `Köln-Poll`, `Kreuz Köln`,
 * `Köln Hbf` and 泉州话 are no cities, nor is Köln where a road runs between its exits; `my Saab` and `Adobe Reader 3.0` are things.
 */
import { TypeBit } from '../dictionary/reading-flags.ts';
import { Class } from '../dictionary/word-classes.ts';
import type { NamedType, Passage } from '../model.ts';
import { isHan, isUpper, Kind, kinds } from '../text/characters.ts';

const HYPHEN = 0x2d;
const SLASH = 0x2f;
const SPACE = 0x20;
const LINE_FEED = 10;
/** How far a stretch of road reaches behind the word that opens it, and its road stands before. */
const STRETCH = 70;
const ROAD = /(?<!\p{L})\p{Lu}{1,2} ?\d{1,3}(?![\p{L}\d])/u;

export function isPartOfLonger(passage: Passage, start: number, end: number, type: NamedType, ambiguous: boolean): boolean {
  if (isHan(passage.codes[start])) {
    if (type === 'company' && passage.context.endingAt(start) & Class.productCueBefore) return true;
    return type !== 'person' && end - start > 1 && hasChineseTail(passage, end);
  }
  if (type === 'company') return isProduct(passage, start, end);
  if (type === 'city') return isCompound(passage, start, end) || isPlace(passage, start, end) || isRoadEnd(passage, start);
  return type === 'person' && ambiguous && isPartOfPerson(passage, start, end);
}

/** Characters behind a name that the segmenter sees. */
const BEHIND = 8;

/** 图们江, 泉州话, 福特山脉: a tail right behind; one of a single character if it is a word by itself: 上海街 but not 上海街头. */
function hasChineseTail({ codes, context, segmenter }: Passage, end: number): boolean {
  const tail = context.longestAt(end, Class.placeTail);
  if (tail < 0) return false;
  if (tail - end > 1) return true;
  let to = end;
  while (to < codes.length && to - end < BEHIND && isHan(codes[to])) to++;
  const [first] = segmenter.chinese(String.fromCharCode(...codes.subarray(end, to)));
  return first !== undefined && end + first.length <= tail;
}

/** `Adobe Acrobat 4.0`, `BMW X1`: a model. */
const MODEL = /^ (?:\p{Lu}[\p{L}-]* ){0,2}(?:\p{Lu}{0,2}\d{1,3}(?:\.\d+)?\p{L}?(?![\p{L}\d]))/u;

/** What a company makes: `your PayPal account`, `sein Audi`, `Adobe Acrobat 4.0`. */
function isProduct(passage: Passage, start: number, end: number): boolean {
  const { text, context } = passage;
  if (isJoinedToPrefix(passage, start)) return true;
  if (MODEL.test(text.slice(end, end + 40)) || isFollowedByName(passage, end)) return true;
  return text.charCodeAt(end) !== HYPHEN && (context.before(start) & Class.productCueBefore) !== 0;
}

/** `non-Microsoft`: a small word joined in front. */
function isJoinedToPrefix({ codes, text }: Passage, start: number): boolean {
  if (codes[start - 1] !== HYPHEN) return false;
  let at = start - 1;
  while (at > 0 && isLetter(codes[at - 1])) at--;
  return at < start - 1 && !isUpper(text.charCodeAt(at));
}

/** What may stand behind a company with a capital and leave it one: `Siemens AG`, `Google CEO`, `Airbus Germany`. */
const COMPANY_BEHIND =
  Class.legalSuffix |
  Class.companyTail |
  Class.companyBranch |
  Class.titleBefore |
  Class.titleAfter |
  Class.place |
  Class.country |
  Class.nationality |
  Class.companyCueAfter |
  Class.stopWord;

/** `Adobe Acrobat`, `Microsoft Windows`: in English, where nouns are small, a capital behind a company is a product's. */
function isFollowedByName({ document, text, codes, context }: Passage, end: number): boolean {
  if (
    document.language !== 'en' ||
    codes[end] !== SPACE ||
    !isUpper(text.charCodeAt(end + 1)) ||
    isUpper(text.charCodeAt(end + 2))
  )
    return false;
  return (context.startingAt(end + 1) & COMPANY_BEHIND) === 0;
}

const isLetter = (code: number) => kinds[code] === Kind.LETTER;

/** `Rhein-Ruhr`: the second part of a compound, but not of two cities joined: `Berlin-Hamburg`. The first part counts: `München-Schwabing`. */
function isCompound(passage: Passage, start: number, end: number): boolean {
  const { codes, text } = passage;
  const behind = end + 1 < codes.length && codes[end] === HYPHEN && isLetter(codes[end + 1]) && isUpper(text.charCodeAt(end + 1));
  const before = start > 1 && codes[start - 1] === HYPHEN && isLetter(codes[start - 2]);
  return before && !(behind && isCityAt(passage, end + 1)) && !isCityBefore(passage, start - 1);
}

/** Whether a city that needs no context starts there. */
function isCityAt(passage: Passage, at: number): boolean {
  const { hits, context } = passage;
  const [first, last] = context.hitsAt(at);
  for (let hit = first; hit < last; hit++) if (isSureCity(hits.types[hit])) return true;
  return false;
}

/** How far back the start of a city's name is looked for. */
const LONGEST_CITY = 24;

function isCityBefore(passage: Passage, end: number): boolean {
  const { hits, context } = passage;
  for (let at = end - 1; at >= 0 && end - at <= LONGEST_CITY; at--) {
    const [first, last] = context.hitsAt(at);
    for (let hit = first; hit < last; hit++) if (hits.ends[hit] === end && isSureCity(hits.types[hit])) return true;
  }
  return false;
}

const isSureCity = (types: number) => (types & (TypeBit.city | TypeBit.ambiguous)) === TypeBit.city;

/** A head before it (`Kreis Gießen`, `Kreuz Dortmund / Unna`), or a tail behind it (`Köln Hbf`, `New York Post`). */
function isPlace(passage: Passage, start: number, end: number): boolean {
  const { codes, text, context } = passage;
  const after = context.skipBlank(end);
  if (after > end && isUpper(text.charCodeAt(after)) && context.startingAt(after) & Class.placeTail) return true;
  if (context.before(start) & Class.placeHead) return true;
  let slash = start - 1;
  while (slash > 0 && kinds[codes[slash]] === Kind.SPACE && codes[slash] !== LINE_FEED) slash--;
  if (slash < 0 || codes[slash] !== SLASH) return false;
  let word = slash;
  while (word > 0 && kinds[codes[word - 1]] === Kind.SPACE && codes[word - 1] !== LINE_FEED) word--;
  while (word > 0 && (isLetter(codes[word - 1]) || codes[word - 1] === HYPHEN)) word--;
  return (context.before(word) & Class.placeHead) !== 0;
}

/** `A8 Ulm Richtung Stuttgart zwischen Merklingen und Mühlhausen`: exits of a road, not the towns. */
function isRoadEnd(passage: Passage, start: number): boolean {
  const { codes, context } = passage;
  for (let at = start; at > 0 && start - at < STRETCH; at--) {
    if (codes[at - 1] === LINE_FEED) return false;
    if (context.endingAt(at) & Class.stretchHead) return isOnRoad(passage, at);
  }
  return false;
}

/** Whether a road is spoken of before. */
function isOnRoad({ text, context }: Passage, before: number): boolean {
  const from = Math.max(0, before - 2 * STRETCH);
  if (ROAD.test(text.slice(from, before))) return true;
  for (let at = from; at < before; at++) if (context.startingAt(at) & Class.roadWord) return true;
  return false;
}

/** A surname that is also a given name, before a surname or an initial, or behind another given name. */
function isPartOfPerson({ codes, text, context }: Passage, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isLetter(codes[i])) return false;
  const after = context.skipBlank(end);
  if (after > end && isUpper(text.charCodeAt(after)) && context.endingAt(end) & Class.givenName) return true;
  return (
    start > 0 && codes[start - 1] !== LINE_FEED && isGivenBefore(text, start) && (context.before(start) & Class.givenName) !== 0
  );
}

/** Whether a capitalised word stands right before. */
function isGivenBefore(text: string, start: number): boolean {
  let at = start - 1;
  if (text.charCodeAt(at) !== 0x20) return false;
  while (at > 0 && isLetter(text.charCodeAt(at - 1))) at--;
  return isUpper(text.charCodeAt(at));
}
