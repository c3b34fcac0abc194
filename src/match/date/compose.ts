/**
 * Puts date pieces together: weekday and day, day and part of day, year and month said apart, then ranges and lists. Two pieces
 * are joined when the gap between them is one of the grammar's gap words and their parts complete each other.
 */
import { Gap } from '../../dictionary/date-grammar.ts';
import type { DateParts } from '../../model.ts';
import { Flag, type Grammar, isDigit, isSpace } from './grammar.ts';
import { wordAfter, wordBefore, wordFollows } from './guards.ts';
import type { Piece } from './scan.ts';

/** Calendar levels, coarse to fine; a piece holds a set of them. */
const Level = {
  Century: 1,
  Decade: 2,
  Year: 4,
  Half: 8,
  Month: 16,
  Week: 32,
  Day: 64,
  Weekday: 128,
  Part: 256,
  Edge: 512,
} as const;
const PARTS: readonly (readonly [keyof DateParts, number])[] = [
  ['century', Level.Century],
  ['decade', Level.Decade],
  ['year', Level.Year],
  ['shortYear', Level.Year],
  ['half', Level.Half],
  ['quarter', Level.Half],
  ['season', Level.Half],
  ['month', Level.Month],
  ['week', Level.Week],
  ['day', Level.Day],
  ['holiday', Level.Month | Level.Day],
  ['weekday', Level.Weekday],
  ['part', Level.Part],
  ['edge', Level.Edge],
];
const UNITS: Readonly<Record<string, number>> = {
  day: Level.Day,
  week: Level.Week,
  weekend: Level.Week,
  workweek: Level.Week,
  fortnight: Level.Week,
  month: Level.Month,
  quarter: Level.Half,
  half: Level.Half,
  season: Level.Half,
  year: Level.Year,
  decade: Level.Decade,
  century: Level.Century,
};
const DATES = Level.Century | Level.Decade | Level.Year | Level.Half | Level.Month | Level.Week | Level.Day | Level.Weekday;

function levelsOf(parts: DateParts): number {
  let levels = 0;
  for (const [key, level] of PARTS) if (parts[key] !== undefined) levels |= level;
  if (parts.unit) levels |= UNITS[parts.unit];
  if (parts.nthUnit) levels |= UNITS[parts.nthUnit];
  if (parts.nth !== undefined && parts.weekday !== undefined && !parts.nthUnit) levels = (levels | Level.Day) & ~Level.Weekday;
  return levels;
}

/** A composed date: one point or a range, its rule names. */
export interface Composed {
  start: number;
  end: number;
  rules: readonly string[];
  /** Bits of Flag. */
  flags: number;
  from: DateParts;
  to: DateParts | null;
  /** Parts `from` and `to` take over from their neighbours. */
  impliedFrom: DateParts;
  impliedTo: DateParts;
}

const INCOMPLETE = Flag.Partial | Flag.End;
const NOTHING: DateParts = {};

/** Dates of pieces in text order: pieces near each other are put together, and what alone is no date left out. */
export function composeDates(
  grammar: Grammar,
  codes: Uint16Array,
  pieces: readonly Piece[],
  first: number,
  limit: number,
): Composed[] {
  const out: Composed[] = [];
  for (let from = 0, to = 1; from < pieces.length; from = to++) {
    while (to < pieces.length && pieces[to].start - pieces[to - 1].end <= reach(grammar)) to++;
    const alone = to === from + 1 && !pieces[from].split;
    const dates = alone ? [composed(pieces[from])] : bound(grammar, codes, pieces.slice(from, to), first, limit);
    for (const date of dates)
      if (date.to || !(date.flags & INCOMPLETE)) out.push(withTail(grammar, codes, opened(grammar, codes, date, first), limit));
  }
  return out;
}

/** Pieces further apart stand alone. */
const reach = ({ longestGap }: Grammar) => longestGap + 4;

