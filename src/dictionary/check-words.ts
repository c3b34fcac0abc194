/** Checks word classes (`languages/<tag>/*.csv`) and the table of sources: tables in, findings out. */
import { checkHeader, type Finding, type FindingKind, isCountry, quote } from './check.ts';
import type { CsvTable } from './read.ts';
import { OTHER_WORD_FILES, WORD_CLASSES } from './word-classes.ts';

/** Columns of word files beside `word` and those that word-classes.ts reads. */
const FURTHER_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'legal-forms': ['country'],
  surnames: ['frequency'],
  'given-names': ['frequency', 'gender'],
  'given-characters': ['first', 'second', 'single'],
  'transliteration-characters': ['count'],
  'name-parts': ['kind'],
  places: ['kind'],
  countries: ['code'],
  'place-tails': ['position'],
  'common-words': ['count'],
};
/** Files that have no column `word`; src/dictionary/compile-dates.ts reads them. */
const OTHER_FILES: Readonly<Record<string, readonly string[]>> = {
  'dates/words': ['class', 'value', 'words', 'flags'],
  'dates/rules': ['rule', 'flags', 'pattern', 'parts', 'example', 'reference', 'expected'],
};
const KNOWN_FILES = new Set<string>([...WORD_CLASSES.map(({ file }) => file), ...OTHER_WORD_FILES, ...Object.keys(OTHER_FILES)]);
const COUNTS = ['count', 'frequency', 'first', 'second', 'single'];
const SOURCE_COLUMNS = ['id', 'name', 'licence', 'url', 'date', 'note'];

/** Findings of one word-class file. @param name its path below the language's folder: `titles.csv` */
export function checkWordTable(table: CsvTable, name: string): Finding[] {
  const file = name.replace(/\.csv$/, '');
  if (!KNOWN_FILES.has(file)) {
    const right = `known are ${[...KNOWN_FILES].join(', ')}; a new class is an entry in src/dictionary/word-classes.ts`;
    return [{ severity: 'error', kind: 'file', file: table.file, line: 0, reason: `unknown word class ${quote(file)}`, right }];
  }
  if (OTHER_FILES[file]) return checkHeader(table, OTHER_FILES[file]);
  const values = valuesOf(file);
  const found = checkHeader(table, [...new Set(['word', ...Object.keys(values), ...(FURTHER_COLUMNS[file] ?? [])])]);
  if (!table.header.includes('word')) return found;
  const lines = new Map<string, number>();
  for (const { line, record } of table.rows) {
    const report = (kind: FindingKind, reason: string, right: string) =>
      found.push({ severity: 'error', kind, file: table.file, line, reason, right });
    const { word } = record;
    if (word === '') report('name', 'no word', 'a word, or no row');
    else if (word !== word.trim()) report('blank', `word holds needless blanks: ${quote(word)}`, `write ${quote(word.trim())}`);
    const key = JSON.stringify(Object.values(record));
    const before = lines.get(key);
    if (before === undefined) lines.set(key, line);
    else report('duplicate', `${quote(word)} stands on line ${before} already`, 'once');
    for (const [column, allowed] of Object.entries(values))
      if (record[column] !== undefined && !allowed.includes(record[column]))
        report('value', `${column} is ${quote(record[column])}`, `one of ${allowed.join(', ')}`);
    for (const column of COUNTS)
      if (!/^\d*$/.test(record[column] ?? ''))
        report('value', `${column} is ${quote(record[column])}`, 'an integer from 0, or nothing');
    for (const code of [record.code, record.country])
      if (code && !isCountry(code))
        report('country', `country is ${quote(code)}`, 'two capital letters of ISO 3166-1, such as DE');
  }
  return found;
}

/** What the columns of a file may say: what src/dictionary/word-classes.ts reads of them. */
function valuesOf(file: string): Record<string, string[]> {
  const values: Record<string, Set<string>> = {};
  const allow = (column: string, some: readonly string[]) => {
    values[column] ??= new Set();
    for (const value of some) values[column].add(value);
  };
  for (const entry of WORD_CLASSES) {
    if (entry.file !== file) continue;
    if ('column' in entry) allow(entry.column, entry.values);
    if ('position' in entry) allow('position', [entry.position, 'both']);
  }
  return Object.fromEntries(Object.entries(values).map(([column, allowed]) => [column, [...allowed]]));
}

/** Findings of `sources.csv`. @param languageFiles paths of the files below `dictionaries`: `languages/zh/titles.csv` */
export function checkSourceTable(table: CsvTable, languageFiles: readonly string[]): Finding[] {
  const found = checkHeader(table, SOURCE_COLUMNS);
  const ids = new Map<string, number>();
  const report = (kind: FindingKind, line: number, reason: string, right: string, file = table.file) =>
    found.push({ severity: 'error', kind, file, line, reason, right });
  for (const { line, record } of table.rows) {
    const { id = '', licence = '', date = '' } = record;
    if (id === '') report('id', line, 'no id', 'a word for the source, or the path of a language file');
    if (ids.has(id)) report('duplicate', line, `id ${quote(id)} stands on line ${ids.get(id)} already`, 'once');
    ids.set(id, line);
    if (licence === '') report('source', line, `no licence for ${quote(id)}`, 'an SPDX name such as CC0-1.0');
    if (!/^\d{4}-\d\d-\d\d$/.test(date)) report('value', line, `date is ${quote(date)}`, 'the day it was taken, YYYY-MM-DD');
    if (id.startsWith('languages/') && !languageFiles.includes(id))
      report('source', line, `there is no file ${quote(id)}`, 'the path of a file below dictionaries, or no row');
  }
  return found;
}

/** Language files whose source and licence nothing states. */
export function checkLanguageSources(
  files: readonly string[],
  sources: ReadonlySet<string>,
  nameOf: (file: string) => string,
): Finding[] {
  return files
    .filter((file) => !sources.has(file))
    .map((file) => ({
      severity: 'error',
      kind: 'source',
      file: nameOf(file),
      line: 0,
      reason: 'sources.csv does not say where this file comes from',
      right: `add a row with id ${file} and its licence`,
    }));
}
