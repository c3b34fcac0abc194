/**
 * Finds the entities of a name in the dictionary files themselves, where lines and licences are: their text is searched folded, and
 * only lines that hold the name are parsed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { NamedType } from '../model.ts';
import { folds } from '../text/characters.ts';
import { foldString } from '../text/fold.ts';
import { type EntityRow, entityRow, mergeRows, NAMED_TYPES, namesOf, readEntityFile } from './read.ts';

/** An entity that bears a name, with the rows it is united from. */
export interface Found {
  readonly entity: EntityRow;
  readonly rows: readonly EntityRow[];
  /** The name counts only with context. */
  readonly ambiguous: boolean;
}

interface DictionaryFile {
  readonly path: string;
  readonly name: string;
  readonly type: NamedType;
  readonly text: string;
}

/** Entities of `dictionaries` that bear `name` (however written: case, width, traditional) or have it as id; the most prominent first. */
export function findEntities(dictionaries: string, name: string): Found[] {
  const files = entityFiles(dictionaries);
  const key = foldString(name);
  const bears = (row: EntityRow) => row.id === name || namesOf(row).some((own) => foldString(own) === key);
  const needle = key.replaceAll('"', '""');
  const keys = new Set(
    files.flatMap((file) => rowsAt(file, folded(file.text), needle).filter(bears)).map(({ type, id }) => `${type} ${id}`),
  );
  const ids = new Set([...keys].map((entity) => entity.slice(entity.indexOf(' ') + 1)));
  const rows = files.flatMap((file) =>
    [...ids].flatMap((id) => rowsAt(file, file.text, id).filter((row) => row.id === id && keys.has(`${row.type} ${id}`))),
  );
  return mergeRows(rows)
    .sort((a, b) => b.weight - a.weight)
    .map((entity) => ({
      entity,
      rows: rows.filter(({ type, id }) => type === entity.type && id === entity.id),
      ambiguous: entity.ambiguous.some((own) => foldString(own) === key),
    }));
}

function entityFiles(dictionaries: string): DictionaryFile[] {
  return NAMED_TYPES.flatMap((type) => {
    const folder = join(dictionaries, 'entities', type);
    const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    // Curated rows come first, as when dictionaries are compiled.
    names.sort((a, b) => Number(b === 'curated.csv') - Number(a === 'curated.csv') || (a < b ? -1 : 1));
    return names.map((name) => {
      const path = join(folder, name);
      return { path, name: relative(dictionaries, path), type, text: readFileSync(path, 'utf8') };
    });
  });
}

/** The text folded, position by position. */
function folded(text: string): string {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < codes.length; i++) codes[i] = folds[text.charCodeAt(i)];
  return Buffer.from(codes.buffer).toString('utf16le');
}

/** Rows whose lines hold `needle` in `searched`, which is the file's text or its folded form. */
function rowsAt(file: DictionaryFile, searched: string, needle: string): EntityRow[] {
  const { text } = file;
  const header = text
    .slice(0, text.indexOf('\n'))
    .replace(/^\ufeff|\r$/g, '')
    .split(',');
  const rows: EntityRow[] = [];
  let line = 1;
  let start = 0;
  for (let at = searched.indexOf(needle); at >= 0; at = searched.indexOf(needle, start)) {
    for (let next = text.indexOf('\n', start); next >= 0 && next < at; next = text.indexOf('\n', start)) {
      start = next + 1;
      line++;
    }
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    if (line > 1) {
      try {
        const [record] = parse(text.slice(start, end), { columns: header }) as Record<string, string>[];
        rows.push(entityRow(file.name, line, record, file.type));
      } catch {
        return readEntityFile(file.path, file.type, file.name); // a row of several lines
      }
    }
    start = end + 1;
    line++;
    if (start >= text.length) break;
  }
  return rows;
}
