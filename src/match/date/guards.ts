/**
 * What must not stand around a date piece: a number that goes on, a currency, a percent sign, a unit behind a bare year.
 * Each check looks at a bounded window.
 */
import { childOf, endsWord, Flag, type Grammar, isDigit, isLatin, isSpace, Role, type Rule, trieStep } from './grammar.ts';
import { Capture } from './parts.ts';
import { startsWord } from './read.ts';
import type { Search } from './search.ts';

const asTable = (signs: string) => {
  const table = new Uint8Array(65536);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
};
const SEPARATORS = asTable('.,:/-');
const MONEY = asTable('$€£¥#§&_\\');
const EQUALS = 61;
const AMOUNT = asTable('%°€$£¥‰_');
const HYPHEN = 45;
const STOP = 46;

/** Whether the rule a search has followed up to `end` may stand there. */
export function guarded(search: Search, rule: Rule, end: number): boolean {
  const { captures, depth, at, pieceEnd, home } = search;
  if (rule.bits & Flag.Home && rule.language !== home) return false;
  for (let i = Capture.Language; i < depth * Capture.Size; i += Capture.Size)
    if (captures[i] >= 0 && captures[i] !== rule.language) return false;
  if (!calendarDay(search, rule)) return false;
  if (endsSentence(search, end)) return false;
  const weak = (rule.bits & Flag.Weak) !== 0;
  return (pieceEnd === at - 1 || leftClear(search, at, weak)) && rightClear(search, end, weak) && wordsClear(search, rule, end);
}

/** Whether the full stop of an abbreviation at the end of a date ends the sentence too: a capital follows. The date is found without it. */
function endsSentence({ grammar, text, codes, captures, depth, limit }: Search, end: number): boolean {
  if (codes[end - 1] !== STOP || depth === 0) return false;
  const last = (depth - 1) * Capture.Size;
  if (captures[last + Capture.End] !== end || grammar.slots[captures[last]].cls < 0) return false;
  let i = end;
  while (i < limit && isSpace(codes[i])) i++;
  return i > end && i < limit && isLatin(codes[i]) && text.charCodeAt(i) !== codes[i];
}

