/**
 * Checks a table of entities cell by cell: tables in, findings out, nothing read or printed. What needs all entities at once
 * (shared names, ordinary words) is in check-names.ts, word classes are in check-words.ts.
 */
import type { NamedType } from '../model.ts';
import { type CsvTable, ENTITY_COLUMNS, NAMED_TYPES } from './read.ts';

/** What a finding is about: the heading it is counted under. */
export type FindingKind =
  | 'file'
  | 'column'
  | 'id'
  | 'duplicate'
  | 'type'
  | 'name'
  | 'blank'
  | 'script'
  | 'weight'
  | 'country'
  | 'source'
  | 'value'
  | 'shared-name'
  | 'ordinary-word'
  | 'one-character';

/** Something wrong with a dictionary, and where. */
export interface Finding {
  /** Errors make `dict check` fail; warnings are for a person to judge. */
  readonly severity: 'error' | 'warning';
  readonly kind: FindingKind;
  readonly file: string;
  /** 1-based; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly reason: string;
  /** What would be right. */
  readonly right: string;
}

/** A table of entities with what its place says about it. */
export interface EntityTable extends CsvTable {
  /** Type of its folder; undefined for a user's file, whose rows state their own. */
  readonly type: NamedType | undefined;
}

/** Columns that a user's file may hold beside those of ours; nothing reads them. `dict candidates` writes the first three. */
export const REMARK_COLUMNS = ['mentions', 'documents', 'example', 'note'];
const NAME_COLUMNS = ['name', 'en', 'de', 'zh', 'aliases', 'ambiguous'];
const LIST_COLUMNS = ['aliases', 'ambiguous'];
const ID = /^(?:Q[1-9]\d*|gn:[1-9]\d*|cn:\d{4}(?:\d\d)?|(?!gn:|cn:)[a-z]+:[a-z0-9]+(?:-+[a-z0-9]+)*)$/;
/** A user's ids may be those of another system: anything printable behind a prefix. */
const OWN_ID = /^(?!gn:|cn:)[a-z]+:[\w./:+-]+$/;
const OWN_ID_FORM = 'Q…, gn:…, cn:…, or an id of your own behind a prefix, such as crm:C-0042; or nothing';
const ID_FORM = 'Q…, gn:…, cn:… or a prefix and a slug of a-z, 0-9 and -, such as co:evergrande';

/**
 * Findings of one table of entities, by line.
 * @param sources ids of sources.csv, which builtin rows must name; null for a user's file
 */
export function checkEntityTable(table: EntityTable, sources: ReadonlySet<string> | null): Finding[] {
  const { header, row } = entityCheck(table, sources);
  return header.concat(table.rows.flatMap(({ line, record }) => row(record, line)));
}

/** Findings of a header, and a check of the rows under it, one by one and in order: it remembers their ids. */
export function entityCheck(
  table: Omit<EntityTable, 'rows'>,
  sources: ReadonlySet<string> | null,
): { header: Finding[]; row: (record: Cells, line: number) => Finding[] } {
  const columns = table.type ? ENTITY_COLUMNS.filter((column) => column !== 'type' && column !== 'name') : USER_COLUMNS;
  const header = checkHeader(table, columns);
  // Rows of a table that names its columns otherwise would all be wrong.
  if (header.length > 0 && !table.header.some((column) => NAME_COLUMNS.includes(column))) return { header, row: () => [] };
  const lines = new Map<string, number>();
  const row = (record: Cells, line: number) => {
    const found: Finding[] = [];
    const report: Report = (kind, reason, right, severity = 'error') =>
      found.push({ severity, kind, file: table.file, line, reason, right });
    checkId(record.id ?? '', line, table, lines, report);
    if (!table.type && !NAMED_TYPES.includes(record.type as NamedType))
      report('type', `type is ${quote(record.type ?? '')}`, `one of ${NAMED_TYPES.join(', ')}`);
    if (NAME_COLUMNS.every((column) => !record[column])) report('name', 'no name', `one of ${NAME_COLUMNS.join(', ')} is needed`);
    for (const column of table.header) checkBlanks(column, record[column] ?? '', report);
    checkScripts(record, report);
    checkNumbers(record, table.type ?? (record.type as NamedType), report);
    if (sources) checkSources(record.source ?? '', sources, report);
    return found;
  };
  return { header, row };
}

const USER_COLUMNS = [...ENTITY_COLUMNS, ...REMARK_COLUMNS];
type Report = (kind: FindingKind, reason: string, right: string, severity?: Finding['severity']) => void;
type Cells = Readonly<Record<string, string>>;

