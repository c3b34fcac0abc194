// Companies linked across languages → dictionaries/entities/company/{wikidata,china-listed,taiwan-listed,hongkong-listed,world-listed}.csv
//
//   npx tsx scripts/import/companies.ts <sources-dir>
//
// The sources give one company under several ids. Rows become one entity when evidence agrees in both scripts: the same full
// Chinese name, or a shared Chinese name with related Latin names, or a shared Latin name with related Chinese names.
// A name alone never merges, because short names collide. Two rows of curated.csv, or of two stock codes, never merge.
// Hand corrections (rows to drop, names to drop or flag, pairs to merge) stand in companies-corrections.csv and outlive an
// import; curated.csv wins over everything here, and to its companies only names that contain a curated name are added.
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import {
  bareLatin,
  byAction,
  CHINESE_FORM,
  cleanChinese,
  cleanLatin,
  dictionaries,
  groupWords,
  HAN,
  isFullName,
  latinKey,
  patterns,
  shortFirst,
  unique,
} from './company-names.js';
import { compare, type Row, readCsv, readTsv, split, writeCsv } from './csv.js';

const sources = process.argv[2];
if (sources === undefined) throw new Error('usage: npx tsx scripts/import/companies.ts <sources-dir>');
const folder = join(dictionaries, 'entities/company');
const COLUMNS = ['id', 'en', 'de', 'zh', 'aliases', 'ambiguous', 'country', 'weight', 'source'];

interface Company {
  /** Ids other rows may call this one by; the first is its own. */
  readonly id: string;
  readonly origin: Origin | 'curated';
  readonly country: string;
  readonly weight: number;
  readonly zh: readonly string[];
  readonly latin: readonly string[];
  readonly de: string;
}

/** The sources in the order in which their ids and names are preferred; share-alike ones are left out. */
const ORIGINS = ['wikidata', 'china-listed', 'taiwan-listed', 'hongkong-listed', 'world-listed'] as const;
type Origin = (typeof ORIGINS)[number];

/** What `sources.csv` calls them. */
const SOURCE: Record<Origin, string> = {
  wikidata: 'wikidata-companies',
  'china-listed': 'china-listed',
  'taiwan-listed': 'taiwan-listed',
  'hongkong-listed': 'hongkong-listed',
  'world-listed': 'world-listed',
};

const droppedRows = new Set(byAction('drop').map((row) => row.id));
const droppedNames = new Set(byAction('drop-name').map((row) => `${row.id}\t${row.name}`));
const apart = new Set(byAction('apart').map((row) => `${row.id}\t${row.value}`));
const flagged = new Set(byAction('flag').map((row) => row.name));

// ---- rows ------------------------------------------------------------------------------------------------------

const MARKETS: Record<string, Origin> = { XSHX: 'china-listed', XTAI: 'taiwan-listed', XHKG: 'hongkong-listed' };

function originOf(row: Row): Origin | undefined {
  if (/^Q\d+$/.test(row.id)) return 'wikidata';
  const market = row.id.split(':')[0];
  if (market in MARKETS) return MARKETS[market];
  if (row.source.startsWith('hk+')) return 'hongkong-listed';
  return row.source.startsWith('sp500') || row.source.startsWith('quickcontact') ? 'world-listed' : undefined;
}

/** `XSHX:600519.SH` → `sse:600519`; a company without a code is called by its English name. */
function idOf(row: Row): string {
  const code = /^X\w+:(\w+)\.(SH|SZ|BJ|TWO?|HK)$/.exec(row.id);
  if (code)
    return `${{ SH: 'sse', SZ: 'szse', BJ: 'bse', TW: 'twse', TWO: 'tpex', HK: 'hkex' }[code[2]]}:${code[1].toLowerCase()}`;
  if (/^Q\d+$/.test(row.id)) return row.id;
  return `co:${latinKey(row.en).replace(/ /g, '-')}`;
}

const COUNTRY: Partial<Record<Origin, string>> = { 'china-listed': 'CN', 'taiwan-listed': 'TW', 'hongkong-listed': 'HK' };

/** Prominence by source: what several sources of Wikidata subsets know is better known. */
function weightOf(row: Row, origin: Origin): number {
  if (origin === 'world-listed') return 60;
  if (origin === 'china-listed') return 30;
  if (origin === 'hongkong-listed') return 25;
  if (origin === 'taiwan-listed') return 15;
  return Math.min(50, 10 + 15 * row.source.split('+').length - (row.source === 'nsi' ? 10 : 0));
}

