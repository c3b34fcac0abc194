/** CSV (RFC 4180) and TSV, by csv-stringify. */
import { stringify } from 'csv-stringify/sync';
import type { Table } from './table.ts';

type Cells = readonly Readonly<Record<string, unknown>>[];

const write = (rows: Cells, columns: readonly string[], delimiter: string, header: boolean) =>
  stringify(rows as Record<string, unknown>[], { header, columns: [...columns], delimiter });

export const csv: Table = {
  head: (columns) => write([], columns, ',', true),
  rows: (rows, columns) => write(rows, columns, ',', false),
};
export const tsv: Table = {
  head: (columns) => write([], columns, '\t', true),
  rows: (rows, columns) => write(rows, columns, '\t', false),
};
