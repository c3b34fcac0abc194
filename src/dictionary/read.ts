/** Reads dictionary files: the form is described in dictionaries/README.md. */
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { NamedType } from '../model.ts';

/** One row of an entity file, lists split. `line` is the line its row begins at. */
export interface EntityRow {
  readonly file: string;
  readonly line: number;
  readonly type: NamedType;
  readonly id: string;
  readonly en: string;
  readonly de: string;
  readonly zh: string;
  readonly aliases: readonly string[];
  readonly ambiguous: readonly string[];
  readonly country: string;
  readonly weight: number;
  readonly source: string;
}

/** One row of a word-class file. */
export interface WordRow {
  readonly file: string;
  readonly line: number;
  readonly word: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** What is wrong with a dictionary, and where. */
export class DictionaryError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
    /** What would be right, where the reason does not say so itself. */
    readonly right = '',
  ) {
    super(`${file}${line > 0 ? `:${line}` : ''}: ${reason}${right && ` (${right})`}`);
    this.name = 'DictionaryError';
  }
}

export const NAMED_TYPES: readonly NamedType[] = ['person', 'company', 'city'];
export const ENTITY_COLUMNS = ['id', 'type', 'name', 'en', 'de', 'zh', 'aliases', 'ambiguous', 'country', 'weight', 'source'];

type Cells = Readonly<Record<string, string>>;

/** A CSV file as it stands: its header and its rows, each with the line it begins at. */
export interface CsvTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly record: Cells }[];
}

const QUOTING = 'a cell that holds a comma stands in quotes; a quote in it is doubled';

/** Reads a CSV file with a header. Throws DictionaryError with the line where it is malformed. */
export const readTable = (path: string, file = path): CsvTable => ({
  file,
  ...readRows(path, file, () => (record, line) => ({ line, record })),
});

/**
 * Reads the rows of a CSV file one by one, each as something else, so that a large one is not in memory twice.
 * @param begin is called once: given the header, it makes what turns a row's cells and the line it begins at into something else
 * Throws DictionaryError with the line where the file is malformed.
 */
export function readRows<T>(
  path: string,
  file: string,
  begin: (header: readonly string[]) => (record: Cells, line: number) => T,
): { header: readonly string[]; rows: T[] } {
  let header: readonly string[] = [];
  let turn: ((record: Cells, line: number) => T) | null = null;
  const columns = (names: string[]) => {
    header = names;
    turn = begin(names);
    return names;
  };
  const rowsOf = (bytes: Uint8Array): T[] => {
    const options = { columns, bom: true, skip_empty_lines: true };
    if (isRowALine(bytes)) {
      // To have the parser count lines takes three times as long.
      let line = 2;
      return parse(bytes, { ...options, on_record: (record: Cells) => turn!(record, line++) }) as T[];
    }
    // The parser counts lines to the end of a row; a quoted cell may hold line breaks.
    const counted = ({ info, record }: Counted) => turn!(record, info.lines - breaksIn(record));
    return parse(bytes, { ...options, info: true, on_record: counted as unknown as (record: Cells) => T }) as T[];
  };
  try {
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) throw new DictionaryError(file, 0, 'not UTF-8', 'save it as "CSV UTF-8"');
    const rows = rowsOf(bytes);
    if (turn === null) begin(header);
    return { header, rows };
  } catch (error) {
    if (error instanceof DictionaryError) throw error;
    const { code, lines, message, record } = error as { code?: string; lines?: number; message: string; record?: string[] };
    if (code === 'ENOENT') throw new DictionaryError(file, 0, 'no such file');
    if (code === 'EACCES' || code === 'EISDIR') throw new DictionaryError(file, 0, `cannot be read (${code})`);
    if (code === 'CSV_RECORD_INCONSISTENT_COLUMNS')
      throw new DictionaryError(file, lines!, `${record!.length} cells under a header of ${header.length}`, QUOTING);
    throw new DictionaryError(
      file,
      lines ?? 1,
      code?.includes('QUOT') ? 'a quote out of place' : `malformed CSV: ${message}`,
      QUOTING,
    );
  }
}

/** A row as the parser gives it where it counts lines. */
interface Counted {
  readonly info: { readonly lines: number };
  readonly record: Cells;
}

const LINE_FEED = 10;
const RETURN = 13;
const QUOTE = 34;

/** Whether every line of a file is a row: none is empty, and no cell holds a line break. */
function isRowALine(bytes: Uint8Array): boolean {
  let quoted = false;
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === LINE_FEED) {
      if (quoted || length === 0) return false;
      length = 0;
    } else if (byte === RETURN) {
      if (bytes[i + 1] !== LINE_FEED) return false;
    } else {
      length++;
      if (byte === QUOTE) quoted = !quoted;
    }
  }
  return true;
}

