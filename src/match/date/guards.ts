/**
 * What must not stand around a date piece: a number that goes on, a currency, a percent sign, a unit behind a bare year.
 * Each check looks at a bounded window.
 */
import type { DateRule } from '../../dictionary/date-grammar.ts';
import { classNumber, endsWord, type Grammar, isDigit, isLatin, isSpace, trieStep } from './grammar.ts';
import type { Capture } from './parts.ts';
import { startsWord } from './read.ts';

const SEPARATORS = new Set([...'.,:/-'].map((c) => c.charCodeAt(0)));
const MONEY = new Set([...'$€£¥#§&=_\\'].map((c) => c.charCodeAt(0)));
const AMOUNT = new Set([...'%°€$£¥‰_'].map((c) => c.charCodeAt(0)));
const HYPHEN = 45;

export function guarded(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  first: number,
  limit: number,
  rule: DateRule,
  home: number,
  captures: readonly Capture[],
  pieceEnd: number,
): boolean {
  if (rule.flags.includes('home') && rule.language !== home) return false;
  for (const { language } of captures) if (language >= 0 && language !== rule.language) return false;
  if (!calendarDay(rule, captures)) return false;
  const weak = rule.flags.includes('weak');
  return (
    (pieceEnd === start - 1 || leftClear(text, codes, start, first, weak)) &&
    rightClear(text, codes, end, limit, weak) &&
    wordsClear(grammar, text, codes, start, end, first, limit, rule, home)
  );
}

/** Day and month of the rule's numbers exist in some year (the year itself, where it is said). */
function calendarDay(rule: DateRule, captures: readonly Capture[]): boolean {
  let day = 0;
  let month = 0;
  let year = 2000;
  for (const { slot, value } of captures) {
    if (slot.field === 'ymd')
      return calendar(Number(value) % 100, Math.floor(Number(value) / 100) % 100, Math.floor(Number(value) / 10000));
    if (slot.field === 'decade' && Number(value) % 10) return false;
    if (slot.side === '<') {
      if (slot.field === 'year') year = Number(value);
      continue;
    }
    if (slot.side === '>' && slot.field === 'shortyear' && (((Number(value) - year) % 100) + 100) % 100 > 10) return false;
    if (slot.field === 'd' || slot.field === 'dd' || slot.field === 'day') day = Number(value);
    if (slot.field === 'm' || slot.field === 'mm' || slot.field === 'month') month = Number(value);
    if (slot.field === 'y' || slot.field === 'year') year = Number(value);
  }
  if (rule.parts.lunar) return day <= 30;
  return !day || !month || calendar(day, month, year);
}