function readCompany(row: Row): Company | undefined {
  const origin = originOf(row);
  if (origin === undefined || droppedRows.has(row.id)) return undefined;
  const all = [row.en, row.de, ...split(row.latin_aliases), row.zh, ...split(row.zh_aliases)];
  if (patterns.row.some((pattern) => [row.en, row.zh].some((name) => pattern.test(name)))) return undefined;
  const id = idOf(row);
  const kept = (name: string) => !droppedNames.has(`${id}\t${name}`) && !droppedNames.has(`*\t${name}`);
  const latin = unique(all.map(cleanLatin)).filter(kept);
  const zh = unique(all.filter((name) => HAN.test(name)).map(cleanChinese)).filter(kept);
  if (latin.length === 0 || zh.length === 0) return undefined;
  const label = cleanLatin(row.en);
  const long = latin.filter((name) => name === label || !/^[\p{Lu}\d.]{2,4}$|^\p{Lu}\p{Ll}?$/u.test(name));
  return {
    id,
    origin,
    country: COUNTRY[origin] ?? '',
    weight: weightOf(row, origin),
    zh: shortFirst(zh),
    latin: long,
    de: cleanLatin(row.de),
  };
}

function readCurated(row: Row): Company {
  const names = [row.en, row.de, row.zh, ...split(row.aliases)].filter((name) => name);
  return {
    id: row.id,
    origin: 'curated',
    country: row.country,
    weight: Number(row.weight),
    zh: names.filter((name) => HAN.test(name)),
    latin: names.filter((name) => !HAN.test(name)),
    de: row.de,
  };
}

// ---- one entity a company --------------------------------------------------------------------------------------

class Clusters {
  private readonly parent: number[];
  constructor(private readonly companies: readonly Company[]) {
    this.parent = companies.map((_, at) => at);
  }
  find(at: number): number {
    while (this.parent[at] !== at) at = this.parent[at] = this.parent[this.parent[at]];
    return at;
  }
  members(): Company[][] {
    const groups = new Map<number, Company[]>();
    this.companies.forEach((company, at) => {
      const root = this.find(at);
      groups.set(root, [...(groups.get(root) ?? []), company]);
    });
    return [...groups.values()];
  }
  private identity(root: number): Set<string> {
    const own = this.companies.filter((_, at) => this.find(at) === root);
    return new Set(
      own.filter((company) => company.origin === 'curated' || /^(sse|szse|bse)/.test(company.id)).map((company) => company.id),
    );
  }
  private areApart(left: number, right: number): boolean {
    const ids = (root: number) => this.companies.filter((_, at) => this.find(at) === root).map((company) => company.id);
    return ids(left).some((id) => ids(right).some((other) => apart.has(`${id}\t${other}`)));
  }
  /** Joins two rows unless that would make one of two curated companies or of two stock codes. */
  join(a: number, b: number, sure = false): void {
    const [left, right] = [this.find(a), this.find(b)];
    if (left === right) return;
    if (this.areApart(left, right) || this.areApart(right, left)) return;
    const both = [...this.identity(left)].filter((id) => ![...this.identity(right)].includes(id));
    const curated = (root: number) =>
      this.companies.some((company, at) => company.origin === 'curated' && this.find(at) === root);
    const listed = (root: number) => [...this.identity(root)].some((id) => /^(sse|szse|bse)/.test(id));
    if (!sure && both.length > 0 && ((curated(left) && curated(right)) || (listed(left) && listed(right)))) return;
    this.parent[Math.max(left, right)] = Math.min(left, right);
  }
}

const fullNames = (company: Company): string[] => company.zh.filter(isFullName);
const bareChinese = (name: string): string =>
  name
    .replace(/（[^）]*）/g, '')
    .replace(CHINESE_FORM, '')
    .replace(/集团$|控股$/, '');

/** Chinese names are related when they share two characters in a row. */
function chineseRelated(a: Company, b: Company): boolean {
  const pairs = new Set(a.zh.flatMap((name) => [...name].slice(1).map((_, at) => name.slice(at, at + 2))));
  return b.zh.some((name) => [...name].slice(1).some((_, at) => pairs.has(name.slice(at, at + 2))));
}

/** Latin names are related when one begins as the other does, by a word of four letters or more or the whole of it. */
function latinRelated(a: Company, b: Company): boolean {
  const heads = (company: Company) =>
    new Set(
      company.latin.flatMap((name) => {
        const words = latinKey(name).split(' ');
        const head = words.find((word) => word.length > 3) ?? words.join(' ');
        return [head, words.join('')];
      }),
    );
  const left = heads(a);
  return [...heads(b)].some((head) => left.has(head));
}

