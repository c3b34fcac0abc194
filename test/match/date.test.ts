/** The corpus of `fixtures/corpus/date` is the specification of dates; every row of it and the example of every rule is executed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dateRules } from '../../src/dictionary/compile-dates.ts';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { dictionaries, findDates } from '../support/dates.ts';

interface Row {
  readonly text: string;
  readonly reference: string | null;
  readonly expect: readonly { readonly start: number; readonly end: number; readonly value: string | null }[];
}
const TAGS = ['de', 'en', 'zh'];
const corpus = (tag: string) =>
  readFileSync(join(packageRoot, 'fixtures', 'corpus', 'date', `${tag}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);
const show = (text: string, dates: readonly { start: number; end: number; value: string | null }[]) =>
  dates.map(({ start, end, value }) => `${text.slice(start, end)} = ${value}`);

describe.each(TAGS)('date corpus %s', (tag) => {
  const rows = corpus(tag);
  test('holds 300 forms and 80 sentences without a date', () => {
    expect(rows.flatMap((row) => row.expect).length).toBeGreaterThanOrEqual(300);
    expect(rows.filter((row) => !row.expect.length).length).toBeGreaterThanOrEqual(80);
  });
  test.each(rows.map((row) => [row.text, row] as const))('%s', (text, row) => {
    expect(show(text, findDates(text, tag, row.reference))).toEqual(show(text, row.expect));
  });
});

describe('every rule finds its own example', () => {
  const rules = dateRules(dictionaries);
  test.each(rules.map((rule, i) => [`${TAGS[rule.language]} ${rule.name} ${i}`, rule] as const))(
    '%s',
    (_, { name, language, example, reference, expected }) => {
      const form = /\[.*\]/s.exec(example)![0];
      const found = findDates(example.replace(/[[\]]/g, ''), TAGS[language], reference || null);
      const inside = found.filter((date) => form.includes(date.text));
      expect(inside.map((date) => date.value).join(' ')).toBe(expected);
      expect(inside.length > 1 || form === `[${inside[0]?.text}]`).toBe(true);
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    },
  );
});

test('a glued date is found and its neighbour too', () => {
  expect(show('', [])).toEqual([]);
  const found = findDates('Published in Chongqing Jun 25, 2024Am 20. Juni begann es.', 'de', '2024-06-25');
  expect(found.map((date) => `${date.text} ${date.value}`)).toEqual(['Jun 25, 2024 2024-06-25', '20. Juni 2024-06-20']);
});
test('an ambiguous day follows the language and says so', () => {
  expect(findDates('on 4/5/2016', 'en')[0]).toMatchObject({ value: '2016-04-05', source: 'rule:date-day-month-first' });
  expect(findDates('am 4/5/2016', 'de')[0]).toMatchObject({ value: '2016-05-04', source: 'rule:date-day-day-first' });
});
