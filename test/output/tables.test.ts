import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../src/model.ts';
import { EntityTable } from '../../src/output/entities.ts';
import { TABLES } from '../../src/output/table.ts';
import { terminalTable } from '../../src/output/terminal.ts';

const COLUMNS = ['text', 'name', 'id'];
const cell = fc.oneof(fc.constantFrom('"', ',', '\n', '\r\n', '\t', ' a ', '上海', '=1+1', "'"), fc.string({ unit: 'grapheme' }));
const rows = fc.array(fc.record({ text: cell, name: cell, id: fc.option(cell) }), { minLength: 1, maxLength: 5 });
const written = (name: string, given: readonly Record<string, unknown>[]) =>
  TABLES[name].head(COLUMNS) + given.map((row) => TABLES[name].rows([row], COLUMNS)).join('');

describe.each([
  ['csv', ','],
  ['tsv', '\t'],
])('%s', (name, delimiter) => {
  test('parses back to the same rows', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const back = parse(written(name, given), { columns: true, delimiter });
        expect(back).toEqual(given.map((row) => ({ ...row, id: row.id ?? '' })));
      }),
    );
  });

  test('the head alone where there are no rows', () => {
    expect(TABLES[name].head(COLUMNS) + TABLES[name].rows([], COLUMNS)).toBe(`${COLUMNS.join(delimiter)}\n`);
  });
});

describe('jsonl', () => {
  test('parses back to the same rows, a line each', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const lines = written('jsonl', given).split('\n').slice(0, -1);
        expect(lines.map((line) => JSON.parse(line))).toEqual(given);
      }),
    );
  });

  test('keys in column order, null for what is missing', () => {
    expect(TABLES.jsonl.rows([{ id: undefined, text: 'a' }], ['text', 'id'])).toBe('{"text":"a","id":null}\n');
  });
});

describe('the table for a terminal', () => {
  test('aligned, wide characters in two columns', () => {
    const table = terminalTable(80);
    expect(
      table.rows(
        [
          { text: '上海', name: 'Shanghai' },
          { text: 'Bonn', name: 'Bonn' },
        ],
        ['text', 'name'],
      ),
    ).toBe('text  name\n上海  Shanghai\nBonn  Bonn\n');
  });

  test('cut to the width', () => {
    const text = terminalTable(20).rows([{ text: '上海上海上海上海上海', name: 'a'.repeat(30) }], ['text', 'name']);
    for (const line of text.trimEnd().split('\n')) expect(width(line)).toBeLessThanOrEqual(20);
    expect(text).toContain('…');
  });

  test('no line is wider than the terminal, no control character gets through', () => {
    const values = fc.record({ text: fc.string(), name: fc.constantFrom('上海', '\u001b[31m', 'a\tb', 'Straße') });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 4 }), fc.integer({ min: 20, max: 60 }), (given, columns) => {
        for (const line of terminalTable(columns).rows(given, ['text', 'name']).split('\n')) {
          expect(width(line)).toBeLessThanOrEqual(columns);
          expect(line).not.toMatch(/[\u0000-\u001f]/);
        }
      }),
    );
  });
});

/** Columns of a line of ASCII and Han characters. */
const width = (line: string) => [...line].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0);

describe('the entities table', () => {
  const row = (document: string, more: Partial<Row>): Row => ({
    document,
    lang: 'en',
    type: 'city',
    text: 'Bonn',
    name: 'Bonn',
    id: null,
    value: null,
    start: 0,
    end: 4,
    line: 1,
    source: 'rule:x',
    evidence: '',
    ...more,
  });

  test('one row an entity: by id, else by value, else by name', () => {
    const table = new EntityTable();
    table.add([
      row('a', { text: '波恩', id: 'gn:1', lang: 'zh-Hans', line: 3 }),
      row('a', { id: 'gn:1' }),
      row('a', { name: 'Unlisted', text: 'Unlisted' }),
      row('a', { type: 'person', name: 'Unlisted', text: 'Unlisted' }),
      row('a', { type: 'date', name: 'today', text: 'today', value: '2024-06-20' }),
    ]);
    table.add([row('b', { id: 'gn:1' }), row('b', { type: 'date', name: '20 June', text: '20 June', value: '2024-06-20' })]);
    expect(
      table
        .rows()
        .map(({ name, mentions, documents, languages, forms, first }) => [name, mentions, documents, languages, forms, first]),
    ).toEqual([
      ['Bonn', 3, 2, 'en,zh-Hans', 'Bonn (2), 波恩 (1)', 'a:3'],
      ['today', 2, 2, 'en', '20 June (1), today (1)', 'a:1'],
      ['Unlisted', 1, 1, 'en', 'Unlisted (1)', 'a:1'],
      ['Unlisted', 1, 1, 'en', 'Unlisted (1)', 'a:1'],
    ]);
  });
});
