/**
 * Puts dates on the time line: TIMEX3 values from what the words say and a reference date. Which rule wins is told in docs/dates.md.
 */
import type { DateParts, Timex } from '../model.ts';
import {
  addMonths,
  chineseDay,
  civil,
  type Day,
  dayOf,
  daysInMonth,
  holidayDay,
  mondayOf,
  weekdayOf,
  weekStart,
  weekText,
} from './calendar.ts';
import { edgeAround, edgeOf } from './edges.ts';
import {
  centuryStretch,
  dayStretch,
  daysRange,
  decadeStretch,
  halfStretch,
  monthStretch,
  nthOf,
  OPEN,
  onDay,
  partOfYear,
  quarterStretch,
  type Stretch,
  stepDays,
  weekStretch,
  yearStretch,
} from './stretches.ts';

export interface ResolvedDate {
  /** TIMEX3 value, or null where nothing can be said (a relative date without a reference date). */
  readonly value: string | null;
  /** What a reader should know, for `-v`; null mostly. */
  readonly warning: string | null;
}

interface Context {
  readonly anchor: Day | null;
  /** Last day in the text before this one that was put on the time line. */
  readonly previous: Day | null;
  /** Chinese weekdays mean the week of the reference date; German and English ones the nearest. */
  readonly sameWeek: boolean;
}

/** A day without a year lies in the reference year unless that is further away than this. */
const FAR = 270;
const LATEST_SHORT_YEAR = 2035;
const LATEST_DECADE = 2029;

/** Values of the dates of one document, in text order. `anchor` is an ISO date or null. */
export function resolveDates(
  dates: readonly { readonly timex: Timex }[],
  anchor: string | null,
  language: string,
): ResolvedDate[] {
  const match = anchor ? /^(\d{4})-(\d\d)-(\d\d)/.exec(anchor) : null;
  const reference = match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
  let previous: Day | null = null;
  return dates.map(({ timex }) => {
    const context: Context = { anchor: reference, previous, sameWeek: language.startsWith('zh') };
    const point = timex.until ? range(timex, context) : resolve({ ...timex.implied, ...timex.known }, context);
    if (!point) return { value: openValue(timex), warning: impossible(timex) };
    if (point.grain === 'day' && !point.value.startsWith('X')) previous = point.start;
    return { value: point.value, warning: warningOf(timex, point) };
  });
}

/** Without a reference date a weekday or a day of a month still has a shape. */
function openValue(timex: Timex): string | null {
  const { weekday, day, month, by, part } = timex.known;
  if (by !== undefined || month !== undefined || timex.until) return null;
  const shape =
    day !== undefined ? `XXXX-XX-${String(day).padStart(2, '0')}` : weekday !== undefined ? `XXXX-WXX-${weekday}` : null;
  return shape && part ? `${shape}T${part}` : shape;
}

/** `30. Februar`. */
function impossible({ known: { day, month } }: Timex): string | null {
  return day !== undefined && month !== undefined && day > daysInMonth(OPEN, month) ? `month ${month} has no day ${day}` : null;
}

function warningOf({ known, until }: Timex, point: Stretch): string | null {
  if (until || known.weekday === undefined || known.day === undefined || point.grain !== 'day' || point.value.startsWith('X'))
    return null;
  const is = weekdayOf(point.start);
  return is === known.weekday ? null : `${point.value.slice(0, 10)} is weekday ${is} of the week, the text says ${known.weekday}`;
}

function range(timex: Timex, context: Context): Stretch | null {
  const until = timex.until!;
  const first = { ...timex.implied, ...timex.known };
  const second = { ...until.implied, ...until.known };
  // `1878/79` stays in its century.
  if (second.shortYear !== undefined && second.year === undefined && first.year !== undefined)
    Object.assign(second, { year: first.year + ((second.shortYear - (first.year % 100) + 100) % 100), shortYear: undefined });
  const bareWeekday = first.weekday !== undefined && first.day === undefined;
  let from = resolve(first, bareWeekday ? { ...context, sameWeek: true } : context);
  if (!from) return null;
  const yearless = (parts: DateParts) => parts.year === undefined && parts.shortYear === undefined && parts.unit === undefined;
  let to = resolve(
    second,
    yearless(second) ? { ...context, anchor: from.value.startsWith('X') ? null : from.start, previous: null } : context,
  );
  if (!to) return null;
  const ahead = to.start < from.start;
  if (ahead && until.known.year === undefined && (yearless(second) || until.implied.year !== undefined))
    to = shifted(to, second, 1, context) ?? to;
  else if (
    ahead &&
    (timex.known.year === until.known.year || (timex.known.year === undefined && timex.known.shortYear === undefined))
  )
    from = shifted(from, first, -1, context) ?? from;
  return { value: `${from.value.split('/')[0]}/${to.value.split('/').at(-1)}`, start: from.start, end: to.end, grain: 'other' };
}