function index(companies: readonly Company[], keys: (company: Company) => readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  companies.forEach((company, at) => {
    for (const key of new Set(keys(company))) if (key !== '') found.set(key, [...(found.get(key) ?? []), at]);
  });
  return found;
}

function cluster(companies: readonly Company[]): Company[][] {
  const clusters = new Clusters(companies);
  const byId = index(companies, (company) => [company.id]);
  for (const same of byId.values()) for (const at of same.slice(1)) clusters.join(same[0], at, true);
  for (const { id, value } of byAction('merge')) {
    const [from, to] = [byId.get(id)?.[0], byId.get(value)?.[0]];
    if (from !== undefined && to !== undefined) clusters.join(to, from, true);
  }
  for (const same of index(companies, fullNames).values()) for (const at of same.slice(1)) clusters.join(same[0], at);
  const pairs = (groups: Map<string, number[]>, related: (a: Company, b: Company) => boolean) => {
    for (const same of groups.values())
      for (const [order, a] of same.entries())
        for (const b of same.slice(order + 1)) if (related(companies[a], companies[b])) clusters.join(a, b);
  };
  // The usual names first, so that a row finds the company it names before one that has its name as an alias.
  pairs(
    index(companies, (company) => [latinKey(company.latin[0] ?? '')]),
    chineseRelated,
  );
  pairs(
    index(companies, (company) => company.zh.map(bareChinese).filter((name) => name.length > 1)),
    latinRelated,
  );
  pairs(
    index(companies, (company) => company.latin.map(latinKey).filter((key) => key.length > 2)),
    chineseRelated,
  );
  return clusters.members();
}

// ---- names that are other things too ---------------------------------------------------------------------------

function words(path: string, column = 'word'): Map<string, number> {
  return new Map(
    readCsv(join(dictionaries, 'languages', path)).map((row) => [row[column], Number(row.count || row.frequency || 1)]),
  );
}
const chineseWords = words('zh/common-words.csv');
const FREQUENT = 1000;
const corporate = new Set(groupWords);
const chinesePlaces = words('zh/places.csv');
const latinWords = new Set([...words('en/common-words.csv').keys(), ...words('de/common-words.csv').keys()]);
const latinNames = new Set([...words('und-Latn/surnames.csv').keys(), ...words('und-Latn/given-names.csv').keys()]);
for (const path of ['und-Latn/places.csv', 'en/places.csv', 'de/places.csv'])
  for (const word of words(path).keys()) latinNames.add(word);
const cityNames = new Set(
  ['curated', 'china', 'geonames'].flatMap((file) =>
    readCsv(join(dictionaries, `entities/city/${file}.csv`)).flatMap((row) => [row.en, row.de, row.zh, ...split(row.aliases)]),
  ),
);
const personNames = new Set(
  ['curated', 'wikidata', 'cpc20'].flatMap((file) =>
    readCsv(join(dictionaries, `entities/person/${file}.csv`)).flatMap((row) => [row.zh, row.en, ...split(row.aliases)]),
  ),
);

/** Frequent words in a row are a phrase first (建设工业, 公共服务), unless the end says that it is a company. */
function isPhrase(name: string): boolean {
  if (CHINESE_FORM.test(name)) return false;
  const words = nodejieba.cut(name);
  const parts = words.length > 1 ? words : [name.slice(0, 2), name.slice(2)];
  return parts.every((part) => (chineseWords.get(part) ?? 0) >= FREQUENT) && !corporate.has(parts.at(-1)!);
}

/**
 * Two characters, or one Latin word that few know as a company, stand in any text by chance; other names are flagged only
 * when they are a word, a place or a person.
 */
