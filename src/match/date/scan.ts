/**
 * One pass over the folded codes that finds date pieces: the longest pattern of the grammar at each place one can begin.
 *
 * Most text is stepped over by tables: a word, number or character is looked at further only where a pattern begins with it and
 * what follows fits. The pass is linear in the text. Pieces are put together in `compose.ts`.
 */
import {
  ANY_PRINT,
  FOLLOW_ALL,
  followKey,
  HASH,
  hashCode,
  headKey,
  mix,
  numberHead,
  pairKey,
  plain,
  printOf,
  ROW,
  Start,
  Symbols,
  tripleKey,
} from '../../dictionary/date-grammar.ts';
import type { DateParts } from '../../model.ts';
import { Flag, type Grammar, type Rule } from './grammar.ts';
import { leftClear } from './guards.ts';
import { Capture, partsOf } from './parts.ts';
import { startsWord } from './read.ts';
import type { Search } from './search.ts';

/** A date piece: what one rule found. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly rule: Rule;
  readonly from: DateParts;
  readonly to: DateParts | null;
  /** Where a list of two splits (`13. und 14. März`): end of the first, start of the second. */
  readonly split: readonly [number, number] | null;
}

/** Finds the pieces of the stretch a search was begun on, in order. */
export function scanDates(search: Search): Piece[] {
  const { codes, first, limit, grammar } = search;
  const { starts } = grammar;
  const pieces: Piece[] = [];
  let i = first;
  while (i < limit) {
    const start = starts[codes[i]];
    if (start === Start.None) i++;
    else if (start === Start.Letter) i = atLetters(search, i, pieces);
    else if (start === Start.Digit) i = atDigits(search, i, pieces);
    else i = atOther(search, i, start, pieces);
  }
  return pieces;
}

/** Steps from a letter on to the first place that is none and may begin a pattern, or over the first word that may. */
function atLetters(search: Search, at: number, pieces: Piece[]): number {
  const { codes, limit, grammar } = search;
  const { heads, headClasses, starts } = grammar;
  // What stands behind the stretch only decides how closely its last codes are looked at.
  const last = Math.min(limit, codes.length - 3);
  if (at >= last) return beginsWord(search, at) ? atWord(search, at, pieces) : at + 1;
  let key = headKey(headKey(headClasses[codes[at]], headClasses[codes[at + 1]]), headClasses[codes[at + 2]]);
  for (let i = at; i < last; i++) {
    key = headKey(key, headClasses[codes[i + 3]]);
    if ((heads[key >> 5] & (1 << (key & 31))) === 0) continue;
    if (starts[codes[i]] !== Start.Letter) return i;
    if (beginsWord(search, i)) return atWord(search, i, pieces);
  }
  return last;
}

/** Whether the letter at a place is the first of its word. */
function beginsWord({ text, codes, first, grammar }: Search, at: number): boolean {
  return at === first || grammar.starts[codes[at - 1]] !== Start.Letter || startsWord(text, at);
}

/** Looks for a piece at `at`; the place to go on from. */
function look(search: Search, at: number, otherwise: number, pieces: Piece[]): number {
  if (!search.longest(at)) return otherwise;
  pieces.push(pieceOf(search));
  search.pieceEnd = search.end;
  return search.end;
}

/** Looks for a piece where its first word may be one of a pattern and what follows fits. */
function atWord(search: Search, at: number, pieces: Piece[]): number {
  const { codes, text, limit, grammar } = search;
  const { starts, firstWords, firstPrints } = grammar;
  let hash = hashCode(HASH, codes[at]);
  let end = at + 1;
  for (; end < limit; end++) {
    const code = codes[end];
    if (starts[code] !== Start.Letter || (text.charCodeAt(end) !== code && startsWord(text, end))) break;
    hash = hashCode(hash, code);
  }
  const place = mix(hash);
  const row = firstWords[place];
  return row !== 0 &&
    (firstPrints[place] === ANY_PRINT || firstPrints[place] === printOf(hash)) &&
    follows(grammar, row, codes, end, limit)
    ? look(search, at, end, pieces)
    : end;
}

