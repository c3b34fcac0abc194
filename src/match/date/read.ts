/** Reads numbers and words at a position of the folded codes: bounded look-ahead, no backtracking over the text. */
import { type DateSlot, WordFlag } from '../../dictionary/date-grammar.ts';
import { type Grammar, isDigit } from './grammar.ts';

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

/** A run of digits or numerals: its end and how a slot reads it. */
export interface NumberRun {
  readonly end: number;
  readonly length: number;
  readonly digits: boolean;
  /** By place: 2021, 二十一. */
  readonly value: number;
  /** Digit by digit, for numerals: 二〇二一; -1 where it cannot be. */
  readonly positional: number;
}

/** The number that stands at `at`, or null. */
export function readRun(grammar: Grammar, codes: Uint16Array, at: number, limit: number): NumberRun | null {
  if (isDigit(codes[at])) {
    const end = digitsEnd(codes, at, limit);
    if (end < 0) return null;
    const value = digitsValue(codes, at, end);
    return { end, length: end - at, digits: true, value, positional: value };
  }
  if (!grammar.numerals[codes[at]]) return null;
  const end = numeralsEnd(grammar, codes, at, limit);
  if (end < 0) return null;
  return {
    end,
    length: end - at,
    digits: false,
    value: numeralsValue(grammar, codes, at, end, false),
    positional: numeralsValue(grammar, codes, at, end, true),
  };
}

/** Value of a run as a slot bounds it, or -1. Slots of fixed length want numerals digit by digit. */
export function fits(run: NumberRun, [fewest, most, least, greatest, digitsOnly]: DateSlot['number'] & object): number {
  if (digitsOnly && !run.digits) return -1;
  const fixed = fewest === most;
  if ((run.digits || fixed) && (run.length < fewest || run.length > most)) return -1;
  const value = fixed ? run.positional : run.value;
  return value >= least && value <= greatest ? value : -1;
}

/** Whether a word may be read as its flags ask: capital, small, in its own language. */
export function allowed(grammar: Grammar, text: string, at: number, word: number, home: number): boolean {
  const flags = grammar.words.flags[word];
  if (!flags) return true;
  const upper = isUpper(text.charCodeAt(at));
  if (flags & WordFlag.Home && grammar.words.language[word] !== home) return false;
  if (flags & WordFlag.Capital && !upper) return false;
  return !(flags & WordFlag.Small && upper && !beginsSentence(text, at));
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