function ambiguous(name: string, weight: number): boolean {
  if (flagged.has(name) || patterns.flag.some((pattern) => pattern.test(name))) return true;
  if (HAN.test(name)) {
    if ([...name].length === 2 || isPhrase(name)) return true;
    return chineseWords.has(name) || chinesePlaces.has(name) || cityNames.has(name) || personNames.has(name);
  }
  if (cityNames.has(name) || personNames.has(name) || latinNames.has(name)) return true;
  const parts = name.split(/[\s-]+/);
  const ordinary = (part: string) => latinWords.has(part.toLowerCase()) || /^[\p{Lu}\d&.']{1,3}$/u.test(part);
  if (parts.length === 1)
    return weight < 45 || ordinary(name) || [...name].length <= 3 || (/^[\p{Lu}\d]{2,4}$/u.test(name) && weight < 60);
  return weight < 40 && parts.length === 2 && parts.every((part) => ordinary(part) || latinNames.has(part));
}

// ---- output ----------------------------------------------------------------------------------------------------

const rank = (company: Company): number => (company.origin === 'curated' ? -1 : ORIGINS.indexOf(company.origin));

/**
 * To a curated company only its names on the exchange are added, and full names that contain one of its own, so that no junk
 * reaches a prominent one.
 */
function trusted(group: readonly Company[]): (name: string) => boolean {
  const curated = group.filter((company) => company.origin === 'curated').flatMap((company) => company.zh);
  const listed = new Set(group.filter((company) => company.origin === 'china-listed').flatMap((company) => company.zh));
  const fitting = (name: string) => listed.has(name) || (isFullName(name) && curated.some((known) => name.includes(known)));
  return (name) => !curatedNames.has(name) && fitting(name);
}

/** Names of curated companies belong to them; those they flag are flagged for every company. */
const curatedRows = readCsv(join(folder, 'curated.csv'));
const curatedNames = new Set(curatedRows.map(readCurated).flatMap((company) => [...company.zh, ...company.latin]));
for (const name of curatedRows.flatMap((row) => split(row.ambiguous))) flagged.add(name);

function toRow(group: readonly Company[]): { readonly file: Origin; readonly row: Row } | undefined {
  const members = [...group].sort((a, b) => rank(a) - rank(b) || b.weight - a.weight || compare(a.id, b.id));
  const drawn = members.filter((company) => company.origin !== 'curated');
  if (drawn.length === 0) return undefined;
  const curated = drawn.length < members.length;
  const keep = curated ? trusted(members) : (name: string) => !curatedNames.has(name);
  const zh = unique(drawn.flatMap((company) => company.zh)).filter(keep);
  const latin = curated
    ? []
    : unique(
        drawn.flatMap((company) =>
          company.latin.flatMap((name) => [bareLatin(name), name].filter((form) => !droppedNames.has(`${company.id}\t${form}`))),
        ),
      ).filter(keep);
  const file = drawn[0].origin as Origin;
  const source = [...new Set(drawn.map((company) => SOURCE[company.origin as Origin]))].sort(compare).join('+');
  if (curated) {
    if (zh.length === 0) return undefined;
    const ambiguousNames = zh.filter((name) => ambiguous(name, members[0].weight)).sort(compare);
    const names = { zh: zh[0], aliases: zh.slice(1).sort(compare).join('|'), ambiguous: ambiguousNames.join('|') };
    const row = { id: members[0].id, en: '', de: '', ...names, country: '', weight: '', source };
    return { file, row };
  }
  if (zh.length === 0 || latin.length === 0) return undefined;
  const weight = Math.max(...drawn.map((company) => company.weight));
  const en = latin[0];
  const de = drawn.map((company) => company.de).find((name) => name !== '' && keep(name)) ?? '';
  // A word that is more often a person or a place is no help to a company few know.
  const useful = (name: string) =>
    HAN.test(name) || name.includes(' ') || weight > 45 || (!latinNames.has(name) && !cityNames.has(name));
  const others = [...latin.slice(1), ...zh.slice(1)].filter((name) => name !== en && name !== de && useful(name));
  const aliases = unique(others).sort(compare);
  const flags = unique([en, de, zh[0], ...aliases].filter((name) => name !== '' && ambiguous(name, weight))).sort(compare);
  return {
    file,
    row: {
      id: members[0].id,
      en,
      de,
      zh: zh[0],
      aliases: aliases.join('|'),
      ambiguous: flags.join('|'),
      country: drawn.find((company) => company.country !== '')?.country ?? '',
      weight: String(weight),
      source,
    },
  };
}

function main(): void {
  const curated = curatedRows.map(readCurated);
  const linked = readTsv(join(sources, 'companies/companies.tsv')).map(readCompany);
  const companies = [...curated, ...linked.filter((company) => company !== undefined)];
  const groups = cluster(companies);
  const rows = groups.map(toRow).filter((row) => row !== undefined);
  for (const origin of ORIGINS) {
    const own = rows.filter((row) => row.file === origin).map((row) => row.row);
    writeCsv(
      join(folder, `${origin}.csv`),
      COLUMNS,
      own.sort((a, b) => compare(a.id, b.id)),
    );
    console.error(`${origin}: ${own.length}`);
  }
  console.error(`companies: ${groups.length}, of them curated: ${curated.length}`);
  for (const group of process.env.EXPLAIN ? groups : [])
    if (group.length > 1) console.log(group.map((company) => company.id).join('\t'));
}

main();