/** Whether a pattern can go on behind a first word or number: the three symbols behind the blanks decide. */
function follows({ follow, symbols }: Grammar, row: number, codes: Uint16Array, at: number, limit: number): boolean {
  if (row === FOLLOW_ALL) return true;
  let last: number = Symbols.Blank;
  let key = 0;
  let count = 0;
  let i = at;
  for (; count < 3 && i < limit; i++) {
    const symbol = symbols[codes[i]];
    if (symbol === last && (symbol === Symbols.Blank || symbol === Symbols.Digit)) continue;
    last = symbol;
    key = (key << 5) | symbol;
    count++;
  }
  if (count < 3) key <<= 5 * (3 - count);
  const bit = followKey(key >> 10, (key >> 5) & 31, key & 31);
  return ((follow[row * ROW + (bit >> 5)] >>> (bit & 31)) & 1) === 1;
}

const LONGEST_NUMBER = 8;

function atDigits(search: Search, at: number, pieces: Piece[]): number {
  const { codes, limit, grammar } = search;
  const { numbers, starts } = grammar;
  let value = codes[at] - 48;
  let end = at + 1;
  for (; end < limit && starts[codes[end]] === Start.Digit; end++) value = value * 10 + codes[end] - 48;
  const length = end - at;
  if (length > LONGEST_NUMBER) return end;
  const row = numbers[3 * length];
  return row === 0 ||
    value < numbers[3 * length + 1] ||
    value > numbers[3 * length + 2] ||
    (row !== FOLLOW_ALL &&
      !(begins(grammar, numberHead(length), codes, end, limit) && follows(grammar, row, codes, end, limit))) ||
    (search.pieceEnd !== at - 1 && !leftClear(search, at, false))
    ? end
    : look(search, at, end, pieces);
}

/** Numerals, characters of words written without blanks, signs. */
function atOther(search: Search, at: number, start: number, pieces: Piece[]): number {
  const { codes, limit, grammar } = search;
  if (start === Start.Always) {
    if (grammar.numeralOf[codes[at]] && at > search.first && grammar.numeralOf[codes[at - 1]]) return at + 1;
    return look(search, at, at + 1, pieces);
  }
  if (start === Start.Numeral) {
    const { numeralOf } = grammar;
    if (at > search.first && numeralOf[codes[at - 1]]) return at + 1;
    let end = at + 1;
    while (end < limit && numeralOf[codes[end]]) end++;
    const bare = end - at <= LONGEST_NUMBER && grammar.numbers[3 * (end - at)] === FOLLOW_ALL;
    if (bare || begins(grammar, numberHead(0), codes, end, limit)) return look(search, at, at + 1, pieces);
  }
  return begins(grammar, codes[at], codes, at + 1, limit) ? look(search, at, at + 1, pieces) : at + 1;
}

/** Whether a pattern begins with a code and the one or two at a place. */
function begins({ pairs, triples }: Grammar, head: number, codes: Uint16Array, at: number, limit: number): boolean {
  if (at >= limit) return false;
  const second = plain(codes[at]);
  const pair = pairs[pairKey(head, second)];
  if (pair !== 1) return pair === 2;
  return at + 1 < limit && triples[tripleKey(head, second, plain(codes[at + 1]))] === 1;
}

function pieceOf(search: Search): Piece {
  const { grammar, best, bestDepth, at, end, codes } = search;
  const rule = grammar.rules[search.rule];
  const { from, to } = partsOf(grammar, rule, best, bestDepth);
  return { start: at, end, rule, from, to, split: rule.bits & Flag.List ? splitOf(search, codes, end) : null };
}

/** Where the two members of a list part. */
function splitOf({ grammar, best, bestDepth }: Search, codes: Uint16Array, end: number): [number, number] {
  let cut = 0;
  let second = -1;
  for (let i = 0; i < bestDepth * Capture.Size; i += Capture.Size) {
    const side = grammar.slots[best[i]].end;
    if (side === 1) cut = best[i + Capture.End];
    if (side === 2 && second < 0) second = best[i + Capture.Start];
  }
  if (codes[cut] === 46 || codes[cut] === codes[end - 1]) cut++;
  return [cut, second];
}
