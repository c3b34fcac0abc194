/**
 * Scores the date grammar on suites of `{text, reference, expect: [{start, end, value}]}` rows (`value` may be a list of accepted
 * ones): `npm run score:dates -- SUITE.jsonl…`. Without arguments it scores our own corpus. The language of a suite is the first
 * of de, en, zh that stands as a word of its name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compileDates } from '../src/dictionary/compile-dates.ts';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { dateMatcher } from '../src/match/date/match-dates.ts';
import type { Language } from '../src/model.ts';
import { resolveDates } from '../src/resolve/timeline.ts';
import { foldText } from '../src/text/fold.ts';

interface Expected {
  readonly start: number;
  readonly end: number;
  readonly value?: string | readonly string[];
}
interface Row {
  readonly text: string;
  readonly reference: string | null;
  readonly expect: readonly Expected[];
}

const matchDates = dateMatcher(compileDates(join(packageRoot, 'dictionaries')));
const ERRORS = 10;

function scoreSuite(path: string): string {
  const tag = /(?:^|[^a-z])(de|en|zh)(?:[^a-z]|$)/.exec(basename(path))?.[1] ?? 'en';
  const language = (tag === 'zh' ? 'zh-Hans' : tag) as Language;
  const rows = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const errors: string[] = [];
  const counts = { expected: 0, span: 0, valued: 0, value: 0, found: 0, negative: 0, clean: 0 };
  for (const { text, reference, expect } of rows.map((line) => JSON.parse(line) as Row)) {
    const candidates = matchDates({ text, codes: foldText(text) }, { start: 0, end: text.length, language });
    const dates = candidates.map(({ timex }) => ({ timex: timex! }));
    const values = resolveDates(dates, reference, language);
    counts.found += candidates.length;
    if (!expect.length) counts.negative++;
    if (!expect.length && !candidates.length) counts.clean++;
    for (const { start, end, value } of expect) {
      counts.expected++;
      const i = candidates.findIndex((candidate) => candidate.start === start && candidate.end === end);
      if (i >= 0) counts.span++;
      const right = i >= 0 && value !== undefined && [value].flat().includes(values[i].value ?? '');
      if (value !== undefined) counts.valued++;
      if (right) counts.value++;
      else if (errors.length < ERRORS)
        errors.push(`  «${text}» ${text.slice(start, end)}: ${i < 0 ? 'not found' : `${values[i].value}, expected ${value}`}`);
    }
  }
  const share = (a: number, b: number) => (b ? (a / b).toFixed(3) : '-');
  const { expected, span, valued, value, found, negative, clean } = counts;
  const summary = `${basename(path)}: recall ${share(span, expected)}  precision ${share(span, found)}  value ${share(value, valued)}  clean ${clean}/${negative}`;
  return [summary, ...errors].join('\n');
}

const corpus = join(packageRoot, 'fixtures', 'corpus', 'date');
const suites = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(corpus).map((name) => join(corpus, name));
for (const suite of suites) console.log(scoreSuite(suite));