/** Day and month of the rule's numbers exist in some year (the year itself, where it is said); where the month is named, `30. Februar` is meant as a day. */
function calendarDay({ grammar, captures, depth }: Search, rule: Rule): boolean {
  let day = 0;
  let month = 0;
  let year = 2000;
  for (let i = 0; i < depth * Capture.Size; i += Capture.Size) {
    const { role, end, cls } = grammar.slots[captures[i]];
    if (role === Role.None) continue;
    if (role === Role.Month && cls >= 0) return true;
    const value = captures[i + Capture.Value];
    if (role === Role.Ymd) return calendar(value % 100, Math.floor(value / 100) % 100, Math.floor(value / 10000));
    if (role === Role.Decade && value % 10) return false;
    if (end === 1) {
      if (role === Role.Year) year = value;
      continue;
    }
    if (end === 2 && role === Role.ShortYear && (((value - year) % 100) + 100) % 100 > 10) return false;
    if (role === Role.Day) day = value;
    else if (role === Role.Month) month = value;
    else if (role === Role.Year) year = value;
  }
  if (rule.bits & Flag.Lunar) return day <= 30;
  return !day || !month || calendar(day, month, year);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
function calendar(day: number, month: number, year: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) return false;
  return day < 29 || month !== 2 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** Whether what stands before `start` lets a date begin there; `weak` numbers need clearer surroundings. */
export function leftClear({ text, codes, first }: Search, start: number, weak: boolean): boolean {
  if (start === first) return true;
  const before = codes[start - 1];
  if (!isDigit(codes[start]))
    return before !== HYPHEN || !weak || start - 1 === first || isSpace(codes[start - 2]) || isDigit(codes[start - 2]);
  if (isLatin(before) && !startsWord(text, start)) return false;
  if (MONEY[before] || (isSpace(before) && start - 2 >= first && MONEY[codes[start - 2]])) return false;
  // `x=2019` is a setting, `>=2019` a comparison.
  if (before === EQUALS && start - 2 >= first && (isLatin(codes[start - 2]) || isDigit(codes[start - 2]))) return false;
  if (!SEPARATORS[before] || start - 1 === first) return true;
  const further = codes[start - 2];
  if (isDigit(further)) return false;
  return !weak || before === 44 || before === 58 || !(isLatin(further) && (before === HYPHEN || before === 46 || before === 47));
}

function rightClear({ text, codes, limit }: Search, end: number, weak: boolean): boolean {
  if (end >= limit) return true;
  const after = codes[end];
  const last = codes[end - 1];
  if (isLatin(last) && isLatin(after)) return startsWord(text, end);
  if (!isDigit(last)) return last !== 46 || !isDigit(after);
  if (isDigit(after) || AMOUNT[after]) return false;
  if (isLatin(after)) return startsWord(text, end) || (after === 116 && isDigit(codes[end + 1] ?? 0) && !weak);
  if (SEPARATORS[after] && end + 1 < limit) {
    if (isDigit(codes[end + 1])) return !weak && (after === HYPHEN || after === 44);
    if (after === HYPHEN && weak && isLatin(codes[end + 1])) return false;
  }
  return !(isSpace(after) && end + 1 < limit && AMOUNT[codes[end + 1]]);
}

/** Words that tell a quantity, a title or a model from a date, as the flags of the rule name them. */
function wordsClear(search: Search, rule: Rule, end: number): boolean {
  if (rule.bits & Flag.Year) return yearStands(search, end);
  const { grammar, codes, at, first, limit } = search;
  if (rule.bits & Flag.Final && !endsClause(search.text, codes, end, limit)) return false;
  for (const cls of rule.onlyBefore) if (!wordFollows(grammar, codes, end, limit, cls)) return false;
  for (const cls of rule.unlessAfter) if (wordFollows(grammar, codes, end, limit, cls)) return false;
  if (!(rule.bits & Flag.Alone && at === first && end === limit))
    for (const cls of rule.onlyAfter) if (!wordPrecedes(grammar, codes, at, first, cls)) return false;
  for (const cls of rule.unlessBefore) if (wordPrecedes(grammar, codes, at, first, cls)) return false;
  return true;
}

const ELLIPSIS = 0x2026;
const LONGEST_WORD = 20;

/**
 * Whether no word or number follows at once. Of a text broken off by an ellipsis, small letters count as no word (`vom 10. bi...`);
 * a capital may be the month's.
 */
function endsClause(text: string, codes: Uint16Array, at: number, limit: number): boolean {
  const broken = (place: number) =>
    codes[place] === ELLIPSIS || (codes[place] === STOP && place + 1 < limit && codes[place + 1] === STOP);
  let i = at;
  while (i < limit && isSpace(codes[i])) i++;
  if (i === limit) return true;
  if (!isLatin(codes[i])) return !(isDigit(codes[i]) || codes[i] >= 0x3400 || broken(i));
  const small = text.charCodeAt(i) === codes[i];
  for (let rest = LONGEST_WORD; rest > 0 && i < limit && isLatin(codes[i]); rest--) i++;
  return small && i < limit && broken(i);
}

/** Whether a word of the class begins at `at`, blanks skipped. */
export const wordFollows = (grammar: Grammar, codes: Uint16Array, at: number, limit: number, cls: number): boolean =>
  wordAfter(grammar, codes, at, limit, cls) >= 0;

/** End of the longest word of the class that begins at `at` (blanks skipped), or -1. */
export function wordAfter(grammar: Grammar, codes: Uint16Array, at: number, limit: number, cls: number): number {
  let i = at;
  while (i < limit && i - at < 3 && isSpace(codes[i])) i++;
  let state = 0;
  let end = -1;
  while (i < limit) {
    state = trieStep(grammar, state, codes[i]);
    if (!state) break;
    i++;
    if (i < limit && isLatin(codes[i - 1]) && isLatin(codes[i])) continue;
    if (endsWord(grammar, state, cls)) end = i;
  }
  return end;
}

/** Whether a word of the class ends just before `at`, blanks skipped. */
export const wordPrecedes = (grammar: Grammar, codes: Uint16Array, at: number, first: number, cls: number): boolean =>
  wordBefore(grammar, codes, at, first, cls) >= 0;

/** No word looked for before a date is longer. */
const LONGEST_BEFORE = 16;

/** Start of the longest word of the class that ends just before `at` (blanks skipped), or -1. Classes of DateTables.backClass only. */
export function wordBefore(grammar: Grammar, codes: Uint16Array, at: number, first: number, cls: number): number {
  const { backRoot, backFirst, backCodes, backWords, backClass } = grammar;
  let end = at;
  while (end > first && at - end < 3 && isSpace(codes[end - 1])) end--;
  const least = Math.max(first, end - LONGEST_BEFORE);
  let found = -1;
  let state = 0;
  for (let from = end - 1; from >= least; from--) {
    state = state === 0 ? backRoot[codes[from]] : childOf(backFirst, backCodes, state, codes[from]);
    if (!state) break;
    if (from > first && isLatin(codes[from - 1]) && isLatin(codes[from])) continue;
    for (let word = backWords[state]; word < backWords[state + 1]; word++) if (backClass[word] === cls) found = from;
  }
  return found;
}

/**
 * Whether four digits alone are a year. A word that expects a time before them (seit, in, since) says yes unless a unit follows;
 * else what follows must not read as the thing counted: a unit, in German any noun, in English a plural.
 */
function yearStands({ grammar, text, codes, at, first, limit, home }: Search, end: number): boolean {
  const { classNumbers: cls } = grammar;
  if (wordFollows(grammar, codes, end, limit, cls['not-year-after'])) return false;
  if (wordPrecedes(grammar, codes, at, first, cls['not-year-before'])) return false;
  if (besideNumber(codes, at, end, first, limit)) return false;
  if (wordPrecedes(grammar, codes, at, first, cls['year-before'])) return true;
  const { unspaced, capitalNouns, pluralS } = grammar.habits[home];
  if (unspaced && (isHan(codes, at - 1, first, limit) || isHan(codes, end, first, limit))) return false;
  let i = end;
  while (i < limit && i - end < 2 && isSpace(codes[i])) i++;
  if (i === end || i >= limit || !isLatin(codes[i])) return true;
  const capital = text.charCodeAt(i) !== codes[i];
  if (capitalNouns) return !capital;
  if (capital || !pluralS) return true;
  let stop = i;
  while (stop < limit && stop - i < 20 && isLatin(codes[stop])) stop++;
  return (
    !(codes[stop - 1] === 115 && stop - i > 3 && codes[stop - 2] !== 115) ||
    wordFollows(grammar, codes, i, limit, cls['year-verb'])
  );
}

/**
 * Another number right before, one of three and more digits right behind (a telephone or account number), or behind a hyphen one that
 * is neither day nor year (`2015 - 32`).
 */
function besideNumber(codes: Uint16Array, start: number, end: number, first: number, limit: number): boolean {
  const digit = (at: number) => at >= first && at < limit && isDigit(codes[at]);
  const blank = (at: number) => at >= first && at < limit && isSpace(codes[at]);
  const hyphen = (at: number) => blank(at - 1) && codes[at] === HYPHEN && blank(at + 1);
  // Two digits, more than 31.
  const odd = (at: number) =>
    digit(at) && digit(at + 1) && !digit(at - 1) && !digit(at + 2) && 10 * codes[at] + codes[at + 1] - 528 > 31;
  if ((digit(start - 2) && blank(start - 1)) || (hyphen(start - 2) && odd(start - 5)) || (hyphen(end + 1) && odd(end + 3)))
    return true;
  return blank(end) && digit(end + 1) && digit(end + 2) && digit(end + 3);
}

const isHan = (codes: Uint16Array, at: number, first: number, limit: number) =>
  at >= first && at < limit && codes[at] >= 0x3400 && codes[at] < 0xfb00;
