/** Stretches of days with their values: how each grain is written, and the nth unit inside a stretch. */
import { addMonths, civil, type Day, dayOf, dayText, mondayOf, monthText, weekdayOf, weekText, yearText } from './calendar.ts';

/** Stands for an unknown year: a leap year, so that 29 February exists. */
export const OPEN = 2000;

/** A stretch of days with its value. `open`: the year is a stand-in, printed as XXXX. */
export interface Stretch {
  readonly value: string;
  readonly start: Day;
  /** Not included. */
  readonly end: Day;
  readonly grain: Grain;
}
export type Grain = 'day' | 'week' | 'month' | 'half' | 'year' | 'decade' | 'century' | 'other';

export const dayStretch = (day: Day): Stretch => ({ value: dayText(day), start: day, end: day + 1, grain: 'day' });
export const monthStretch = (year: number, month: number): Stretch => {
  const start = dayOf(year, month);
  return { value: monthText(civil(start).year, civil(start).month), start, end: addMonths(start, 1), grain: 'month' };
};
export const weekStretch = (monday: Day): Stretch => ({ value: weekText(monday), start: monday, end: monday + 7, grain: 'week' });
export const yearStretch = (year: number): Stretch => ({
  value: yearText(year),
  start: dayOf(year),
  end: dayOf(year + 1),
  grain: 'year',
});
export const partOfYear = (year: number, value: string, month: number, months: number): Stretch => ({
  value: `${yearText(year)}-${value}`,
  start: dayOf(year, month),
  end: dayOf(year, month + months),
  grain: 'half',
});
export const decadeStretch = (year: number): Stretch => ({
  value: yearText(year).slice(0, 3),
  start: dayOf(year),
  end: dayOf(year + 10),
  grain: 'decade',
});
export const daysRange = (start: Day, end: Day): Stretch => ({
  value: `${dayText(start)}/${dayText(end - 1)}`,
  start,
  end,
  grain: 'other',
});

export const quarterStretch = (year: number, index: number): Stretch => {
  const y = year + Math.floor(index / 4);
  const q = ((index % 4) + 4) % 4;
  return partOfYear(y, `Q${q + 1}`, q * 3 + 1, 3);
};
export const halfStretch = (year: number, half: number): Stretch => partOfYear(year, `H${half}`, half * 6 - 5, 6);
export const centuryStretch = (hundreds: number): Stretch => ({
  value: String(hundreds).padStart(2, '0'),
  start: dayOf(hundreds * 100),
  end: dayOf(hundreds * 100 + 100),
  grain: 'century',
});

const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, half: 6, year: 12, decade: 120, century: 1200 };
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, weekend: 7, workweek: 7, fortnight: 14 };
export function stepDays(anchor: Day, unit: string, by: number): Day {
  return unit in DAYS ? anchor + DAYS[unit] * by : addMonths(anchor, (MONTHS[unit] ?? 0) * by);
}

/** The day, or the weekday said along with it in its week. */
export const onDay = (day: Day, weekdayNumber: number | undefined): Stretch =>
  dayStretch(weekdayNumber === undefined ? day : mondayOf(day) + weekdayNumber - 1);

/** The week that holds a day, or the weekend nearest to it. */
export function around(day: Day, unit: string): Stretch {
  if (unit !== 'weekend') return weekStretch(mondayOf(day));
  const saturday = day + ((16 - weekdayOf(day)) % 7) - 3;
  return { value: `${weekText(saturday)}-WE`, start: saturday, end: saturday + 2, grain: 'other' };
}

/** The nth unit (or weekday) inside a stretch. A week belongs where its Thursday lies. */
export function nthOf(
  base: Stretch,
  nth: number,
  unit: string,
  count: number,
  weekdayNumber: number | undefined,
): Stretch | null {
  const open = base.value.startsWith('X');
  if (nth === 0) return open ? null : around(base.start, unit);
  if (unit === 'weekday' || unit === 'week' || unit === 'weekend') {
    if (open) return null;
    const pivot = unit === 'weekday' ? weekdayNumber! : unit === 'week' ? 4 : 6;
    const first = base.start + ((pivot - weekdayOf(base.start) + 7) % 7);
    const last = base.end - 1 - ((weekdayOf(base.end - 1) - pivot + 7) % 7);
    const at = nth > 0 ? first + 7 * (nth - 1) : last + 7 * (nth + 1) - 7 * (count - 1);
    if (at < base.start || at >= base.end) return null;
    if (unit === 'weekday') return dayStretch(at);
    if (unit === 'weekend') return { value: `${weekText(at)}-WE`, start: at, end: at + 2, grain: 'other' };
    const week = weekStretch(mondayOf(at));
    if (weekdayNumber !== undefined) return dayStretch(week.start + weekdayNumber - 1);
    return count > 1 ? daysRange(week.start, week.start + 7 * count) : week;
  }
  const step = (from: Day, n: number) => stepDays(from, unit, n);
  const start = nth > 0 ? step(base.start, nth - 1) : step(base.end, nth - count + 1);
  const end = step(start, count);
  if (start < base.start || end > base.end + 1) return null;
  const { year, month } = civil(start);
  const point =
    count > 1 || unit === 'half'
      ? daysRange(start, end)
      : unit === 'day'
        ? dayStretch(start)
        : unit === 'month'
          ? monthStretch(year, month)
          : unit === 'quarter'
            ? quarterStretch(year, Math.floor((month - 1) / 3))
            : yearStretch(year);
  return open ? { ...point, value: point.value.replaceAll(String(OPEN), 'XXXX') } : point;
}
