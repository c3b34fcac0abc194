/**
 * Scores the date grammar: `npm run score:dates -- SUITE.jsonl…`; without arguments on our own corpus. The language of a suite is
 * the first of de, en, zh that stands as a word of its name. A suite's rows are of one of two forms:
 *   {text, reference, expect: [{start, end, value}]}                         the corpus: every span and value must be exact
 *   {text, reference, component?, expect: [{start, end, text, type, values: [{value | start, end}]}]}
 *     suites of recognisers: rows of other components than DateTimeModel, and types other than date and daterange, are left out;
 *     a span may differ by a function word before it (5 characters) and 2 characters behind; a value is compared as a stretch of
 *     days, the end of theirs not included; open ranges (no `start` or no `end`) count for the span only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileDates } from '../src/dictionary/compile-dates.ts';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { dateMatcher } from '../src/match/date/match-dates.ts';
import type { Language } from '../src/model.ts';
import { type Day, dayOf } from '../src/resolve/calendar.ts';
import { resolveDates } from '../src/resolve/timeline.ts';
import { foldText } from '../src/text/fold.ts';
import { type Days, daysOf } from './date-values.ts';

interface Reading {
  readonly value?: string;
  readonly start?: string;
  readonly end?: string;
}
interface Expected {
  readonly start: number;
  readonly end: number;
  readonly type?: string;
  /** Null: a date no day can be given for. */
  readonly value?: string | readonly string[] | null;
  readonly values?: readonly Reading[];
}
interface Row {
  readonly text: string;
  readonly reference: string | null;
  readonly component?: string;
  readonly expect: readonly Expected[];
}
interface Found {
  readonly start: number;
  readonly end: number;
  readonly value: string | null;
}

const matchDates = dateMatcher(compileDates(join(packageRoot, 'dictionaries')));
const ERRORS = 10;
/** Characters a span of a recognisers' suite may differ at its start and end. */
const SLACK = { start: 5, end: 2 };

function find(text: string, reference: string | null, language: Language): Found[] {
  const candidates = matchDates({ text, codes: foldText(text) }, { start: 0, end: text.length, language });
  const dates = candidates.map(({ timex }) => ({ timex: timex! }));
  const values = resolveDates(dates, reference, language);
  return candidates.map(({ start, end }, i) => ({ start, end, value: values[i].value }));
}

const isoDay = (text: string): Day => dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
/** The days of a reading; null for an open range and for what the suite says cannot be resolved. */
function readingDays({ value, start, end }: Reading): Days | null {
  const [from, to] = value === undefined ? [start, end] : [value, value];
  if (from === undefined || to === undefined || !/^\d{4}-\d\d-\d\d/.test(from) || !/^\d{4}-\d\d-\d\d/.test(to)) return null;
  return [isoDay(from), isoDay(to) + (value === undefined ? 0 : 1)];
}
const sameDays = (a: Days, b: Days) => a[0] === b[0] && Math.abs(a[1] - b[1]) <= 1;

/** Whether a value is expected at all: an open range has none. */
const isValued = ({ value, values }: Expected) =>
  values ? values.some((reading) => readingDays(reading) !== null) : value !== undefined;

function hasValue({ value, values }: Expected, found: Found): boolean {
  if (!values) return value === null ? found.value === null : [value ?? []].flat().includes(found.value ?? '');
  const days = found.value === null ? null : daysOf(found.value);
  return days !== null && values.map(readingDays).some((reading) => reading !== null && sameDays(reading, days));
}

const isLoose = ({ type }: Expected) => type !== undefined;
const fits = (expected: Expected, { start, end }: Found) =>
  isLoose(expected)
    ? Math.abs(start - expected.start) <= SLACK.start && Math.abs(end - expected.end) <= SLACK.end && start < expected.end
    : start === expected.start && end === expected.end;
const counts = ({ type }: Expected) => type === undefined || type === 'date' || type === 'daterange';

function scoreSuite(path: string): string {
  const tag = /(?:^|[^a-z])(de|en|zh)(?:[^a-z]|$)/.exec(basename(path))?.[1] ?? 'en';
  const language = (tag === 'zh' ? 'zh-Hans' : tag) as Language;
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const rows = lines
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => (row.component ?? 'DateTimeModel') === 'DateTimeModel');
  const errors: string[] = [];
  const sum = { expected: 0, span: 0, valued: 0, value: 0, found: 0, negative: 0, clean: 0 };
  for (const { text, reference, expect } of rows) {
    const found = find(text, reference, language);
    // What stands on an expectation that is not scored (a time, a duration) is neither right nor wrong.
    const other = expect.filter((expected) => !counts(expected));
    sum.found += found.filter((date) => !other.some(({ start, end }) => date.start < end && date.end > start)).length;
    if (!expect.length) sum.negative++;
    if (!expect.length && !found.length) sum.clean++;
    if (!expect.length && found.length) errors.push(`  «${text}»: nothing expected`);
    for (const expected of expect.filter(counts)) {
      const match = found.find((date) => fits(expected, date));
      const right = match !== undefined && hasValue(expected, match);
      sum.expected++;
      if (match) sum.span++;
      if (isValued(expected)) sum.valued++;
      if (right) sum.value++;
      if (!match || (isValued(expected) && !right))
        errors.push(
          `  «${text}» ${text.slice(expected.start, expected.end)}: ${match ? `${match.value}, expected ${JSON.stringify(expected.values ?? expected.value)}` : 'not found'}`,
        );
    }
  }
  const share = (a: number, b: number) => (b ? (a / b).toFixed(3) : '-');
  const { expected, span, valued, value, found, negative, clean } = sum;
  const summary = `${basename(path)}: span ${share(span, expected)}  precision ${share(span, found)}  value ${share(value, valued)}  clean ${clean}/${negative}`;
  return [summary, ...errors.slice(0, ERRORS)].join('\n');
}

const corpus = join(packageRoot, 'fixtures', 'corpus', 'date');
const suites = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(corpus).map((name) => join(corpus, name));
for (const suite of suites) console.log(scoreSuite(suite));
