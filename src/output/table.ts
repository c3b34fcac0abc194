/** The output formats. A new one is a file beside this one and an entry here. */
import { csv, tsv } from './delimited.ts';
import { jsonl } from './jsonl.ts';

type Cells = Readonly<Record<string, unknown>>;

/** Turns rows into text: `head` once, then `rows` as often as rows come. */
export interface Table {
  readonly head: (columns: readonly string[]) => string;
  readonly rows: (rows: readonly Cells[], columns: readonly string[]) => string;
  /** The same table with cells that no spreadsheet runs, where a spreadsheet may open it. */
  readonly inert?: Table;
}

export const TABLES: Readonly<Record<string, Table>> = { csv, jsonl, tsv };

/** A table by its name. @param inert with cells that no spreadsheet runs */
export const tableNamed = (name: string, inert: boolean): Table => (inert && TABLES[name].inert) || TABLES[name];
