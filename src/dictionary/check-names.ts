/** Checks what only all entities together show: names that several own, and names that are ordinary words. */
import type { NamedType } from '../model.ts';
import { foldString } from '../text/fold.ts';
import { type Finding, type FindingKind, quote } from './check.ts';
import { type EntityRow, namesOf, type WordRow } from './read.ts';

/** Ordinary words of all languages by folded form; true where a word is frequent. */
export type OrdinaryWords = ReadonlyMap<string, boolean>;

/** From this count on (`common-words.csv` of a language) a word is so frequent that no bearer outweighs it. */
const FREQUENT: Readonly<Record<string, number>> = { zh: 600, de: 60, en: 25 };
/** From this weight on (a city's is its population) a bearer outweighs a word that is not frequent: 天水, Airbus. */
const PROMINENT: Readonly<Record<NamedType, number>> = { person: 50, company: 50, city: 50_000 };

/** Gathers the words of `common-words.csv` files. */
export function ordinaryWords(files: readonly { language: string; rows: readonly WordRow[] }[]): OrdinaryWords {
  const words = new Map<string, boolean>();
  for (const { language, rows } of files)
    for (const { word, columns } of rows) {
      const key = foldString(word);
      words.set(key, words.get(key) || Number(columns.count) >= (FREQUENT[language] ?? 1));
    }
  return words;
}

/** A name of an entity that counts without context. */
interface SafeName {
  readonly name: string;
  readonly row: EntityRow;
}

/**
 * Findings on the names of entities, in order of the rows. A name flagged in any row of its entity counts as flagged.
 * @param ordinary ordinary words of all languages
 */
export function checkNames(rows: readonly EntityRow[], ordinary: OrdinaryWords): Finding[] {
  const weights = weightsOf(rows);
  const safe = safeNames(rows);
  const findings: Finding[] = [];
  for (const [key, names] of safe) {
    if ([...key].length === 1)
      for (const { name, row } of names) findings.push(judge(row, 'one-character', `${quote(name)} is a single character`, FLAG));
    else if (ordinary.has(key)) findings.push(...ordinaryName(names, ordinary.get(key)!, weights));
    findings.push(...sharedName(names, weights));
  }
  const order = new Map(rows.map((row, index) => [`${row.file}:${row.line}`, index]));
  const rank = ({ file, line }: Finding) => order.get(`${file}:${line}`)!;
  return findings.sort((a, b) => rank(a) - rank(b));
}

const FLAG = 'name it in the column ambiguous';
const judge = ({ file, line }: EntityRow, kind: FindingKind, reason: string, right: string): Finding => ({
  severity: 'error',
  kind,
  file,
  line,
  reason,
  right,
});

/** A frequent word needs the flag; a rare one only where no well-known bearer outweighs it: then it is for a person to judge. */
function ordinaryName(names: readonly SafeName[], frequent: boolean, weights: ReadonlyMap<string, number>): Finding[] {
  return names.map(({ name, row }) => {
    const outweighed = !frequent && weights.get(entityKey(row))! >= PROMINENT[row.type];
    const finding = judge(
      row,
      'ordinary-word',
      `${quote(name)} is an ordinary word${frequent ? '' : ', though a rare one'}`,
      FLAG,
    );
    return outweighed ? { ...finding, severity: 'warning' } : finding;
  });
}

/** Rows of one id are one entity; a row without id is one by itself. */
const entityKey = (row: EntityRow): string => (row.id ? `${row.type} ${row.id}` : `${row.type} ${row.file}:${row.line}`);

/** Weight of each entity: the first stated, as merging keeps it. */
function weightsOf(rows: readonly EntityRow[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const row of rows) weights.set(entityKey(row), weights.get(entityKey(row)) || row.weight);
  return weights;
}

/** For each folded name the entities that own it unflagged, each once, with the row that says so. */
function safeNames(rows: readonly EntityRow[]): Map<string, SafeName[]> {
  const flagged = new Set<string>();
  for (const row of rows) for (const name of row.ambiguous) flagged.add(`${entityKey(row)}\t${foldString(name)}`);
  const safe = new Map<string, SafeName[]>();
  const seen = new Set<string>();
  for (const row of rows) {
    for (const name of namesOf(row)) {
      const key = foldString(name);
      const own = `${entityKey(row)}\t${key}`;
      if (flagged.has(own) || seen.has(own)) continue;
      seen.add(own);
      const names = safe.get(key);
      if (names) names.push({ name, row });
      else safe.set(key, [{ name, row }]);
    }
  }
  return safe;
}

/** Cities may share a name: the largest is meant. Otherwise weights must tell whom a name means. */
function sharedName(names: readonly SafeName[], weights: ReadonlyMap<string, number>): Finding[] {
  const [first, ...others] = names;
  const types = new Set<NamedType>(names.map(({ row }) => row.type));
  const weightOf = ({ row }: SafeName) => weights.get(entityKey(row))!;
  if (types.size > 1) {
    const other = others.find(({ row }) => row.type !== first.row.type)!;
    return [
      judge(
        other.row,
        'shared-name',
        `${quote(other.name)} is also ${describe(first.row)}`,
        'flag it as ambiguous in the lesser of the two',
      ),
    ];
  }
  if (types.has('city') || others.length === 0) return [];
  const heaviest = names.reduce((most, name) => Math.max(most, weightOf(name)), 0);
  const rivals = names.filter((name) => weightOf(name) === heaviest);
  if (rivals.length < 2) return [];
  const [one, two] = rivals;
  return [
    judge(
      two.row,
      'shared-name',
      `${quote(two.name)} is also ${describe(one.row)}, of the same weight ${heaviest}`,
      'one id if they are the same, else other weights or the column ambiguous',
    ),
  ];
}

const describe = (row: EntityRow) => `${row.type} ${row.id || quote(namesOf(row)[0])} (${row.file}:${row.line})`;
