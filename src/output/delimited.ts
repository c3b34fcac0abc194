/** CSV (RFC 4180) and TSV, by csv-stringify. */
import { stringify } from 'csv-stringify/sync';
import type { Table } from './table.ts';

type Cells = readonly Readonly<Record<string, unknown>>[];

/** @param inert cells that begin like a formula (`=`, `+`, `-`, `@`, tab, their wide forms) get an apostrophe before them */
const write = (rows: Cells, columns: readonly string[], delimiter: string, header: boolean, inert: boolean) =>
  stringify(rows as Record<string, unknown>[], { header, columns: [...columns], delimiter, escape_formulas: inert });

const delimited = (delimiter: string, inert: boolean): Table => ({
  head: (columns) => write([], columns, delimiter, true, inert),
  rows: (rows, columns) => write(rows, columns, delimiter, false, inert),
});

export const csv: Table = { ...delimited(',', false), inert: delimited(',', true) };
export const tsv: Table = { ...delimited('\t', false), inert: delimited('\t', true) };
