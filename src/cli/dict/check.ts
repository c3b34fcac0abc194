/** `extract dict check`: reads dictionary files and says what is wrong with them. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { checkEntityTable, type EntityTable, type Finding } from '../../dictionary/check.ts';
import { checkNames, type OrdinaryWords, ordinaryWords } from '../../dictionary/check-names.ts';
import { checkLanguageSources, checkSourceTable, checkWordTable } from '../../dictionary/check-words.ts';
import { type CsvTable, DictionaryError, type EntityRow, entityRow, NAMED_TYPES, readTable } from '../../dictionary/read.ts';
import { Exit, UsageError } from '../exit.ts';
import { builtinDictionaries, json, shownPath } from './show.ts';

export interface CheckOptions {
  /** Warnings count as errors. */
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** @returns text for standard output and the exit status: 1 where there are errors */
export function check(files: readonly string[], options: CheckOptions): { text: string; status: number } {
  const findings = files.length > 0 ? checkFiles(files) : checkFolder(builtinDictionaries);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const failed = errors.length > 0 || (options.strict && warnings.length > 0);
  process.stderr.write(
    `extract: ${[summary('error', errors), summary('warning', warnings)].filter(Boolean).join('; ') || 'no errors'}\n`,
  );
  return { text: options.json ? json(findings) : findings.map(asLine).join(''), status: failed ? Exit.SOME_FAILED : Exit.DONE };
}

/** A finding as a line: `file:line: reason (what would be right)`. */
export function asLine({ severity, file, line, reason, right }: Finding): string {
  return `${file}${line > 0 ? `:${line}` : ''}: ${severity === 'warning' ? 'warning: ' : ''}${reason}${right && ` (${right})`}\n`;
}

/** `3 errors (id 2, blank 1)` */
function summary(severity: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const counts = new Map<string, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind} ${count}`);
  return `${findings.length} ${severity}${findings.length === 1 ? '' : 's'} (${kinds.join(', ')})`;
}

/** Files of a dictionaries folder are checked in its company (rows of one id are one entity); any other is a user's. */
function checkFiles(files: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const own: string[] = [];
  const asked = new Map<string, Set<string>>();
  for (const file of files) {
    if (!existsSync(file)) throw new UsageError(`${file}: no such file`);
    const folder = dictionariesOf(resolve(file));
    if (folder === null) own.push(file);
    else asked.set(folder, (asked.get(folder) ?? new Set()).add(shownPath(resolve(file))));
  }
  for (const [folder, paths] of asked)
    findings.push(
      ...checkFolder(folder).filter(({ file }) => [...paths].some((path) => file === path || file.startsWith(path + sep))),
    );
  return own.length > 0 ? findings.concat(checkOwn(own)) : findings;
}

/** The dictionaries folder a path is or lies in, known by its sources.csv; null where there is none. */
function dictionariesOf(path: string): string | null {
  if (statSync(path).isDirectory() && existsSync(join(path, 'sources.csv'))) return path;
  for (let folder = dirname(path), depth = 0; depth < 4; folder = dirname(folder), depth++)
    if (existsSync(join(folder, 'sources.csv')) && existsSync(join(folder, 'entities'))) return folder;
  return null;
}

function checkOwn(files: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  const rows: EntityRow[] = [];
  for (const file of files) {
    const table = tryRead(file, file, findings);
    if (table) addEntities({ ...table, type: undefined }, null, findings, rows);
  }
  return inOrder(findings.concat(checkNames(rows, ordinaryWordsOf(builtinDictionaries))), files);
}

/** Everything in a dictionaries folder. */
function checkFolder(root: string): Finding[] {
  const findings: Finding[] = [];
  const name = (file: string) => shownPath(join(root, file));
  const files = filesBelow(root, '');
  const languageFiles = files.filter((file) => file.startsWith('languages/'));
  const sourceTable = tryRead(join(root, 'sources.csv'), name('sources.csv'), findings);
  const sources = new Set(sourceTable?.rows.map(({ record }) => record.id));
  if (sourceTable) findings.push(...checkSourceTable(sourceTable, languageFiles));
  const rows: EntityRow[] = [];
  for (const file of files.filter((path) => path.endsWith('.csv') && path !== 'sources.csv')) {
    const table = tryRead(join(root, file), name(file), findings);
    if (!table) continue;
    const [area, folder, ...rest] = file.split('/');
    const type = NAMED_TYPES.find((known) => known === folder);
    if (area === 'languages' && rest.length > 0) findings.push(...checkWordTable(table, rest.join('/')));
    else if (area === 'entities' && type && rest.length === 1) addEntities({ ...table, type }, sources, findings, rows);
    else findings.push(misplaced(name(file)));
  }
  findings.push(...checkLanguageSources(languageFiles, sources, name), ...checkNames(rows, ordinaryWordsOf(root)));
  return inOrder(findings, files.map(name));
}

/** By file, then by line. */
function inOrder(findings: readonly Finding[], files: readonly string[]): Finding[] {
  const order = new Map(files.map((file, index) => [file, index]));
  return [...findings].sort((a, b) => order.get(a.file)! - order.get(b.file)! || a.line - b.line);
}

const misplaced = (file: string): Finding => ({
  severity: 'error',
  kind: 'file',
  file,
  line: 0,
  reason: 'a file that nothing reads',
  right: `entities/<type>/*.csv with a type of ${NAMED_TYPES.join(', ')}, or languages/<tag>/<class>.csv`,
});

/** Checks a table of entities and keeps its rows for checks across tables. */
function addEntities(table: EntityTable, sources: ReadonlySet<string> | null, findings: Finding[], rows: EntityRow[]): void {
  for (const finding of checkEntityTable(table, sources)) findings.push(finding);
  for (const { line, record } of table.rows) {
    const row = entityRow(table.file, line, record, table.type);
    if (NAMED_TYPES.includes(row.type)) rows.push(row);
  }
}

/** The table of a file, or null and a finding where it is no CSV. */
function tryRead(path: string, name: string, findings: Finding[]): CsvTable | null {
  try {
    return readTable(path, name);
  } catch (error) {
    if (!(error instanceof DictionaryError)) throw error;
    const { file, line, reason, right } = error;
    findings.push({ severity: 'error', kind: 'file', file, line, reason, right });
    return null;
  }
}

/** Paths of the files below a folder, sorted, without documents and hidden files. */
function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('.md'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
}

function ordinaryWordsOf(root: string): OrdinaryWords {
  const files = filesBelow(root, 'languages').filter((file) => file.endsWith('/common-words.csv'));
  return ordinaryWords(
    files.map((file) => ({
      language: relative('languages', dirname(file)),
      rows: readTable(join(root, file)).rows.map(({ line, record }) => ({
        file,
        line,
        word: record.word ?? '',
        columns: record,
      })),
    })),
  );
}
