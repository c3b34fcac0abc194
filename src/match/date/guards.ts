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
const MONEY = asTable('$€£¥#§&=_\\');
const AMOUNT = asTable('%°€$£¥‰_');
const HYPHEN = 45;

/** Whether the rule a search has followed up to `end` may stand there. */
export function guarded(search: Search, rule: Rule, end: number): boolean {
  const { captures, depth, at, pieceEnd, home } = search;
  if (rule.bits & Flag.Home && rule.language !== home) return false;
  for (let i = Capture.Language; i < depth * Capture.Size; i += Capture.Size)
    if (captures[i] >= 0 && captures[i] !== rule.language) return false;
  if (!calendarDay(search, rule)) return false;
  const weak = (rule.bits & Flag.Weak) !== 0;
  return (pieceEnd === at - 1 || leftClear(search, at, weak)) && rightClear(search, end, weak) && wordsClear(search, rule, end);
}

/** Day and month of the rule's numbers exist in some year (the year itself, where it is said). */
function calendarDay({ grammar, captures, depth }: Search, rule: Rule): boolean {
  let day = 0;
  let month = 0;
  let year = 2000;
  for (let i = 0; i < depth * Capture.Size; i += Capture.Size) {
    const { role, end } = grammar.slots[captures[i]];
    if (role === Role.None) continue;
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
  if (MONEY[before] || (isSpace(before) && start - 2 >= first && MONEY[codes[start - 2]] && codes[start - 2] !== 61))
    return false;
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
  for (const cls of rule.unlessAfter) if (wordFollows(grammar, codes, end, limit, cls)) return false;
  if (!(rule.bits & Flag.Alone && at === first && end === limit))
    for (const cls of rule.onlyAfter) if (!wordPrecedes(grammar, codes, at, first, cls)) return false;
  for (const cls of rule.unlessBefore) if (wordPrecedes(grammar, codes, at, first, cls)) return false;
  return true;
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

/** Another number right before, or one of three and more digits right behind: a telephone or account number. */
function besideNumber(codes: Uint16Array, start: number, end: number, first: number, limit: number): boolean {
  if (start - 2 >= first && isSpace(codes[start - 1]) && isDigit(codes[start - 2])) return true;
  if (end + 3 >= limit || !isSpace(codes[end])) return false;
  return isDigit(codes[end + 1]) && isDigit(codes[end + 2]) && isDigit(codes[end + 3]);
}

const isHan = (codes: Uint16Array, at: number, first: number, limit: number) =>
  at >= first && at < limit && codes[at] >= 0x3400 && codes[at] < 0xfb00;