/** The same words a year later or earlier; a weekday a week later. */
function shifted(point: Stretch, parts: DateParts, years: number, context: Context): Stretch | null {
  if (point.value.startsWith('X')) return point;
  if (parts.weekday !== undefined && parts.day === undefined) return dayStretch(point.start + 7 * years);
  if (parts.month === undefined && parts.day !== undefined) return dayStretch(addMonths(point.start, years));
  const { unit, by, shortYear, ...rest } = parts;
  return resolve({ ...rest, year: civil(point.start).year + years }, context);
}

/** Resolves the parts of one point, outermost first: part of day, edge, nth, then the date itself. */
export function resolve(parts: DateParts, context: Context): Stretch | null {
  if (parts.offset) {
    const { offset, weekday: onWeekday, ...base } = parts;
    const said = base.unit !== undefined || base.month !== undefined || base.holiday !== undefined;
    // `three days from Tuesday`, `after next Friday` count from the weekday; `two weeks after Easter on Friday` ends on it.
    const counted = onWeekday !== undefined && (!said || (base.unit === 'week' && base.by !== undefined));
    const from = resolve(counted ? { ...base, weekday: onWeekday } : base, context);
    if (!from || from.value.startsWith('X')) return null;
    return onDay(stepDays(from.start, offset.unit, offset.by), counted ? undefined : onWeekday);
  }
  if (parts.lasting) {
    const { lasting, ...base } = parts;
    const from = resolve(base, context);
    return from && !from.value.startsWith('X') ? daysRange(from.start, stepDays(from.start, lasting.unit, lasting.by)) : null;
  }
  if (parts.exact && parts.weekday !== undefined && parts.unit !== undefined && Math.abs(parts.by ?? 0) > 1)
    return context.anchor === null ? null : onDay(stepDays(context.anchor, parts.unit, parts.by ?? 0), parts.weekday);
  const { part, edge, nth, nthUnit, nthCount, ...rest } = parts;
  if (part) {
    const base = resolve({ ...parts, part: undefined }, context);
    return base && { ...base, value: base.grain === 'day' ? `${base.value}T${part}` : base.value };
  }
  if (edge) {
    const base = resolve({ ...rest, nth, nthUnit, nthCount }, context);
    return base && (edgeAround(base, edge, context.anchor) ?? edgeOf(base, edge));
  }
  if (nth !== undefined) {
    const { weekday, ...frame } = rest;
    const base = resolve(frame, context);
    return base && nthOf(base, nth, nthUnit ?? 'weekday', nthCount ?? 1, weekday);
  }
  if (parts.count !== undefined) return context.anchor === null ? null : counted(parts, context.anchor);
  if (parts.holiday) return holiday(parts, context);
  if (parts.weekday !== undefined && parts.day === undefined && parts.unit !== 'day') return weekday(parts, context);
  if (parts.unit && (parts.exact || !hasFiner(parts))) return context.anchor === null ? null : stepped(parts, context.anchor);
  return calendarDate(parts, context);
}

const hasFiner = (p: DateParts) =>
  p.month !== undefined ||
  p.day !== undefined ||
  p.week !== undefined ||
  p.quarter !== undefined ||
  p.half !== undefined ||
  p.season !== undefined ||
  p.decade !== undefined;

/** `last week`, `in three months`, `yesterday`: steps of a unit from the reference date. */
function stepped(parts: DateParts, anchor: Day): Stretch | null {
  const by = parts.by ?? 0;
  const { year, month } = civil(anchor);
  if (parts.exact) return dayStretch(stepsFrom(anchor, parts, by));
  switch (parts.unit) {
    case 'day':
      return dayStretch(anchor + by);
    case 'week':
      return weekStretch(mondayOf(anchor) + 7 * by);
    case 'weekend': {
      const monday = mondayOf(anchor) + 7 * by;
      return { value: `${weekText(monday)}-WE`, start: monday + 5, end: monday + 7, grain: 'other' };
    }
    case 'workweek':
      return daysRange(mondayOf(anchor) + 7 * by, mondayOf(anchor) + 7 * by + 5);
    case 'fortnight':
      return daysRange(mondayOf(anchor) + 14 * by, mondayOf(anchor) + 14 * by + 14);
    case 'month':
      return monthStretch(year, month + by);
    case 'quarter':
      return quarterStretch(year, Math.floor((month - 1) / 3) + by);
    case 'half': {
      const index = Math.floor((month - 1) / 6) + by;
      return halfStretch(year + Math.floor(index / 2), (((index % 2) + 2) % 2) + 1);
    }
    case 'year':
      return yearStretch(year + by);
    case 'decade':
      return decadeStretch((Math.floor(year / 10) + by) * 10);
    case 'century':
      return centuryStretch(Math.floor(year / 100) + by);
    default:
      return null;
  }
}