/** Columns of a header that are none of `known`, or stand there twice. */
export function checkHeader(table: Pick<CsvTable, 'file' | 'header'>, known: readonly string[]): Finding[] {
  const { file, header } = table;
  const report = (reason: string, right: string): Finding => ({
    severity: 'error',
    kind: 'column',
    file,
    line: 1,
    reason,
    right,
  });
  if (header.length === 0) return [report('no header', `a first line that names the columns, of ${known.join(', ')}`)];
  const separator = header.length === 1 && /[;\t]/.exec(header[0])?.[0];
  if (separator)
    return [report(`columns are separated by ${separator === ';' ? 'semicolons' : 'tabs'}`, 'separate them by commas')];
  return header.flatMap((column, index) => {
    if (header.indexOf(column) < index) return [report(`column ${quote(column)} stands there twice`, 'once')];
    if (known.includes(column)) return [];
    const meant = known.find((name) => name === column.trim().toLowerCase());
    return [report(`unknown column ${quote(column)}`, meant ? `write ${meant}` : `known are ${known.join(', ')}`)];
  });
}

function checkId(id: string, line: number, table: Omit<EntityTable, 'rows'>, lines: Map<string, number>, report: Report): void {
  if (id === '') {
    if (table.type) report('id', 'no id', ID_FORM);
    return;
  }
  if (!ID.test(id) && (table.type || !OWN_ID.test(id))) report('id', `id ${quote(id)}`, table.type ? ID_FORM : OWN_ID_FORM);
  const before = lines.get(id);
  if (before !== undefined)
    report('duplicate', `id ${quote(id)} stands on line ${before} already`, 'one row an entity: unite their names');
  else lines.set(id, line);
}

function checkBlanks(column: string, cell: string, report: Report): void {
  if (REMARK_COLUMNS.includes(column)) return;
  if (/[\p{Cc}\p{Zl}\p{Zp}\u200b\u2060\ufeff\ufffd]/u.test(cell))
    report('blank', `${column} holds an unprintable character: ${quote(cell)}`, 'remove it');
  const parts = LIST_COLUMNS.includes(column) && cell !== '' ? cell.split('|') : [cell];
  if (parts.length > 1 && parts.includes(''))
    report('name', `${column} holds an empty name: ${quote(cell)}`, 'one | between two names');
  for (const part of parts) {
    const tidy = part.trim().replace(/[\s\u00a0]+/g, ' ');
    if (tidy !== part) report('blank', `${column} holds needless blanks: ${quote(part)}`, `write ${quote(tidy)}`);
  }
}

const HAN = /\p{Script=Han}/u;
const FOREIGN = /(?!\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited}|\p{Script=Han})\p{L}/u;

function checkScripts(record: Cells, report: Report): void {
  for (const column of ['en', 'de']) {
    const name = record[column] ?? '';
    if (HAN.test(name)) report('script', `${column} holds Chinese characters: ${quote(name)}`, 'put it into zh or aliases');
    else if (FOREIGN.test(name))
      report('script', `${column} holds letters that are not Latin: ${quote(name)}`, 'put it into aliases');
  }
  const { zh = '', en = '', name = '' } = record;
  if (zh !== '' && !HAN.test(zh) && zh !== (en || name))
    report(
      'script',
      `zh holds no Chinese character: ${quote(zh)}`,
      'put it into en, de or aliases unless Chinese texts write it so',
      'warning',
    );
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Whether `code` is an ISO 3166-1 alpha-2 code that Unicode knows. */
export const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;

function checkNumbers(record: Cells, type: NamedType, report: Report): void {
  const { weight = '', country = '' } = record;
  if (!/^\d{0,9}$/.test(weight)) report('weight', `weight is ${quote(weight)}`, 'an integer from 0, or nothing');
  else if (type !== 'city' && Number(weight) > 100)
    report('weight', `weight of a ${type} is ${weight}`, 'from 0 to 100', 'warning');
  if (country !== '' && !isCountry(country))
    report('country', `country is ${quote(country)}`, 'two capital letters of ISO 3166-1, such as DE');
}

function checkSources(cell: string, sources: ReadonlySet<string>, report: Report): void {
  if (cell === '') report('source', 'no source', 'ids of sources.csv, joined by +');
  for (const id of cell.split('+'))
    if (cell !== '' && !sources.has(id))
      report('source', `source ${quote(id)} is not in sources.csv`, 'add its row there, with its licence');
}

/** A cell as a message shows it: nothing in it reaches a terminal raw, and long ones are cut. */
export function quote(cell: string): string {
  const short = cell.length > 80 ? `${cell.slice(0, 79)}…` : cell;
  return `"${short.replace(/[\p{C}\p{Zl}\p{Zp}\u00a0]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`)}"`;
}
