/** JSON lines: an object a row, keys in column order, empty values null. */
import type { Table } from './table.ts';

type Cells = Readonly<Record<string, unknown>>;

export const jsonl: Table = {
  head: () => '',
  rows: (rows, columns) => {
    if (rows.length === 0) return '';
    const cells = hasColumns(rows[0], columns) ? rows : rows.map((row) => pick(row, columns));
    const first = `{${JSON.stringify(columns[0])}:`;
    // Inside a value a quote is escaped, so this stands nowhere but between two rows.
    return `${JSON.stringify(cells).slice(1, -1).replaceAll(`},${first}`, `}\n${first}`)}\n`;
  },
};

/** Whether rows hold just these columns, in this order: then they are written as they are. */
const hasColumns = (row: Cells, columns: readonly string[]): boolean => {
  const keys = Object.keys(row);
  return keys.length === columns.length && keys.every((key, i) => key === columns[i]);
};

const pick = (row: Cells, columns: readonly string[]): Cells =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
