import { expect, test } from 'vitest';
import type { DateParts } from '../../src/model.ts';
import { chineseDay, dayText, easter, holidayDay, isoWeek, nthWeekday } from '../../src/resolve/calendar.ts';
import { resolveDates } from '../../src/resolve/timeline.ts';

const value = (known: DateParts, anchor: string | null, language = 'de') =>
  resolveDates([{ timex: { known, implied: {} } }], anchor, language)[0].value;

test.each([
  ['a day in full', { year: 2021, month: 8, day: 23 }, null, '2021-08-23'],
  ['a month', { year: 2020, month: 11 }, null, '2020-11'],
  ['a part of a day', { year: 2021, month: 8, day: 23, part: 'AF' }, null, '2021-08-23TAF'],
  ['a day without a year', { month: 2, day: 18 }, null, 'XXXX-02-18'],
  ['a day alone', { day: 20 }, null, 'XXXX-XX-20'],
  ['a weekday alone', { weekday: 1 }, null, 'XXXX-WXX-1'],
  ['yesterday without a reference date', { unit: 'day', by: -1 }, null, null],
  ['yesterday', { unit: 'day', by: -1 }, '2024-03-01', '2024-02-29'],
  ['last week', { unit: 'week', by: -1 }, '2024-01-03', '2023-W52'],
  ['a decade', { decade: 1990 }, null, '199'],
  ['two digits of a decade', { decade: 90 }, '2024-01-01', '199'],
  ['a century', { century: 19 }, null, '18'],
  ['a quarter', { year: 2024, quarter: 2 }, null, '2024-Q2'],
  ['a half', { year: 2024, half: 2 }, null, '2024-H2'],
  ['a season', { year: 2024, season: 'SU' }, null, '2024-SU'],
  ['a week', { year: 2024, week: 23 }, null, '2024-W23'],
  ['a day in December read in January', { month: 12, day: 20 }, '2024-01-05', '2023-12-20'],
  ['a day in January read in December', { month: 1, day: 5 }, '2024-12-20', '2025-01-05'],
  ['29 February in a common year', { month: 2, day: 29 }, '2023-03-01', null],
  ['the nearest weekday', { weekday: 5 }, '2024-06-10', '2024-06-07'],
  ['two digits of a year', { shortYear: 98, month: 5, day: 1 }, '2024-06-10', '1998-05-01'],
] as const)('%s', (_, parts, anchor, expected) => {
  const found = value(parts, anchor);
  if (expected === null) expect(found === null || found.endsWith('-02-29')).toBe(true);
  else expect(found).toBe(expected);
});

test('Chinese weekdays are those of the week of the reference date', () => {
  expect(value({ weekday: 5 }, '2024-06-10', 'zh-Hans')).toBe('2024-06-14');
});

test('a range takes the year over the turn of the year', () => {
  const timex = { known: { month: 11, day: 28 }, implied: {}, until: { known: { month: 1, day: 5 }, implied: {} } };
  expect(resolveDates([{ timex }], '2024-12-01', 'de')[0].value).toBe('2024-11-28/2025-01-05');
});

test('without a reference date only a full date before lends its year', () => {
  const day = (known: DateParts) => ({ timex: { known, implied: {} } });
  const values = (...dates: { timex: { known: DateParts; implied: DateParts } }[]) =>
    resolveDates(dates, null, 'zh-Hans').map((date) => date.value);
  expect(values(day({ month: 3, day: 23 }), day({ year: 2020, month: 11 }))).toEqual(['XXXX-03-23', '2020-11']);
  expect(values(day({ year: 2020, month: 11, day: 5 }), day({ month: 11, day: 8 }))).toEqual(['2020-11-05', '2020-11-08']);
});

test('a weekday that disagrees is kept and told', () => {
  const [date] = resolveDates([{ timex: { known: { year: 2024, month: 6, day: 12, weekday: 1 }, implied: {} } }], null, 'de');
  expect(date.value).toBe('2024-06-12');
  expect(date.warning).toMatch(/weekday/);
});

test('calendars', () => {
  expect([1961, 2000, 2024, 2038].map((year) => dayText(easter(year)))).toEqual([
    '1961-04-02',
    '2000-04-23',
    '2024-03-31',
    '2038-04-25',
  ]);
  expect(dayText(chineseDay(2023, 8, 15))).toBe('2023-09-29');
  expect(dayText(holidayDay('nth_11_4_4', 2023)!)).toBe('2023-11-23');
  expect(dayText(holidayDay('advent_4', 2022)!)).toBe('2022-11-27');
  expect(dayText(holidayDay('lunar_01_01-1', 2024)!)).toBe('2024-02-09');
  expect(dayText(holidayDay('islamic_10_01', 2022)!)).toBe('2022-05-02');
  expect(dayText(nthWeekday(2022, 5, 1, -1))).toBe('2022-05-30');
  expect(isoWeek(Date.UTC(2021, 0, 3) / 864e5)).toEqual({ year: 2020, week: 53 });
});
