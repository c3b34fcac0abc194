import { expect, test } from 'vitest';
import { WordTable } from '../../src/match/latin/word-table.ts';

const numberOf = (table: WordTable, one: number, two: number) => table.slots[table.place(one, two) + 2] - 1;

test('a word keeps its number and value however many come behind it', () => {
  const table = new WordTable();
  const words = Array.from({ length: 20_000 }, (_, i) => [Math.imul(i, 0x9e3779b1), i % 7] as const);
  words.forEach(([one, two], i) => {
    table.add(one, two, i, i * 3);
  });
  expect(words.map(([one, two]) => numberOf(table, one, two))).toEqual(words.map((_, i) => i));
  expect(words.map(([one, two]) => table.slots[table.place(one, two) + 3])).toEqual(words.map((_, i) => i * 3));
});

test('words that share one of their hashes are two words', () => {
  const table = new WordTable();
  table.add(5, 1, 0, 0);
  expect(numberOf(table, 5, 2)).toBe(-1);
  table.add(5, 2, 1, 0);
  expect([numberOf(table, 5, 1), numberOf(table, 5, 2)]).toEqual([0, 1]);
});

test('a cleared table knows no word', () => {
  const table = new WordTable();
  table.add(5, 1, 0, 0);
  table.clear();
  expect(numberOf(table, 5, 1)).toBe(-1);
});
