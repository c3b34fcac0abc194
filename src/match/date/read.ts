/** Reads numbers and words at a position of the folded codes: bounded look-ahead, no backtracking over the text. */
import { type Grammar, isDigit, isLatin, type Slot, type Word } from './grammar.ts';

const LONGEST_NUMBER = 8;
const LONGEST_NUMERAL = 8;

/** End of the digit run at `at`, or -1 where it is empty or longer than any date number. */
export function digitsEnd(codes: Uint16Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && isDigit(codes[end])) if (++end - at > LONGEST_NUMBER) return -1;
  return end > at ? end : -1;
}

function digitsValue(codes: Uint16Array, at: number, end: number): number {
  let value = 0;
  for (let i = at; i < end; i++) value = value * 10 + codes[i] - 48;
  return value;
}

/** End of the run of Chinese numerals at `at`, or -1. */
export function numeralsEnd(grammar: Grammar, codes: Uint16Array, at: number, limit: number): number {
  let end = at;
  while (end < limit && grammar.numerals[codes[end]]) if (++end - at > LONGEST_NUMERAL) return -1;
  return end > at ? end : -1;
}

/** Value of Chinese numerals by place (二十三, 廿三, 一百零二), or digit by digit (二〇二一); -1 where they are neither. */
function numeralsValue(grammar: Grammar, codes: Uint16Array, at: number, end: number, positional: boolean): number {
  let value = 0;
  let digit = -1;
  for (let i = at; i < end; i++) {
    const n = grammar.numerals[codes[i]] - 1;
    if (positional) {
      if (n > 9) return -1;
      value = value * 10 + n;
    } else if (n < 10) {
      if (digit > 0) return -1;
      digit = n;
    } else if (n === 10 || n === 100 || n === 1000) {
      value += (digit < 0 ? 1 : digit) * n;
      digit = -1;
    } else {
      value += n;
      digit = -1;
    }
  }
  return positional ? value : value + Math.max(digit, 0);
}

/** Reads a number slot. Returns the end and leaves the value in `numberValue`, or -1. */
export let numberValue = 0;
export function readNumber(
  grammar: Grammar,
  codes: Uint16Array,
  at: number,
  limit: number,
  range: readonly [number, number, number, number],
): number {
  const [fewest, most, least, greatest] = range;
  let end: number;
  if (isDigit(codes[at])) {
    end = digitsEnd(codes, at, limit);
    if (end < 0 || end - at < fewest || end - at > most) return -1;
    numberValue = digitsValue(codes, at, end);
  } else {
    end = numeralsEnd(grammar, codes, at, limit);
    if (end < 0) return -1;
    const positional = fewest === most;
    if (positional && end - at !== fewest) return -1;
    numberValue = numeralsValue(grammar, codes, at, end, positional);
  }
  return numberValue >= least && numberValue <= greatest ? end : -1;
}

/** Calls `found` for each word of the slot's class at `at`, with its end. */
export function readWords(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  at: number,
  limit: number,
  slot: Slot,
  home: number,
  found: (word: Word, end: number) => void,
): void {
  const { wordNext, wordsAt } = grammar;
  let state = 0;
  for (let i = at; i < limit; ) {
    const next = wordNext.get(state * 65536 + codes[i]);
    if (next === undefined) return;
    state = next;
    i++;
    const words = wordsAt[state];
    if (!words || (!slot.glued && i < limit && isLatin(codes[i]) && isLatin(codes[i - 1]) && !startsWord(text, i))) continue;
    for (const word of words) {
      if (word.cls !== slot.cls || (word.flags & 2 && word.language !== home)) continue;
      if (word.flags & 1 && !isUpper(text.charCodeAt(at))) continue;
      if (word.flags & 4 && isUpper(text.charCodeAt(at)) && !beginsSentence(text, at)) continue;
      found(word, i);
    }
  }
}

/** Nothing, or a full stop and blanks, stands before. */
function beginsSentence(text: string, at: number): boolean {
  let i = at;
  while (i > 0 && at - i < 3 && text.charCodeAt(i - 1) <= 32) i--;
  return i === 0 || '.!?:–-„"“»('.includes(text[i - 1]);
}

const isUpper = (c: number) => (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0xde);
/** A capital behind a small letter or a digit begins a word even where no blank does (`2024Am`). */
export function startsWord(text: string, at: number): boolean {
  return isUpper(text.charCodeAt(at)) && at > 0 && !isUpper(text.charCodeAt(at - 1)) && !isUpper(text.charCodeAt(at + 1));
}
