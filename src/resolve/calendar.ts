/** Calendar arithmetic on day numbers (days since 1970-01-01): no time zones, no clock. */

export type Day = number;

export const dayOf = (year: number, month = 1, day = 1): Day => {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year + (date.getUTCFullYear() - 2000));
  return Math.round(date.getTime() / 864e5);
};
export const civil = (day: Day): { year: number; month: number; day: number } => {
  const date = new Date(day * 864e5);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};
/** 1 is Monday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;
export const mondayOf = (day: Day): Day => day - weekdayOf(day) + 1;
export const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The same day `months` later, cut to the length of its month. */
export function addMonths(day: Day, months: number): Day {
  const from = civil(day);
  const index = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (((index % 12) + 12) % 12) + 1;
  return dayOf(year, month, Math.min(from.day, daysInMonth(year, month)));
}

/** ISO 8601 week: week 1 holds the year's first Thursday. */
export function isoWeek(day: Day): { year: number; week: number } {
  const thursday = mondayOf(day) + 3;
  const { year } = civil(thursday);
  return { year, week: Math.floor((thursday - dayOf(year)) / 7) + 1 };
}
export const weekStart = (year: number, week: number): Day => mondayOf(dayOf(year, 1, 4)) + (week - 1) * 7;

const two = (n: number) => String(n).padStart(2, '0');
export const yearText = (year: number) => String(year).padStart(4, '0');
export const monthText = (year: number, month: number) => `${yearText(year)}-${two(month)}`;
export const dayText = (day: Day) => {
  const { year, month, day: d } = civil(day);
  return `${monthText(year, month)}-${two(d)}`;
};
export const weekText = (day: Day) => {
  const { year, week } = isoWeek(day);
  return `${yearText(year)}-W${two(week)}`;
};

/** Easter Sunday, Gregorian: Meeus, Astronomical Algorithms (1991), chapter 8 (the "anonymous" computus). */
export function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1);
}

const calendars = new Map<string, Intl.DateTimeFormat>();
/** Month and day in another calendar of `Intl` (CLDR/ICU data). A leap month keeps its number with a `bis`. */
function partsIn(calendar: string, day: Day): { month: string; day: number } {
  let format = calendars.get(calendar);
  if (!format)
    calendars.set(
      calendar,
      (format = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, { month: 'numeric', day: 'numeric', timeZone: 'UTC' })),
    );
  const parts = format.formatToParts(new Date(day * 864e5));
  return { month: parts.find((p) => p.type === 'month')!.value, day: Number(parts.find((p) => p.type === 'day')!.value) };
}

const newYears = new Map<number, Day[]>();
/** First days of the twelve or thirteen months of a Chinese year; leap months left out. */
function chineseMonths(year: number): Day[] {
  const known = newYears.get(year);
  if (known) return known;
  let at = dayOf(year, 1, 20);
  const is = (month: string, day: number) => {
    const here = partsIn('chinese', at);
    return here.month === month && here.day === day;
  };
  while (!is('1', 1) && at < dayOf(year, 2, 23)) at++;
  const starts: Day[] = [];
  for (let i = 0; i < 13; i++) {
    if (!partsIn('chinese', at).month.includes('bis')) starts.push(at);
    at += 29;
    if (partsIn('chinese', at).day !== 1) at++;
  }
  newYears.set(year, starts);
  return starts;
}
/** Day of the Chinese calendar in the year that begins in the Gregorian `year`. */
export const chineseDay = (year: number, month: number, day: number): Day => chineseMonths(year)[month - 1] + day - 1;

/** Day of the Umm al-Qura calendar that falls in the Gregorian `year` (the first, where two do). */
function islamicDay(year: number, month: number, day: number): Day | null {
  for (let at = dayOf(year); at < dayOf(year + 1); at++) {
    const here = partsIn('islamic-umalqura', at);
    if (Number(here.month) === month && here.day === day) return at;
  }
  return null;
}

/** The nth (-1: last) weekday of a month. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): Day {
  if (nth < 0) {
    const last = dayOf(year, month, daysInMonth(year, month));
    return last - ((weekdayOf(last) - weekday + 7) % 7) + (nth + 1) * 7;
  }
  const first = dayOf(year, month);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}

/**
 * Day of a holiday in a year, or null. Rules: `MM-DD`; `easter+1`; `nth-M-W-N` the Nth weekday W of month M; `advent-N` the Nth
 * Sunday before Christmas; `lunar-MM-DD`; `islamic-MM-DD`; `qingming`; each may end in `+n` or `-n` days after a blank-free sign.
 */
export function holidayDay(rule: string, year: number): Day | null {
  const fixed = /^(\d\d)-(\d\d)$/.exec(rule);
  if (fixed) return dayOf(year, Number(fixed[1]), Number(fixed[2]));
  const match = /^(easter|qingming|(?:nth|advent|lunar|islamic)((?:_-?\d+)+))([+-]\d+)?$/.exec(rule);
  if (!match) return null;
  const numbers = (match[2] ?? '').split('_').slice(1).map(Number);
  const shift = Number(match[3] ?? 0);
  const [a, b, c] = numbers;
  let day: Day | null = null;
  if (match[1] === 'easter') day = easter(year);
  else if (match[1] === 'qingming') day = dayOf(year, 4, qingming(year));
  else if (rule.startsWith('nth')) day = nthWeekday(year, a, b, c);
  else if (rule.startsWith('advent')) day = dayOf(year, 12, 25) - (weekdayOf(dayOf(year, 12, 25)) % 7 || 7) - (a - 1) * 7;
  else if (rule.startsWith('lunar')) day = chineseDay(year, a, b);
  else day = islamicDay(year, a, b);
  return day === null ? null : day + shift;
}

/** Qingming by the usual approximation for 1901–2099 (Shou Xing formula): day = ⌊0.2422·Y + C⌋ − ⌊Y/4⌋. */
function qingming(year: number): number {
  const y = year % 100;
  return Math.floor(y * 0.2422 + (year < 2000 ? 5.59 : 4.81)) - Math.floor(y / 4);
}