/** `the next three days`: behind or ahead of the reference date, itself not included; whole quarters and decades. */
function counted(parts: DateParts, anchor: Day): Stretch | null {
  const { unit, count } = parts;
  if (!unit || !count) return null;
  if (unit === 'quarter' || unit === 'decade' || unit === 'century') {
    const first = stepped({ unit, by: count < 0 ? count : 1 }, anchor)!;
    const last = stepped({ unit, by: count < 0 ? -1 : count }, anchor)!;
    return daysRange(first.start, last.end);
  }
  const far = stepsFrom(anchor, parts, count);
  return count < 0 ? daysRange(far, anchor) : daysRange(anchor + 1, far + 1);
}

/** The day so many units from another, further steps behind them. */
const stepsFrom = (day: Day, { unit, further = [] }: DateParts, by: number): Day =>
  further.reduce((from, step) => stepDays(from, step.unit, step.by), stepDays(day, unit!, by));

function weekday(parts: DateParts, { anchor, sameWeek }: Context): Stretch | null {
  const day = parts.weekday!;
  if (parts.year !== undefined && parts.week !== undefined) return dayStretch(weekStart(parts.year, parts.week) + day - 1);
  if (anchor === null) return null;
  if (parts.exact && parts.by) {
    const ahead = (day - weekdayOf(anchor) + 7) % 7;
    return dayStretch(parts.by > 0 ? anchor + (ahead || 7) + 7 * (parts.by - 1) : anchor - (7 - ahead) + 7 * (parts.by + 1));
  }
  const inWeek = mondayOf(anchor) + day - 1;
  if (parts.by !== undefined) return dayStretch(inWeek + (parts.unit === 'fortnight' ? 14 : 7) * parts.by);
  if (sameWeek) return dayStretch(inWeek);
  return dayStretch(inWeek - anchor > 3 ? inWeek - 7 : anchor - inWeek > 3 ? inWeek + 7 : inWeek);
}

/** The year of a date that names none: of the reference date, or the one before or after where that is much nearer. */
function nearestYear(anchor: Day, at: (year: number) => Day | null, by: number | undefined): number {
  const { year } = civil(anchor);
  const here = at(year);
  if (by !== undefined && by !== 0 && here !== null)
    return by > 0 ? year + (here > anchor ? by - 1 : by) : year + (here < anchor ? by + 1 : by);
  if (by === 0 || here === null) return year;
  if (here - anchor > FAR) return year - 1;
  return anchor - here > FAR ? year + 1 : year;
}

function holiday(parts: DateParts, context: Context): Stretch | null {
  const rule = parts.holiday!;
  const known = knownYear(parts, context);
  if (known === null && context.anchor === null)
    return /^\d/.test(rule) ? { ...dayStretch(holidayDay(rule, OPEN)!), value: `XXXX-${rule}` } : null;
  const year = known ?? nearestYear(context.anchor!, (y) => holidayDay(rule, y), parts.by);
  const day = holidayDay(rule, year);
  return day === null ? null : dayStretch(day);
}

/** The year the words give: in full, by two digits, or counted from the reference date. */
function knownYear(parts: DateParts, { anchor }: Context): number | null {
  if (parts.year !== undefined) return parts.year;
  if (parts.shortYear !== undefined) return fullYear(parts.shortYear, anchor);
  if (parts.unit === 'year' && anchor !== null) return civil(anchor).year + (parts.by ?? 0);
  return null;
}

function fullYear(short: number, anchor: Day | null): number {
  const latest = anchor === null ? LATEST_SHORT_YEAR : civil(anchor).year + 15;
  let year = 1900 + short;
  while (year + 100 <= latest) year += 100;
  return year;
}