function breaksIn(record: Cells): number {
  let breaks = 0;
  for (const cell of Object.values(record)) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks++;
  return breaks;
}

const NONE: readonly string[] = [];
const list = (cell: string | undefined): readonly string[] => (cell ? cell.split('|').filter((name) => name !== '') : NONE);

/** A row of an entity file as an entity, as far as its cells say: nothing is checked. `type` is that of its folder, if any. */
export function entityRow(file: string, line: number, record: Cells, type: NamedType | undefined): EntityRow {
  return {
    file,
    line,
    // The one string of that name, not one for each row.
    type: type ?? NAMED_TYPES.find((name) => name === record.type) ?? (record.type as NamedType),
    id: record.id ?? '',
    en: record.en || (record.name ?? ''),
    de: record.de ?? '',
    zh: record.zh ?? '',
    aliases: list(record.aliases),
    ambiguous: list(record.ambiguous),
    country: record.country ?? '',
    weight: Number(record.weight || 0),
    source: record.source ?? '',
  };
}

/** Rows of an entity file. `type` is that of its folder, or undefined where each row must state its own. */
export function readEntityFile(path: string, type: NamedType | undefined, name = path): EntityRow[] {
  return readTable(path, name).rows.map(({ line, record }) => {
    const row = entityRow(name, line, record, type);
    if (!NAMED_TYPES.includes(row.type))
      throw new DictionaryError(name, line, `type "${row.type ?? ''}": one of ${NAMED_TYPES.join(', ')} is needed`);
    if (namesOf(row).length === 0 && row.id === '')
      throw new DictionaryError(name, line, 'a row needs a name: one of name, en, de, zh, aliases');
    return row;
  });
}

/** All names of a row, without duplicates, the main ones first. */
export function namesOf(row: Pick<EntityRow, 'en' | 'de' | 'zh' | 'aliases' | 'ambiguous'>): string[] {
  return [...new Set([row.en, row.de, row.zh, ...row.aliases, ...row.ambiguous])].filter((name) => name !== '');
}

const csvFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort((a, b) => Number(b === 'curated.csv') - Number(a === 'curated.csv') || (a < b ? -1 : 1));

/** All rows of `dictionaries/entities`, curated files first. `file` is relative to `dictionaries`. */
export function readBuiltinEntities(dictionaries: string): EntityRow[] {
  return NAMED_TYPES.flatMap((type) => {
    const folder = join(dictionaries, 'entities', type);
    return csvFiles(folder).flatMap((file) =>
      readEntityFile(join(folder, file), type, relative(dictionaries, join(folder, file))),
    );
  });
}

/** Rows of one id merged: names united, the first non-empty value of each other column kept. Rows without an id stay alone. */
export function mergeRows(rows: readonly EntityRow[]): EntityRow[] {
  const merged: EntityRow[] = [];
  const places = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.type} ${row.id}`;
    const place = row.id ? places.get(key) : undefined;
    if (place !== undefined) merged[place] = united(merged[place], row);
    else {
      if (row.id) places.set(key, merged.length);
      merged.push(row);
    }
  }
  return merged;
}

function united(first: EntityRow, row: EntityRow): EntityRow {
  const known = new Set([...namesOf(first), ...row.ambiguous]);
  const others = namesOf(row).filter((name) => !known.has(name));
  return {
    ...first,
    en: first.en || row.en,
    de: first.de || row.de,
    zh: first.zh || row.zh,
    aliases: [...new Set([...first.aliases, ...others])],
    ambiguous: [...new Set([...first.ambiguous, ...row.ambiguous])],
    country: first.country || row.country,
    weight: first.weight || row.weight,
    source: [...new Set([...first.source.split('+'), ...row.source.split('+')])].filter(Boolean).join('+'),
  };
}

/** Rows of every word-class file, with language tag and class file name (`titles`). */
export function readWordFiles(dictionaries: string): { language: string; name: string; rows: WordRow[] }[] {
  const root = join(dictionaries, 'languages');
  return readdirSync(root)
    .sort()
    .flatMap((language) =>
      csvFiles(join(root, language)).map((file) => {
        const name = relative(dictionaries, join(root, language, file));
        const rows = readTable(join(root, language, file), name).rows.map(({ line, record }) => ({
          file: name,
          line,
          word: record.word ?? '',
          columns: record,
        }));
        return { language, name: file.slice(0, -'.csv'.length), rows };
      }),
    );
}