function calendar(day: number, month: number, year: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function leftClear(text: string, codes: Uint16Array, start: number, first: number, weak: boolean): boolean {
  if (start === first) return true;
  const before = codes[start - 1];
  if (!isDigit(codes[start]))
    return before !== HYPHEN || !weak || start - 1 === first || isSpace(codes[start - 2]) || isDigit(codes[start - 2]);
  if (isLatin(before) && !startsWord(text, start)) return false;
  if (MONEY.has(before) || (isSpace(before) && start - 2 >= first && MONEY.has(codes[start - 2]) && codes[start - 2] !== 61))
    return false;
  if (!SEPARATORS.has(before) || start - 1 === first) return true;
  const further = codes[start - 2];
  if (isDigit(further)) return false;
  return !weak || before === 44 || before === 58 || !(isLatin(further) && (before === HYPHEN || before === 46 || before === 47));
}

function rightClear(text: string, codes: Uint16Array, end: number, limit: number, weak: boolean): boolean {
  if (end >= limit) return true;
  const after = codes[end];
  const last = codes[end - 1];
  if (isLatin(last) && isLatin(after)) return startsWord(text, end);
  if (!isDigit(last)) return last !== 46 || !isDigit(after);
  if (isDigit(after) || AMOUNT.has(after)) return false;
  if (isLatin(after)) return startsWord(text, end) || (after === 116 && isDigit(codes[end + 1] ?? 0) && !weak);
  if (SEPARATORS.has(after) && end + 1 < limit) {
    if (isDigit(codes[end + 1])) return !weak && (after === HYPHEN || after === 44);
    if (after === HYPHEN && weak && isLatin(codes[end + 1])) return false;
  }
  if (isSpace(after) && end + 1 < limit && AMOUNT.has(codes[end + 1])) return false;
  return true;
}

/** Words that tell a quantity, a title or a model from a date: `not-after` and `not-before` words, `needs-before` ones. */
function wordsClear(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  first: number,
  limit: number,
  rule: DateRule,
  home: number,
): boolean {
  if (rule.flags.includes('year')) return yearStands(grammar, text, codes, start, end, first, limit, home);
  for (const flag of rule.flags) {
    const at = flag.indexOf(':');
    if (at < 0) continue;
    const cls = classNumber(grammar, flag.slice(at + 1));
    if (flag.startsWith('unless-after:') && wordFollows(grammar, codes, end, limit, cls)) return false;
    if (
      flag.startsWith('only-after:') &&
      !(rule.flags.includes('alone') && start === first && end === limit) &&
      !wordPrecedes(grammar, codes, start, first, cls)
    )
      return false;
    if (flag.startsWith('unless-before:') && wordPrecedes(grammar, codes, start, first, cls)) return false;
  }
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

/** Whether a word of the class ends just before `at`, blanks skipped; tried from each of the 16 places before. */
export function wordPrecedes(grammar: Grammar, codes: Uint16Array, at: number, first: number, cls: number): boolean {
  return wordBefore(grammar, codes, at, first, cls) >= 0;
}

/** Start of the longest word of the class that ends just before `at` (blanks skipped), or -1. */
export function wordBefore(grammar: Grammar, codes: Uint16Array, at: number, first: number, cls: number): number {
  let end = at;
  while (end > first && at - end < 3 && isSpace(codes[end - 1])) end--;
  for (let from = Math.max(first, end - 16); from < end; from++) {
    if (from > first && isLatin(codes[from - 1]) && isLatin(codes[from])) continue;
    let state = trieStep(grammar, 0, codes[from]);
    for (let i = from + 1; i < end && state; i++) state = trieStep(grammar, state, codes[i]);
    if (state && endsWord(grammar, state, cls)) return from;
  }
  return -1;
}

/**
 * Whether four digits alone are a year. A word that expects a time before them (seit, in, since) says yes unless a unit follows;
 * else what follows must not read as the thing counted: a unit, in German any noun, in English a plural.
 */
function yearStands(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  start: number,
  end: number,
  first: number,
  limit: number,
  home: number,
): boolean {
  const cls = (name: string) => classNumber(grammar, name);
  if (wordFollows(grammar, codes, end, limit, cls('not-year-after'))) return false;
  if (wordPrecedes(grammar, codes, start, first, cls('not-year-before'))) return false;
  if (besideNumber(codes, start, end, first, limit)) return false;
  if (wordPrecedes(grammar, codes, start, first, cls('year-before'))) return true;
  if (grammar.settings[home]?.has('unspaced') && (isHan(codes, start - 1, first, limit) || isHan(codes, end, first, limit)))
    return false;
  let i = end;
  while (i < limit && i - end < 2 && isSpace(codes[i])) i++;
  if (i === end || i >= limit || !isLatin(codes[i])) return true;
  const settings = grammar.settings[home];
  const capital = text.charCodeAt(i) !== codes[i];
  if (settings?.has('nouns-are-capital')) return !capital;
  if (capital || !settings?.has('plural-s')) return true;
  let stop = i;
  while (stop < limit && stop - i < 20 && isLatin(codes[stop])) stop++;
  return (
    !(codes[stop - 1] === 115 && stop - i > 3 && codes[stop - 2] !== 115) ||
    wordFollows(grammar, codes, i, limit, cls('year-verb'))
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
