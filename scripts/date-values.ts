/** TIMEX3 values read as stretches of days, for comparing them with values written otherwise. */
import { addMonths, type Day, dayOf, weekStart } from '../src/resolve/calendar.ts';

/** First day, and the day behind the last. */
export type Days = readonly [Day, Day];

/** Months of what stands behind a year: `Q1`, `H2`, `SP`. */
const PARTS: Readonly<Record<string, readonly [first: number, months: number]>> = {
  Q1: [1, 3],
  Q2: [4, 3],
  Q3: [7, 3],
  Q4: [10, 3],
  H1: [1, 6],
  H2: [7, 6],
  SP: [3, 3],
  SU: [6, 3],
  FA: [9, 3],
  WI: [12, 3],
};

/** Days of a value; null where its year is unknown. */
export function daysOf(value: string): Days | null {
  const [first, last] = value.split('/');
  const from = pointDays(first);
  const to = last === undefined ? from : pointDays(last);
  return from && to && [from[0], to[1]];
}

function pointDays(value: string): Days | null {
  const match = /^(\d{2,4})(?:-(W?)(\d\d|[A-Z][A-Z\d])(?:-(\d\d|WE))?)?(?:T[A-Z]{2})?$/.exec(value);
  if (!match) return null;
  const [, digits, week, part, rest] = match;
  const scale = 10 ** (4 - digits.length);
  const year = Number(digits) * scale;
  if (part === undefined) return [dayOf(year), dayOf(year + scale)];
  if (week) {
    const monday = weekStart(year, Number(part));
    return rest ? [monday + 5, monday + 7] : [monday, monday + 7];
  }
  const named = PARTS[part];
  if (named) return [dayOf(year, named[0]), addMonths(dayOf(year, named[0]), named[1])];
  const start = dayOf(year, Number(part), rest ? Number(rest) : 1);
  return [start, rest ? start + 1 : addMonths(start, 1)];
}
