/** What the dict commands share: where dictionaries stand, and tables for people. */
import { isAbsolute, join, relative } from 'node:path';
import { packageRoot } from '../../dictionary/compiled.ts';
import { readTable } from '../../dictionary/read.ts';
import { widthOf } from '../../output/terminal.ts';

/** Folder of the builtin dictionaries. */
export const builtinDictionaries = join(packageRoot, 'dictionaries');

/** A path as a person in the current directory would write it. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') || isAbsolute(near) ? path : near;
}

/** A row of sources.csv. */
export interface DictionarySource {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly url: string;
}

/** Rows of sources.csv by id. */
export function readSources(dictionaries: string): Map<string, DictionarySource> {
  const { rows } = readTable(join(dictionaries, 'sources.csv'));
  return new Map(rows.map(({ record }) => [record.id, record as unknown as DictionarySource]));
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Rows under a heading, in aligned columns; numbers stand to the right, with their thousands apart. */
export function alignedTable(columns: readonly string[], rows: readonly Readonly<Record<string, string | number>>[]): string {
  const shown = (value: string | number | undefined) =>
    typeof value === 'number' ? value.toLocaleString('en-US') : (value ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
  const lines = [[...columns], ...rows.map((row) => columns.map((column) => shown(row[column])))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at]))));
  const numeric = columns.map((column) => rows.every((row) => typeof row[column] === 'number'));
  const pad = (cell: string, at: number) => {
    const blanks = ' '.repeat(widths[at] - widthOf(cell));
    return numeric[at] ? blanks + cell : cell + blanks;
  };
  return lines.map((line) => `${line.map(pad).join('  ').trimEnd()}\n`).join('');
}