function composed({ start, end, rule, from, to }: Piece): Composed {
  return { start, end, rules: rule.names, flags: rule.bits, from, to, impliedFrom: NOTHING, impliedTo: NOTHING };
}

/** The two members of a list, each with what the rule says of it. */
function members(piece: Piece): Composed[] {
  const { split, to } = piece;
  if (!split || !to) return [composed(piece)];
  const whole = composed(piece);
  return [
    { ...whole, end: split[0], to: null },
    { ...whole, start: split[1], from: to, to: null },
  ];
}

/** Neighbours that complete each other as one, then ranges and lists of them. */
function bound(grammar: Grammar, codes: Uint16Array, pieces: readonly Piece[], first: number, limit: number): Composed[] {
  // First what counts from a date takes the date it counts from.
  const counted: Composed[] = [];
  for (const date of pieces.flatMap(members)) {
    const last = counted[counted.length - 1];
    if (!last || !isOffset(last) || !merge(grammar, codes, last, date, limit)) counted.push(date);
  }
  const merged: Composed[] = [];
  for (const date of counted) {
    const last = merged[merged.length - 1];
    if (!isOffset(date) && (!last || parallel(grammar, codes, last, date, first) || !merge(grammar, codes, last, date, limit)))
      merged.push(date);
  }
  const linked: Composed[] = [];
  for (const date of merged) {
    const last = linked[linked.length - 1];
    if (!last || !link(grammar, codes, last, date, first, limit)) linked.push(date);
  }
  return linked;
}

/** `two weeks after` before its date. */
const isOffset = ({ from }: Composed) => from.offset !== undefined && levelsOf(from) === 0;

/** `Freitag / Samstag, 18. / 19. März`: the last of a list of weekdays does not belong to the first of a list of days. */
function parallel(grammar: Grammar, codes: Uint16Array, last: Composed, next: Composed, first: number): boolean {
  const list = grammar.classNumbers['weekday-list'];
  return (
    (next.flags & Flag.List) !== 0 &&
    levelsOf(last.from) === Level.Weekday &&
    wordBefore(grammar, codes, last.start, first, list) >= 0
  );
}

/** What binds two neighbours: bits of Gap, 0 where they stand apart. */
function gapOf(grammar: Grammar, codes: Uint16Array, start: number, end: number): number {
  if (end - start > reach(grammar)) return 0;
  let gap = '';
  for (let i = start; i < end; i++) {
    if (!isSpace(codes[i])) gap += String.fromCharCode(codes[i]);
    else if (!gap.endsWith(' ')) gap += ' ';
  }
  return gap === ' ' || gap === '' ? Gap.Join : (grammar.gapOf.get(gap) ?? grammar.gapOf.get(gap.trim()) ?? 0);
}

const lowest = (levels: number) => levels & -levels;
const highest = (levels: number) => 1 << (31 - Math.clz32(levels));
/** Every level of `a` is coarser than every level of `b`. */
const coarser = (a: number, b: number) => highest(a) < lowest(b);

/** Joins `next` to `last` where their parts complete each other; says whether it did. */
function merge(grammar: Grammar, codes: Uint16Array, last: Composed, next: Composed, limit: number): boolean {
  const gap = gapOf(grammar, codes, last.end, next.start);
  if (!gap || last.to || next.to) return false;
  if (last.from.count || next.from.count) return counted(last, next, gap);
  const a = levelsOf(last.from);
  const b = levelsOf(next.from);
  if (a & b && !(a & b & Level.Week)) return false;
  const parts = mergedParts(last, next, a, b, gap);
  if (!parts) return false;
  last.from = parts;
  last.end = next.end;
  if (gap & Gap.Open && codes[last.end] === 41) last.end++;
  last.rules = [...last.rules, ...next.rules];
  last.flags = last.flags & next.flags & Flag.Partial ? last.flags : 0;
  return last.end <= limit;
}

