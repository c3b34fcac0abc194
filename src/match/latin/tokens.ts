/**
 * Cuts Latin-script text into tokens: words, numbers, hashtags, single signs. Hyphens are tokens of their own, glued to
 * their neighbours (`Müller-Lüdenscheidt`), so that a compound can be told from its parts; initials, abbreviations the
 * dictionary knows and `'s` keep their sign. Addresses and handles (code 0) become one token that no name may touch.
 */
import { folds, Kind, kinds } from '../../text/characters.ts';
import { MASKED } from '../../text/fold.ts';

/** Classes of characters as the tokeniser sees them. */
export const Sign = { OTHER: 0, UPPER: 1, LOWER: 2, DIGIT: 3, SPACE: 4, BREAK: 5, HAN: 6 } as const;
/** `signs[code]`: a Sign of a code unit as it is written, not folded. */
export const signs = makeSigns();

/** What stands between a token and the one before it. */
export const Glue = { CLOSE: 1, LINE: 2, PARAGRAPH: 4 } as const;

/** Tokens of one span of text: positions are those of the text. Arrays are reused from span to span. */
export interface Tokens {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Glue bits. */
  glue: Uint8Array;
  /** Two hashes of the letters as they are written; the digits of numbers are alike. */
  one: Int32Array;
  two: Int32Array;
}

/** Tells whether the word at `start`, with the full stop that ends at `end`, is a listed abbreviation. */
export type IsAbbreviation = (start: number, end: number) => boolean;

/** A line of this length that ends in a newline was probably wrapped: the sentence goes on. */
const WRAPPED = { from: 50, to: 90 };
const LONGEST_ABBREVIATION = 6;
const HASH = 0x23;
const STOP = 0x2e;
const COMMA = 0x2c;
const COLON = 0x3a;
const APOSTROPHE = 0x27;
const UNDERSCORE = 0x5f;
const ZERO = 0x30;
const SEED = 0x2f0b4c47;

export function makeTokens(capacity = 1024): Tokens {
  const numbers = () => new Int32Array(capacity);
  return { count: 0, starts: numbers(), ends: numbers(), glue: new Uint8Array(capacity), one: numbers(), two: numbers() };
}

/** Tokens of a text between `start` and `end`, written to `tokens`. `units` are the code units of the whole text, `codes` the folded ones. */
export function tokenise(
  units: Uint16Array,
  codes: Uint16Array,
  start: number,
  end: number,
  tokens: Tokens,
  isAbbreviation: IsAbbreviation,
): void {
  if (tokens.starts.length < end - start + 1) Object.assign(tokens, makeTokens((end - start) * 2));
  const { starts, ends, glue, one, two } = tokens;
  let count = 0;
  let breaks = 2;
  let space = true;
  let line = start;
  for (let i = start; i < end; ) {
    const sign = signs[units[i]];
    if (sign === Sign.SPACE) {
      space = true;
      i++;
      continue;
    }
    if (sign === Sign.BREAK) {
      const length = i - line;
      if (breaks === 0 && !(length >= WRAPPED.from && length <= WRAPPED.to && isShortLine(units, i + 1, end))) breaks = 1;
      breaks++;
      line = ++i;
      continue;
    }
    starts[count] = i;
    glue[count] = breaks > 1 ? Glue.LINE | Glue.PARAGRAPH : breaks === 1 ? Glue.LINE : space ? 0 : Glue.CLOSE;
    let a = SEED;
    let b = 0;
    let last = i;
    if ((sign === Sign.UPPER || sign === Sign.LOWER) && codes[i] !== MASKED) {
      // Nearly all tokens are words of letters alone: hashed as they are read.
      do {
        a = hashOne(a, units[i]);
        b = hashTwo(b, units[i]);
      } while (++i < end && isWordSign(units[i]));
      last = i;
      if (i < end && (codes[i] === STOP || codes[i] === APOSTROPHE))
        i = wordEnd(units, codes, starts[count], i, end, isAbbreviation);
    } else i = tokenEnd(units, codes, i, end, space || breaks > 0);
    if (last < i) {
      const number = last === starts[count] && isNumber(units, last, i);
      for (; last < i; last++) {
        const code = units[last];
        const same = number && code >= ZERO && code <= ZERO + 9 ? ZERO : code;
        a = hashOne(a, same);
        b = hashTwo(b, same);
      }
    }
    ends[count] = i;
    one[count] = a;
    two[count++] = b;
    space = false;
    breaks = 0;
  }
  tokens.count = count;
}

function hashOne(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x5bd1e995);
  return mixed ^ (mixed >>> 15);
}

const hashTwo = (hash: number, code: number): number => Math.imul(hash + code, 0x01000193) ^ (hash >>> 11);

/** Whether the line that begins at `from` is no longer than wrapped ones are. */
function isShortLine(units: Uint16Array, from: number, end: number): boolean {
  const limit = Math.min(end, from + WRAPPED.to + 1);
  for (let i = from; i < limit; i++) if (signs[units[i]] === Sign.BREAK) return i > from;
  return limit === end;
}

