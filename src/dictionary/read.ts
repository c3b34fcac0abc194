/** Reads dictionary files: the form is described in dictionaries/README.md. */
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
    reason: string,
  ) {
    super(`${file}${line > 0 ? `:${line}` : ''}: ${reason}`);
    this.name = 'DictionaryError';
  }
}

export const NAMED_TYPES: readonly NamedType[] = ['person', 'company', 'city'];
export const ENTITY_COLUMNS = ['id', 'type', 'name', 'en', 'de', 'zh', 'aliases', 'ambiguous', 'country', 'weight', 'source'];

type Record_ = Readonly<Record<string, string>>;

/** Records of a CSV file with a header. Throws DictionaryError with the line where it is malformed. */
export function readCsv(path: string, name = path): { line: number; record: Record_ }[] {
  try {
    const rows = parse(readFileSync(path), {
      columns: true,
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_quotes: false,
    }) as unknown as {
      info: { lines: number };
      record: Record_;
    }[];
    return rows.map(({ info, record }) => ({ line: info.lines, record }));
  } catch (error) {
    const { code, lines, message } = error as { code?: string; lines?: number; message: string };
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
      throw new DictionaryError(name, 0, `cannot be read (${code})`);
    throw new DictionaryError(name, lines ?? 1, `malformed CSV: ${message}`);
  }
}

const list = (cell: string | undefined): string[] => (cell ? cell.split('|').filter((name) => name !== '') : []);

/** Rows of an entity file. `type` is that of its folder, or undefined where each row must state its own. */
export function readEntityFile(path: string, type: NamedType | undefined, name = path): EntityRow[] {
  return readCsv(path, name).map(({ line, record }) => {
    const stated = (type ?? record.type) as NamedType;
    if (!NAMED_TYPES.includes(stated))
      throw new DictionaryError(name, line, `type "${stated ?? ''}": one of ${NAMED_TYPES.join(', ')} is needed`);
    const fallback = record.name ?? '';
    const row = {
      file: name,
      line,
      type: stated,
      id: record.id ?? '',
      en: record.en || fallback,
      de: record.de ?? '',
      zh: record.zh ?? '',
      aliases: list(record.aliases),
      ambiguous: list(record.ambiguous),
      country: record.country ?? '',
      weight: Number(record.weight || 0),
      source: record.source ?? '',
    };
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
  const merged = new Map<string, EntityRow>();
  rows.forEach((row, index) => {
    const key = row.id ? `${row.type} ${row.id}` : `#${index}`;
    const first = merged.get(key);
    if (!first) {
      merged.set(key, row);
      return;
    }
    const others = namesOf(row).filter((name) => !namesOf(first).includes(name) && !row.ambiguous.includes(name));
    merged.set(key, {
      ...first,
      en: first.en || row.en,
      de: first.de || row.de,
      zh: first.zh || row.zh,
      aliases: [...new Set([...first.aliases, ...others])],
      ambiguous: [...new Set([...first.ambiguous, ...row.ambiguous])],
      country: first.country || row.country,
      weight: first.weight || row.weight,
      source: [...new Set([...first.source.split('+'), ...row.source.split('+')])].filter(Boolean).join('+'),
    });
  });
  return [...merged.values()];
}

/** Rows of every word-class file, with language tag and class file name (`titles`). */
export function readWordFiles(dictionaries: string): { language: string; name: string; rows: WordRow[] }[] {
  const root = join(dictionaries, 'languages');
  return readdirSync(root)
    .sort()
    .flatMap((language) =>
      csvFiles(join(root, language)).map((file) => {
        const name = relative(dictionaries, join(root, language, file));
        const rows = readCsv(join(root, language, file), name).map(({ line, record }) => ({
          file: name,
          line,
          word: record.word ?? '',
          columns: record,
        }));
        return { language, name: file.slice(0, -'.csv'.length), rows };
      }),
    );
}
