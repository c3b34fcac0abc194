/** The compiled date grammar as a file: its lists as the header of a section file, its tables as the sections. */
import type { DateGrammar, DateLists, DateTables } from './date-grammar.ts';
import { openSections, packSections } from './sections.ts';

type TypedArray = Uint8Array | Uint16Array | Int32Array | Uint32Array;

export function packDates(grammar: DateGrammar): Uint8Array {
  const lists: Record<string, unknown> = {};
  const tables: Record<string, TypedArray> = {};
  for (const [name, value] of Object.entries(grammar)) {
    if (ArrayBuffer.isView(value)) tables[name] = value as TypedArray;
    else lists[name] = value;
  }
  return packSections({ lists, tables: Object.keys(tables) }, tables);
}

export function openDates(bytes: Uint8Array<ArrayBuffer>): DateGrammar {
  const { meta, read } = openSections(bytes);
  const { lists, tables } = meta as { lists: DateLists; tables: (keyof DateTables)[] };
  return { ...lists, ...(Object.fromEntries(tables.map((name) => [name, read(name)])) as unknown as DateTables) };
}