/** `the last three weeks of 2019`: a count inside a frame is its first or last so many, not those around the reference date. */
function counted(last: Composed, next: Composed, gap: number): boolean {
  const [count, frame] = last.from.count ? [last, next] : [next, last];
  const zhOrder = frame === last;
  if (
    !(count.flags & Flag.Frame) ||
    frame.from.count ||
    !(levelsOf(frame.from) & (Level.Year | Level.Month | Level.Half | Level.Decade))
  )
    return false;
  if (levelsOf(frame.from) & Level.Day || !(gap & (zhOrder ? Gap.Join | Gap.Of : Gap.Of))) return false;
  const { count: n, unit } = count.from;
  last.from = { ...frame.from, nth: zhOrder === n! < 0 ? 1 : -1, nthUnit: unit, nthCount: Math.abs(n!) };
  last.end = next.end;
  last.rules = [...last.rules, ...next.rules];
  last.flags = 0;
  return true;
}

function mergedParts(last: Composed, next: Composed, a: number, b: number, gap: number): DateParts | null {
  const both = { ...last.from, ...next.from };
  const day = (levels: number) => (levels & Level.Day) !== 0;
  if (a & b) return null;
  if (a === 0 && (last.from.offset || last.from.lasting)) return b & DATES && gap & Gap.Join ? both : null;
  if (next.from.lasting) return a & DATES && gap & Gap.Join ? both : null;
  if (
    last.from.unit === 'week' &&
    a === (Level.Week | Level.Weekday) &&
    b === (Level.Month | Level.Day) &&
    gap & (Gap.Join | Gap.Comma | Gap.Weekday | Gap.Open)
  )
    return { ...next.from, weekday: last.from.weekday };
  if (a === Level.Weekday && last.from.by === undefined && (next.from.exact || next.from.offset))
    return gap & (Gap.Join | Gap.Comma) ? both : null;
  if (b === Level.Weekday && next.from.by === undefined && (last.from.exact || last.from.offset))
    return gap & Gap.Weekday ? both : null;
  if (a === Level.Weekday && last.from.by === undefined)
    return day(b) && !(b & Level.Weekday) && gap & (Gap.Join | Gap.Comma | Gap.Weekday | Gap.Open) ? both : null;
  if (b === Level.Weekday && next.from.by === undefined) {
    if (a & Level.Week) return gap & (Gap.Join | Gap.Of | Gap.Weekday) ? both : null;
    return day(a) && !(a & Level.Weekday) && gap & (Gap.Join | Gap.Comma | Gap.Open) ? both : null;
  }
  if (b === Level.Part) return a & (Level.Day | Level.Weekday) && gap & Gap.Join ? both : null;
  if (a === Level.Part) return b & (Level.Day | Level.Weekday) && gap & Gap.Of ? both : null;
  if (a === Level.Edge) return b & DATES && !day(b) && gap & (Gap.Join | Gap.Of) ? both : null;
  if (b === Level.Edge) return a & DATES && !day(a) && gap & Gap.Join && next.flags & Flag.Suffix ? both : null;
  if (!(a & DATES) || !(b & DATES)) return null;
  const twoSteps = last.from.unit !== undefined && next.from.unit !== undefined;
  if (coarser(a & DATES, b & DATES)) {
    if (twoSteps || !(gap & (Gap.Join | Gap.Of)) || (b & Level.Weekday && !next.from.nth)) return null;
    return gap & Gap.Join || a & Level.Year || next.from.nth !== undefined ? both : null;
  }
  if (
    coarser(b & DATES, a & DATES) &&
    gap & (Gap.Of | (next.from.year || next.from.by !== undefined ? Gap.Join | Gap.Comma : 0))
  ) {
    const { unit, by, ...rest } = last.from;
    if (gap & Gap.Of && unit && (by === 1 || by === -1) && unit !== 'day')
      return { ...rest, ...next.from, nth: by === -1 ? -1 : 1, nthUnit: unit };
    return twoSteps ? null : both;
  }
  return null;
}

