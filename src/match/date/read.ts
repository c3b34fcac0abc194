/** Reads numbers and words at a position of the folded codes: bounded look-ahead, no backtracking over the text. */
import { type DateSlot, WordFlag } from '../../dictionary/date-grammar.ts';
import { type Grammar, isDigit } from './grammar.ts';

const LONGEST_NUMBER = 8;
const LONGEST_NUMERAL = 8;

/** A run of digits or numerals: its end and how a slot reads it. One object is filled again and again. */
export interface NumberRun {
  /** Where it was read; -1 where nothing was. */
  at: number;
  found: boolean;
  end: number;
  length: number;
  digits: boolean;
  /** By place: 2021, 二十一. */
  value: number;
  /** Digit by digit, for numerals: 二〇二一; -1 where it cannot be. */
  positional: number;
}
export const emptyRun = (): NumberRun => ({ at: -1, found: false, end: 0, length: 0, digits: false, value: 0, positional: 0 });

/** Reads the number that stands at `at` into `run`, if it is not there already; says whether there is one. */
export function readRun(run: NumberRun, grammar: Grammar, codes: Uint16Array, at: number, limit: number): boolean {
  if (run.at !== at) {
    run.at = at;
    run.found = readAt(run, grammar, codes, at, limit);
  }
  return run.found;
}

function readAt(run: NumberRun, grammar: Grammar, codes: Uint16Array, at: number, limit: number): boolean {
  let end = at;
  if (isDigit(codes[at])) {
    let value = 0;
    while (end < limit && isDigit(codes[end])) {
      if (end - at === LONGEST_NUMBER) return false;
      value = value * 10 + codes[end++] - 48;
    }
    run.digits = true;
    run.value = run.positional = value;
  } else {
    const { numeralOf } = grammar;
    if (!numeralOf[codes[at]]) return false;
    while (end < limit && numeralOf[codes[end]]) if (++end - at > LONGEST_NUMERAL) return false;
    run.digits = false;
    run.value = numeralsValue(numeralOf, codes, at, end);
    run.positional = positionalValue(numeralOf, codes, at, end);
  }
  run.end = end;
  run.length = end - at;
  return true;
}

/** Value of Chinese numerals by place (二十三, 廿三, 一百零二); -1 where they are none. */
function numeralsValue(numeralOf: Uint16Array, codes: Uint16Array, at: number, end: number): number {
  let value = 0;
  let digit = -1;
  for (let i = at; i < end; i++) {
    const n = numeralOf[codes[i]] - 1;
    if (n < 10) {
      if (digit > 0) return -1;
      digit = n;
    } else {
      value += n === 10 || n === 100 || n === 1000 ? (digit < 0 ? 1 : digit) * n : n;
      digit = -1;
    }
  }
  return value + Math.max(digit, 0);
}

/** Value digit by digit (二〇二一); -1 where a numeral is no digit. */
function positionalValue(numeralOf: Uint16Array, codes: Uint16Array, at: number, end: number): number {
  let value = 0;
  for (let i = at; i < end; i++) {
    const n = numeralOf[codes[i]] - 1;
    if (n > 9) return -1;
    value = value * 10 + n;
  }
  return value;
}

/** Value of a run as a slot bounds it, or -1. Slots of fixed length want numerals digit by digit. */
export function fits(run: NumberRun, bounds: DateSlot['number'] & object): number {
  if (bounds[4] && !run.digits) return -1;
  const fixed = bounds[0] === bounds[1];
  if ((run.digits || fixed) && (run.length < bounds[0] || run.length > bounds[1])) return -1;
  const value = fixed ? run.positional : run.value;
  return value >= bounds[2] && value <= bounds[3] ? value : -1;
}

/** Whether a word may be read as its flags ask: capital, small, in its own language. */
export function allowed(grammar: Grammar, text: string, at: number, word: number, home: number): boolean {
  const flags = grammar.wordFlags[word];
  if (!flags) return true;
  const upper = isUpper(text.charCodeAt(at));
  if (flags & WordFlag.Home && grammar.wordLanguage[word] !== home) return false;
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
