/** Features of the German and English tagger, as the header of its file has them. */
import { COUNTED_COLUMNS, LISTED_COLUMNS, type TypeColumn } from '../../src/match/latin/columns.ts';
import type { PlaceColumn } from '../../src/match/latin/sequence.ts';

type Column = TypeColumn | PlaceColumn;
const at = (columns: readonly Column[], offsets: readonly number[]): string[][] =>
  columns.flatMap((column) => offsets.map((offset) => [`${column}@${offset}`]));

export const TEMPLATES: readonly (readonly string[])[] = [
  ...at(['word', 'shape', ...LISTED_COLUMNS], [-2, -1, 0, 1, 2]),
  ...at([...COUNTED_COLUMNS, 'suffix3'], [-1, 0, 1]),
  ...at(['suffix2', 'suffix4', 'prefix3', 'prefix4', 'length', 'summary'], [0]),
  ...COUNTED_COLUMNS.map((column) => [`${column}@0`, 'summary@0']),
  ['shape@0', 'summary@0'],
  ['summary@-1', 'summary@0'],
  ['summary@0', 'summary@1'],
  ['summary@-1', 'summary@0', 'summary@1'],
  ['word@-1', 'summary@0'],
  ['word@1', 'summary@0'],
  ['start@0', 'summary@0'],
  ['start@0', 'written@0'],
  ['glue@0'],
  ['glue@0', 'summary@0'],
  ['multi@-1', 'multi@0', 'multi@1'],
  ['multi@0', 'summary@0'],
  ['elsewhere@0'],
  ['elsewhere@0', 'summary@0'],
];
