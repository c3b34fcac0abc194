/** Reading and writing the tables of `dictionaries/`: what every importer shares. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export type Row = Record<string, string>;

/** The rows of a CSV file with a header line; none when the file does not exist. */
export function readCsv(path: string): Row[] {
  if (!existsSync(path)) return [];
  return parse(readFileSync(path), { bom: true, columns: true, skip_empty_lines: true });
}

/** The rows of a tab-separated file with a header line. Quotes have no meaning in it. */
export function readTsv(path: string): Row[] {
  const [header, ...lines] = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const columns = header.split('\t');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t');
      return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
    });
}

/** Writes rows with a header line and `\n` line ends, in the order given. */
export function writeCsv(path: string, columns: readonly string[], rows: readonly Row[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stringify(rows as Row[], { header: true, columns: [...columns], record_delimiter: '\n' }));
}

/** By code unit, so that the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The parts of a cell that holds several values. */
export function split(cell: string | undefined): string[] {
  return (cell ?? '').split('|').filter((part) => part !== '');
}
