/**
 * Builds the tables of people from the sources, next to `curated.csv`, which is written by hand and wins.
 *
 *   npx tsx scripts/import/people.ts <sources-directory> [<directory of the package @faker-js/faker>]
 *
 * A source's labels are not trusted: names are chosen among all its forms, cleaned, and flagged `ambiguous` where they are
 * also words, places, companies or name tokens many people share. What rules cannot know stands in `corrections-people.csv`.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare, type Row, readCsv, readTsv, split, writeCsv } from './csv.ts';
import { latinLetters, simplify, writeNameWords } from './name-words.ts';
import { ordinaryWords, otherThings, transliteratedTokens } from './other-things.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(root, 'dictionaries', 'entities', 'person');
const columns = ['id', 'en', 'de', 'zh', 'aliases', 'ambiguous', 'country', 'weight', 'source'];

interface Person {
  id: string;
  en: string;
  de: string;
  zh: string;
  names: Set<string>;
  ambiguous: Set<string>;
  country: string;
  weight: number;
  sources: Set<string>;
}

const [sources, faker] = process.argv.slice(2);
if (!sources) throw new Error('usage: people.ts <sources-directory> [<faker directory>]');
const corrections = readCsv(join(dirname(fileURLToPath(import.meta.url)), 'corrections-people.csv'));
const words = (target: string) => corrections.filter((row) => row.target === target).flatMap((row) => split(row.value));

await writeNameWords({ root, sources, faker, corrections });

const languages = join(root, 'dictionaries', 'languages');
const column = (path: string, name = 'word') => readCsv(join(languages, path)).map((row) => row[name]!);
const surnames = new Set(column('zh/surnames.csv'));
const spelling = new Set(column('zh/transliteration-characters.csv'));
const givenNames = new Set(column('und-Latn/given-names.csv'));
const nameTokens = new Set([...column('und-Latn/surnames.csv'), ...givenNames]);
const titles = words('latin-title');
const particles = new Set(words('latin-particle'));
const zhTitles = words('zh-title-tail');
const zhHeads = words('zh-title-head');

// ---------------------------------------------------------------- names

/** A Latin name without titles, or nothing when it is not written as a name. */
function cleanLatin(text: string): string {
  let name = text
    .normalize('NFC')
    .replace(/\s*& family$/i, '')
    .replace(/\s*\([^)]*\)$/, '')
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .trim();
  const comma = name.indexOf(',');
  if (comma > 0 && name.slice(0, comma).includes(' ')) name = name.slice(0, comma);
  for (let again = true; again; ) {
    const title = titles.find((candidate) => name.startsWith(`${candidate} `) && name.slice(candidate.length + 1).includes(' '));
    again = title !== undefined;
    if (title !== undefined) name = name.slice(title.length + 1);
  }
  if (!/^[\p{Script=Latin}\p{M} .'-]+$/u.test(name)) return '';
  const tokens = name.split(' ');
  const capitalised = (token: string) => /^(\p{Ll}{1,4}['-])?\p{Lu}/u.test(token);
  if (!tokens.every((token) => capitalised(token) || particles.has(token))) return '';
  if (particles.has(tokens[0]!) || !capitalised(tokens.at(-1)!)) return '';
  if (tokens.length > 6 || name.length < 3 || /^\p{Lu}+$/u.test(name)) return '';
  return name;
}

const initials = (name: string) => name.split(' ').filter((token) => /^(\p{Lu}\.?){1,3}$/u.test(token)).length;
const full = (name: string) => name.includes(' ') && name.split(' ').length - initials(name) >= 2;

/** A Chinese name with `·` between its parts, in simplified characters, or nothing. */
function cleanChinese(text: string): string {
  let name = simplify(text.normalize('NFC'))
    .replace(/\s*[‧•・․．·]\s*/g, '·')
    .replace(/[－–‐]/g, '-')
    .replace(/及家族$/, '')
    .replace(/\s*[(（][^)）]*[)）]$/, '')
    .trim();
  name = name.replace(/^([^ ]+) ([^ ]+)$/, '$1·$2');
  if (!/^\p{Script=Han}([\p{Script=Han}·-]|(?<=·)[A-Z](?=·))+$/u.test(name) || name.length > 24 || /[·-]$/.test(name)) return '';
  return zhTitles.some((title) => name.endsWith(title)) ? '' : name;
}

const dotted = (name: string) => name.includes('·');
const spelled = (name: string) => [...name].every((character) => spelling.has(character));
const native = (name: string) =>
  name.length >= 2 && name.length <= 4 && (surnames.has(name[0]!) || (name.length > 2 && surnames.has(name.slice(0, 2))));

function chooseLatin(label: string, all: readonly string[]): string {
  const cleaned = /^\p{Lu}/u.test(label) ? cleanLatin(label) : '';
  if (cleaned.includes(' ')) return cleaned;
  const complete = all.filter(
    (name) => full(name) && !name.includes(' of ') && !particles.has(name.split(' ')[0]!.toLowerCase()),
  );
  const holding = complete.filter((name) => cleaned !== '' && name.toLowerCase().includes(cleaned.toLowerCase()));
  const known = all.includes(cleaned);
  const pool = holding.length > 0 ? holding : known ? [] : complete.length > 0 ? complete : all;
  return (
    [...pool].sort((a, b) => a.split(' ').length - b.split(' ').length || a.length - b.length || compare(a, b))[0] ?? cleaned
  );
}

/** A few forms of one name: no nicknames, no lone given names, no library spellings with the particle in front. */
function chooseAliases(all: readonly string[], en: string): string[] {
  const fold = (token: string) =>
    token
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .slice(0, 4);
  const own = new Set(en.split(/[ -]/).map(fold));
  const good = all.filter((name) => {
    const [first, ...rest] = name.split(' ');
    if (particles.has(first!.toLowerCase()) || titles.includes(rest.at(-1) ?? '') || (titles.includes(first!) && name !== en))
      return false;
    if (/\.$/.test(name) && !/[JS]r\.$/.test(name)) return false;
    if (rest.length === 0) return !givenNames.has(name) && own.has(fold(name));
    return name.split(/[ -]/).some((token) => token.length > 2 && own.has(fold(token)));
  });
  return good.sort((a, b) => a.length - b.length || compare(a, b)).slice(0, 8);
}

/** The form the mainland press would use: already simplified in the source, as many parts as the Latin name. */
function chooseChinese(forms: readonly string[], original: ReadonlySet<string>, en: string): string {
  const parts = en.split(' ').filter((token) => !particles.has(token)).length;
  const score = (name: string) =>
    (original.has(name) ? 4 : 0) +
    (dotted(name) ? 3 : native(name) && !spelled(name) ? 3 : 0) -
    Math.abs(name.split('·').length - parts);
  return [...forms].sort((a, b) => score(b) - score(a) || compare(a, b))[0] ?? '';
}

// ---------------------------------------------------------------- what a name may also be

const wordTags = ordinaryWords();
const things = otherThings(root, sources);
const tokens = transliteratedTokens(sources);

function isAmbiguous(name: string, foreign: boolean, parts: ReadonlyMap<string, number>): boolean {
  if (things.has(name)) return true;
  if (/^\p{Script=Han}/u.test(name)) {
    if (dotted(name)) return name.length < 4;
    if (name.length <= 2) return true;
    const tag = wordTags.get(name);
    if (tag !== undefined && !tag.startsWith('nr')) return true;
    if (zhHeads.some((head) => name.startsWith(head))) return true;
    return (parts.get(name) ?? 0) > 1 || (spelled(name) && (name.length <= 3 ? foreign || !native(name) : tokens.has(name)));
  }
  if (name.includes(' ')) return name.length < 6 || !full(name);
  return name.length < 7 || name.includes('-') || nameTokens.has(name) || (parts.get(name) ?? 0) > 1;
}

// ---------------------------------------------------------------- sources

/** People linked by Wikidata id. */
function linkedPeople(): Person[] {
  return readTsv(join(sources!, 'people/people.tsv')).map((row) => {
    const all = [...new Set(split(row.latin_aliases).map(cleanLatin).filter(Boolean))];
    const en = chooseLatin(row.en!, all);
    const latin = chooseAliases(all, en);
    const de = cleanLatin(row.de ?? '');
    const raw = [row.zh!, ...split(row.zh_aliases)];
    const forms = [...new Set(raw.map(cleanChinese).filter(Boolean))];
    const joined = new Set(forms.filter(dotted).map((name) => name.replaceAll('·', '')));
    const safe = forms.filter((name) => dotted(name) || joined.has(name) || spelled(name) || native(name) || forms.length === 1);
    const kept = safe.length > 0 ? safe : forms.slice(0, 2);
    const zh = chooseChinese(kept, new Set(raw.filter((name) => simplify(name) === name)), en);
    const spread = split(row.latin_aliases).length + split(row.zh_aliases).length;
    return {
      id: row.id!,
      en,
      de: de.includes(' ') && de !== en ? de : '',
      zh,
      names: new Set([...latin, ...(de ? [de] : []), ...kept]),
      ambiguous: new Set<string>(),
      country: '',
      weight: Math.min(45, 10 + Math.round(6 * Math.log2(1 + spread))),
      sources: new Set(['wikidata']),
    };
  });
}

/** Chinese officials and the listed rich, whose rows have no Wikidata id. */
function otherPeople(curated: readonly Person[]): Person[] {
  const taken = new Map(curated.map((person) => [person.id, person.zh]));
  return readTsv(join(sources!, 'people/people_extra.tsv')).map((row) => {
    const official = row.id!.startsWith('cpc20:');
    const zh = cleanChinese(row.zh!);
    // Pinyin made of a name that is no Han name (艾力更·依明巴海) is nobody's name in Latin letters.
    const en = official && (dotted(zh) || !native(zh)) ? '' : cleanLatin(row.en!);
    const slug = `p:${latinLetters(en || row.en!)}`;
    const id =
      (taken.get(slug) ?? zh) === zh
        ? slug
        : `${slug}-${[...zh].map((character) => character.codePointAt(0)!.toString(16)).join('')}`;
    taken.set(slug, taken.get(slug) ?? zh);
    const central = row.source!.includes('central-committee');
    return {
      id,
      en,
      de: '',
      zh,
      names: new Set<string>(),
      ambiguous: new Set<string>(),
      country: official ? 'CN' : '',
      weight: central ? 50 : official ? 15 : 45,
      sources: new Set([central ? 'cpc20-committee' : official ? 'cpc20-delegates' : 'rich-list']),
    };
  });
}

const forms = (person: Person) =>
  new Set([person.en, person.de, person.zh, ...person.names, ...person.ambiguous].filter(Boolean));

function readCurated(): Person[] {
  return readCsv(join(folder, 'curated.csv')).map((row) => ({
    ...{ id: row.id!, en: row.en!, de: row.de!, zh: row.zh!, country: row.country! },
    names: new Set(split(row.aliases)),
    ambiguous: new Set(split(row.ambiguous)),
    weight: Number(row.weight),
    sources: new Set(['curated']),
  }));
}

/**
 * Gives rows of one person one id: curated rows first, then Wikidata's. Two rows are one person when they share a full Latin
 * and a Chinese name; for the listed rich the Latin one is enough, because every list transliterates anew. A mere delegate may
 * only join a curated row: too many of them share a famous dead man's name.
 */
function unite(people: readonly Person[], curated: readonly Person[]): Person[] {
  const key = (latin: string, chinese: string) => `${latin.toLowerCase()}\t${chinese}`;
  const pairs = (person: Person) => {
    const all = [...forms(person)];
    const latin = all.filter((name) => /^\p{Script=Latin}/u.test(name) && name.includes(' '));
    const chinese = all.filter((name) => /^\p{Script=Han}/u.test(name) && (name.length > 2 || native(name)));
    const alone = chinese.some(dotted) || person.sources.has('rich-list') ? latin.map((one) => key(one, '')) : [];
    return { both: latin.flatMap((one) => chinese.map((other) => key(one, other))), alone };
  };
  const owners = new Map<string, string>();
  const claim = (person: Person) => {
    const { both, alone } = pairs(person);
    for (const pair of [...both, ...alone]) if (!owners.has(pair)) owners.set(pair, person.id);
  };
  const known = new Set(curated.map((person) => person.id));
  curated.forEach(claim);
  const joined = new Map<string, Person>();
  for (const person of people) {
    const { both, alone } = pairs(person);
    const owner = [...both, ...(person.sources.has('rich-list') ? alone : [])]
      .map((pair) => owners.get(pair))
      .find((id) => id !== undefined);
    const id = owner !== undefined && (known.has(owner) || !person.sources.has('cpc20-delegates')) ? owner : person.id;
    const first = joined.get(id);
    if (first === undefined) {
      joined.set(id, { ...person, id });
      claim({ ...person, id });
      continue;
    }
    for (const name of forms(person)) first.names.add(name);
    for (const source of person.sources) first.sources.add(source);
    first.zh ||= person.zh;
    first.country ||= person.country;
    first.weight = Math.max(first.weight, person.weight);
  }
  return [...joined.values()];
}

// ---------------------------------------------------------------- corrections, flags, output

function correct(people: readonly Person[]): Person[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  const only = new Set(words('not-a-name'));
  for (const person of people) for (const name of person.names) if (only.has(name)) person.names.delete(name);
  for (const { target, key, action, value } of corrections) {
    const person = target === 'person' ? byId.get(key!) : undefined;
    if (person === undefined) continue;
    if (action === 'drop') byId.delete(key!);
    else if (action === 'remove') for (const name of split(value)) person.names.delete(name);
    else if (action === 'add') for (const name of split(value)) person.names.add(name);
    else if (action === 'ambiguous') for (const name of split(value)) person.ambiguous.add(name);
    else if (action === 'en' || action === 'de' || action === 'zh') person[action] = value!;
    else if (action === 'weight') person.weight = Number(value);
    else throw new Error(`corrections-people.csv: unknown action ${action}`);
  }
  return [...byId.values()];
}

/** How many people have a token as a part of a longer name: what many have is safe for none of them. */
function countParts(people: readonly Person[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const person of people) {
    const parts = new Set([...forms(person)].flatMap((name) => (/[ ·]/.test(name) ? name.split(/[ ·-]/) : [name])));
    for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return counts;
}

/** Latin names that a person shares with another as well known: pinyin writes many Chinese names alike. */
function findNamesakes(people: readonly Person[], curated: readonly Person[]): (person: Person, name: string) => boolean {
  const bearers = new Map<string, Map<string, number>>();
  for (const person of [...people, ...curated]) {
    for (const name of forms(person)) {
      if (!/^\p{Script=Latin}/u.test(name)) continue;
      const weights = bearers.get(name.toLowerCase()) ?? new Map<string, number>();
      bearers.set(name.toLowerCase(), weights.set(person.id, Math.max(person.weight, weights.get(person.id) ?? 0)));
    }
  }
  return (person, name) =>
    [...(bearers.get(name.toLowerCase()) ?? [])].some(([id, weight]) => id !== person.id && weight >= person.weight);
}

function toRow(
  person: Person,
  parts: ReadonlyMap<string, number>,
  hasNamesake: (person: Person, name: string) => boolean,
  curated: Person | undefined,
): Row {
  const safe = curated ? forms(curated) : new Set<string>();
  for (const name of curated?.ambiguous ?? []) safe.delete(name);
  const names = [...forms(person)].filter((name) => !safe.has(name));
  const foreign = [...forms(person)].some(dotted);
  // A pen name with another surname is usually somebody else's real name.
  const penName = (name: string) => !foreign && native(name) && native(person.zh) && name[0] !== person.zh[0];
  const unsafe = names.filter(
    (name) =>
      person.ambiguous.has(name) ||
      curated?.ambiguous.has(name) ||
      penName(name) ||
      isAmbiguous(name, foreign, parts) ||
      hasNamesake(person, name),
  );
  const labels = new Set([person.en, person.de, person.zh]);
  const aliases = names.filter((name) => !labels.has(name) && !unsafe.includes(name));
  const { id, en, de, zh, country, weight } = person;
  const cell = (list: readonly string[]) => [...list].sort(compare).join('|');
  const source = [...person.sources].sort(compare).join('+');
  return { id, en, de, zh, aliases: cell(aliases), ambiguous: cell(unsafe), country, weight: String(weight), source };
}

const curated = readCurated();
const curatedById = new Map(curated.map((person) => [person.id, person]));
const people = correct(unite([...linkedPeople(), ...otherPeople(curated)], curated)).filter((person) => person.en || person.zh);
const parts = countParts([...people, ...curated]);
const hasNamesake = findNamesakes(people, curated);
const files: Record<string, string> = {
  wikidata: 'wikidata.csv',
  'rich-list': 'rich-list.csv',
  'cpc20-committee': 'cpc20.csv',
  'cpc20-delegates': 'cpc20.csv',
};
const tables = new Map<string, Row[]>();
for (const person of people) {
  const file = files[[...person.sources][0]!]!;
  const rows = tables.get(file) ?? [];
  rows.push(toRow(person, parts, hasNamesake, curatedById.get(person.id)));
  tables.set(file, rows);
}
for (const [file, rows] of tables) {
  rows.sort((a, b) => compare(a.id!, b.id!));
  writeCsv(join(folder, file), columns, rows);
  console.error(`${file}: ${rows.length} people`);
}
console.error(
  `${new Set([...people, ...curated].map((person) => person.id)).size} people in all, ${curated.length} of them curated`,
);