/** Makes a range of two dates, or passes the month and year of a list's last member on to the one before. */
function link(grammar: Grammar, codes: Uint16Array, last: Composed, next: Composed, first: number, limit: number): boolean {
  const gap = gapOf(grammar, codes, last.end, next.start);
  if (!(gap & (Gap.To | Gap.And | Gap.Comma)) || last.to || next.to || (last.flags | next.flags) & Flag.Partial) return false;
  const a = levelsOf(last.from) & DATES;
  const b = levelsOf(next.from) & DATES;
  const between = wordBefore(grammar, codes, last.start, first, grammar.classNumbers.between) >= 0;
  if (!a || !b || highest(a) !== highest(b)) {
    if (!(gap & Gap.To || between) || !openRange(last.from, next.from, a, b)) return false;
  }
  const closing = grammar.classNumbers['between-end'];
  const closed = gap & Gap.And && closing >= 0 ? wordAfter(grammar, codes, next.end, limit, closing) : -1;
  if (!(gap & Gap.To) && !between && closed < 0) {
    if (gap & Gap.And && highest(a) === highest(b)) last.impliedFrom = { ...carried(next.from, last.from), ...last.impliedFrom };
    return false;
  }
  last.impliedFrom = carried(next.from, last.from);
  last.impliedTo = carried(last.from, next.from);
  last.to = next.from;
  last.end = Math.max(next.end, closed);
  last.rules = [...last.rules, ...next.rules, 'range'];
  return true;
}

/** Ends of unlike grain still make a range where both are dates in their own right: `2014 to May 2018`, `May 3 to tomorrow`. */
function openRange(from: DateParts, to: DateParts, a: number, b: number): boolean {
  const anchored = (parts: DateParts, levels: number) =>
    parts.unit !== undefined || parts.year !== undefined || (levels & Level.Month) !== 0 || (levels & Level.Weekday) !== 0;
  return a !== 0 && b !== 0 && anchored(from, a) && anchored(to, b);
}

const CARRIED: readonly (keyof DateParts)[] = ['year', 'shortYear', 'month', 'week', 'unit', 'by', 'half'];
/** Coarser parts `to` lacks and `from` has. */
function carried(from: DateParts, to: DateParts): DateParts {
  const levels = levelsOf(to) & DATES;
  if (!levels || to.unit || to.by !== undefined) return {};
  const out: Record<string, unknown> = {};
  for (const key of CARRIED) {
    const value = from[key];
    if (value === undefined || to[key] !== undefined || (from.unit === 'day' && (key === 'unit' || key === 'by'))) continue;
    const level = key === 'unit' || key === 'by' ? UNITS[from.unit!] : PARTS.find((p) => p[0] === key)![1];
    if (
      level < lowest(levels) &&
      !(key === 'year' && to.shortYear !== undefined) &&
      !(key === 'shortYear' && to.year !== undefined)
    )
      out[key] = value;
  }
  return out as DateParts;
}

/** `between` belongs to the range it opens. */
function opened(grammar: Grammar, codes: Uint16Array, date: Composed, first: number): Composed {
  const at = date.to ? wordBefore(grammar, codes, date.start, first, grammar.classNumbers.between) : -1;
  if (at >= 0) date.start = at;
  return date;
}

/** Coordinated tails (`或之前`, `or later`) belong to the expression. */
function withTail(grammar: Grammar, codes: Uint16Array, date: Composed, limit: number): Composed {
  const cls = grammar.classNumbers.tail;
  const end = wordAfter(grammar, codes, date.end, limit, cls);
  if (
    end >= 0 &&
    !isDigit(codes[isSpace(codes[end]) ? end + 1 : end] ?? 0) &&
    !wordFollows(grammar, codes, end, limit, grammar.classNumbers['tail-stop'])
  )
    date.end = end;
  return date;
}
