/** JSON lines: an object a row, keys in column order, empty values null. */
import type { Table } from './table.ts';

type Cells = Readonly<Record<string, unknown>>;

export const jsonl: Table = {
  head: () => '',
  rows: (rows, columns) => {
    const whole = rows.length > 0 && hasColumns(rows[0], columns);
    return rows.map((row) => `${JSON.stringify(whole ? row : pick(row, columns))}\n`).join('');
  },
};

/** Whether rows hold just these columns, in this order: then they are written as they are. */
const hasColumns = (row: Cells, columns: readonly string[]): boolean => {
  const keys = Object.keys(row);
  return keys.length === columns.length && keys.every((key, i) => key === columns[i]);
};

const pick = (row: Cells, columns: readonly string[]): Cells =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