function calendarDate(parts: DateParts, context: Context): Stretch | null {
  if (parts.decade !== undefined) return decade(parts, context);
  if (parts.century !== undefined) return centuryStretch(parts.century - 1);
  const { anchor, previous } = context;
  const known = knownYear(parts, context);
  if (parts.unit === 'month' && parts.day !== undefined && parts.month === undefined) {
    if (anchor === null) return null;
    const { year, month } = civil(addMonths(dayOf(civil(anchor).year, civil(anchor).month), parts.by ?? 0));
    return parts.day > daysInMonth(year, month) ? null : dayStretch(dayOf(year, month, parts.day));
  }
  if (parts.month === undefined && parts.day !== undefined) return dayAlone(parts, context);
  const near = anchor ?? (parts.day !== undefined ? previous : null);
  const whole = known ?? (near === null ? null : yearOf(parts, near));
  const point = inYear(parts, whole ?? OPEN);
  if (!point || whole !== null) return point;
  if (parts.lunar || parts.week !== undefined)
    return parts.week === undefined ? null : { ...point, value: `XXXX${point.value.slice(4)}` };
  return { ...point, value: point.value.replaceAll(String(OPEN), 'XXXX') };
}

/** The year for a month or a day of one; a weekday said with it must agree where some near year can. */
function yearOf(parts: DateParts, anchor: Day): number {
  const { year } = civil(anchor);
  if (parts.month === undefined && parts.by === undefined) return year;
  if (parts.month === undefined) return nearestYear(anchor, (y) => inYear(parts, y)?.start ?? null, parts.by);
  const day = parts.day ?? Math.min(civil(anchor).day, 28);
  const exists = (y: number) => parts.lunar || day <= daysInMonth(y, parts.month!);
  const at = (y: number) => (parts.lunar ? chineseDay(y, parts.month!, day) : dayOf(y, parts.month, day));
  const agrees = (y: number) =>
    exists(y) && (parts.weekday === undefined || parts.nth !== undefined || weekdayOf(at(y)) === parts.weekday);
  const nearest = nearestYear(anchor, at, parts.by);
  if (agrees(nearest)) return nearest;
  for (const offset of [0, 1, -1]) if (agrees(year + offset)) return year + offset;
  return nearest;
}

/** A day without its month: the month of the date before it in the text, else of the reference date. */
function dayAlone(parts: DateParts, { anchor, previous }: Context): Stretch | null {
  const near = previous ?? anchor;
  if (near === null) return null;
  const { year, month } = civil(near);
  const day = parts.day!;
  for (const offset of parts.weekday === undefined
    ? [0, -1, 1]
    : [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6, -7, 7, -8, 8, -9, 9, -10, 10, -11, 11]) {
    const first = civil(dayOf(year, month + offset));
    if (day > daysInMonth(first.year, first.month)) continue;
    const at = dayOf(first.year, first.month, day);
    if (parts.weekday === undefined || weekdayOf(at) === parts.weekday) return dayStretch(at);
  }
  return null;
}

/** First months of the seasons; winter begins in December and is named by its first year. */
const SEASONS: Readonly<Record<string, number>> = { SP: 3, SU: 6, FA: 9, WI: 12 };

function inYear(parts: DateParts, year: number): Stretch | null {
  if (parts.lunar && parts.month !== undefined) {
    if (parts.day !== undefined) return dayStretch(chineseDay(year, parts.month, parts.day));
    const start = chineseDay(year, parts.month, 1);
    return daysRange(start, start + 29);
  }
  if (parts.day !== undefined && parts.month !== undefined)
    return parts.day > daysInMonth(year, parts.month) ? null : dayStretch(dayOf(year, parts.month, parts.day));
  if (parts.month !== undefined) return monthStretch(year, parts.month);
  if (parts.week !== undefined) return weekStretch(weekStart(year, parts.week));
  if (parts.quarter !== undefined) return quarterStretch(year, parts.quarter - 1);
  if (parts.half !== undefined) return halfStretch(year, parts.half);
  if (parts.season !== undefined) return partOfYear(year, parts.season, SEASONS[parts.season] ?? 1, 3);
  return yearStretch(year);
}

function decade(parts: DateParts, { anchor }: Context): Stretch {
  const said = parts.decade!;
  if (said >= 100) return decadeStretch(said);
  if (parts.century !== undefined) return decadeStretch((parts.century - 1) * 100 + said);
  if (parts.unit === 'century' && anchor !== null)
    return decadeStretch((Math.floor(civil(anchor).year / 100) + (parts.by ?? 0)) * 100 + said);
  const latest = anchor === null ? LATEST_DECADE : civil(anchor).year;
  return decadeStretch(2000 + said <= latest ? 2000 + said : 1900 + said);
}
