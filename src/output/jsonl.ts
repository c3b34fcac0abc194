/** JSON lines: an object a row, keys in column order, empty values null. */
import type { Table } from './table.ts';

export const jsonl: Table = {
  head: () => '',
  rows: (rows, columns) =>
    rows.map((row) => `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`).join(''),
};