/** End of a token that is no word. */
function tokenEnd(units: Uint16Array, codes: Uint16Array, start: number, limit: number, apart: boolean): number {
  let i = start + 1;
  if (codes[start] === MASKED) {
    while (i < limit && codes[i] === MASKED) i++;
    return i;
  }
  const code = units[start];
  if (signs[code] === Sign.DIGIT) return numberEnd(units, start, limit);
  if (code === HASH && (apart || !isWordSign(units[start - 1])) && i < limit && isWordSign(units[i])) {
    while (i < limit && (isWordSign(units[i]) || units[i] === UNDERSCORE)) i++;
    return i;
  }
  if (codes[start] === APOSTROPHE && !apart && isGenitive(codes, start, limit)) return start + 2;
  return i < limit && code >= 0xd800 && code < 0xdc00 ? start + 2 : i;
}

/** `'s` and the end of the word. */
const isGenitive = (codes: Uint16Array, at: number, limit: number): boolean =>
  codes[at + 1] === 0x73 && at + 1 < limit && (at + 2 >= limit || kinds[codes[at + 2]] !== Kind.LETTER);

/** End of the word at `start`, of which all up to `from` are letters and digits. */
function wordEnd(
  units: Uint16Array,
  codes: Uint16Array,
  start: number,
  from: number,
  limit: number,
  isAbbreviation: IsAbbreviation,
): number {
  const isCapital = signs[units[start]] === Sign.UPPER;
  let i = from;
  for (;;) {
    while (i < limit && isWordSign(units[i])) i++;
    if (i >= limit) return i;
    const next = i + 1 < limit ? signs[units[i + 1]] : Sign.OTHER;
    const isLetter = next === Sign.UPPER || next === Sign.LOWER;
    if (codes[i] === STOP) {
      if (isCapital && i - start === 1) return initialsEnd(units, i + 1, limit);
      if (isLetter && next === Sign.LOWER) i++;
      else return i - start < LONGEST_ABBREVIATION && isAbbreviation(start, i + 1) ? i + 1 : i;
    } else if (codes[i] === APOSTROPHE && isLetter && i - start < 8) {
      const isName = next === Sign.UPPER ? i - start <= 2 : isLongAfter(units, i + 1, limit);
      if (!isName) return i;
      i++;
    } else return i;
  }
}

/** `J.`, `J.R.R.`, `U.S.`: single capitals with their stops. */
function initialsEnd(units: Uint16Array, from: number, limit: number): number {
  let i = from;
  while (i + 1 < limit && signs[units[i]] === Sign.UPPER && units[i + 1] === STOP) i += 2;
  return i;
}

/** At least three letters: the rest of a name (`Qa'ida`), not `'ll`. */
function isLongAfter(units: Uint16Array, from: number, limit: number): boolean {
  if (from + 3 > limit) return false;
  for (let i = from; i < from + 3; i++) if (!isWordSign(units[i])) return false;
  return true;
}

/** A number with its separators, and letters grown onto it (`3M`, `1822direkt`). */
function numberEnd(units: Uint16Array, start: number, limit: number): number {
  let i = start + 1;
  for (; i < limit; i++) {
    const code = units[i];
    if (signs[code] === Sign.DIGIT) continue;
    const separates = code === STOP || code === COMMA || code === COLON;
    if (!separates || i + 1 >= limit || signs[units[i + 1]] !== Sign.DIGIT) break;
  }
  while (i < limit && isWordSign(units[i])) i++;
  return i;
}

const isWordSign = (code: number): boolean => signs[code] >= Sign.UPPER && signs[code] <= Sign.DIGIT;

function makeSigns(): Uint8Array {
  const table = new Uint8Array(65536);
  for (let code = 0; code < 65536; code++) {
    const kind = kinds[code];
    if (kind === Kind.LETTER) table[code] = folds[code] === code ? Sign.LOWER : Sign.UPPER;
    else if (kind === Kind.DIGIT) table[code] = Sign.DIGIT;
    else if (kind === Kind.HAN || kind === Kind.KANA_HANGUL) table[code] = Sign.HAN;
    else if (kind === Kind.SPACE || code === 0xfeff || code === 0x200b) table[code] = Sign.SPACE;
  }
  // A soft hyphen is part of its word.
  table[0xad] = Sign.LOWER;
  table[0x0a] = table[0x0d] = table[0x2028] = table[0x2029] = Sign.BREAK;
  return table;
}

/** Whether a token is of digits and signs alone. */
export function isNumber(units: Uint16Array, start: number, end: number): boolean {
  let digits = false;
  for (let i = start; i < end; i++) {
    const sign = signs[units[i]];
    if (sign === Sign.UPPER || sign === Sign.LOWER) return false;
    digits ||= sign === Sign.DIGIT;
  }
  return digits;
}
