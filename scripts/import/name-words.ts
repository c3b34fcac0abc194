/** Builds the word lists names are made of: surnames, given names and the characters that spell foreign ones. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Converter } from 'opencc-js';
import { compare, type Row, readCsv, readTsv, split, writeCsv } from './csv.ts';

export interface NameSources {
  readonly root: string;
  readonly sources: string;
  /** Directory of the npm package whose locales hold given names; without it the names found before stay. */
  readonly faker: string | undefined;
  readonly corrections: readonly Row[];
}

export const simplify: (text: string) => string = Converter({ from: 't', to: 'cn' });

/** Letters and hyphens for an id: `Müller-Łoś, Ana` becomes `muller-los-ana`. */
export function latinLetters(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'O')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i');
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9\s-]/g, '')
    .replace(/[\s-]+/g, '-');
}

type Counts = Map<string, number>;
const count = (counts: Counts, word: string, by = 1) => counts.set(word, (counts.get(word) ?? 0) + by);
const lines = (path: string) => readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean);
const byWord = (a: Row, b: Row) => compare(a.word!, b.word!);

export async function writeNameWords(from: NameSources): Promise<void> {
  const languages = join(from.root, 'dictionaries', 'languages');
  const people = (name: string) => join(from.sources, 'people', name);
  const listed = (target: string, action: string) =>
    from.corrections.filter((row) => row.target === target && row.action === action).flatMap((row) => split(row.value));

  writeCsv(join(languages, 'zh/surnames.csv'), ['word', 'frequency'], chineseSurnames(people, listed));
  writeCsv(join(languages, 'zh/given-characters.csv'), ['word', 'first', 'second', 'single'], givenCharacters(people));
  writeCsv(join(languages, 'zh/transliteration-characters.csv'), ['word', 'count'], spellingCharacters(people));

  const frequency = latinFrequency(people);
  const surnames = new Set([...lines(people('surnames-de.txt')), ...lines(people('surnames-us.txt'))].map(capitalise));
  const surnamePath = join(languages, 'und-Latn/surnames.csv');
  // The German list has no umlauts; the package has.
  const packaged = from.faker
    ? [...(await packagedNames(from.faker, listed('faker-locale', 'use'), 'last_name')).keys()]
    : readCsv(surnamePath).map((row) => row.word!);
  for (const word of [...packaged, ...listed('latin-surnames', 'add')]) surnames.add(word);
  for (const row of readTsv(people('people_extra.tsv'))) {
    if (row.id!.startsWith('cpc20:') && !row.zh!.includes('·')) surnames.add(row.en!.split(' ')[0]!);
  }
  for (const word of listed('latin-surnames', 'drop')) surnames.delete(word);
  const surnameRows = [...surnames]
    .filter(isName)
    .map((word) => ({ word, frequency: String(frequency.get(word.toLowerCase()) ?? '') }));
  writeCsv(surnamePath, ['word', 'frequency'], surnameRows.sort(byWord));

  const path = join(languages, 'und-Latn/given-names.csv');
  const genders = from.faker
    ? await packagedNames(from.faker, listed('faker-locale', 'use'), 'first_name')
    : new Map(readCsv(path).map((row) => [row.word!, row.gender!]));
  for (const [word, number] of commonFirstTokens(people)) if (number >= 3 && !genders.has(word)) genders.set(word, '');
  for (const word of listed('latin-given', 'add')) if (!genders.has(word)) genders.set(word, '');
  for (const word of listed('latin-given', 'drop')) genders.delete(word);
  const givenRows = [...genders].map(([word, gender]) => ({
    word,
    frequency: String(frequency.get(word.toLowerCase()) ?? ''),
    gender,
  }));
  writeCsv(path, ['word', 'frequency', 'gender'], givenRows.sort(byWord));
}

/** A character is a surname when it mostly is one, or when it is known to be one though it mostly is not. */
function chineseSurnames(people: (name: string) => string, listed: (target: string, action: string) => string[]): Row[] {
  const asSurname: Counts = new Map();
  const anywhere: Counts = new Map();
  for (const row of readTsv(people('surnames_hanlp.tsv'))) {
    count(asSurname, simplify(row.surname!), Number(row.count_as_surname));
    count(anywhere, simplify(row.surname!), Number(row.count_all_roles));
  }
  const known = new Set(listed('zh-surnames', 'add'));
  const dropped = new Set(listed('zh-surnames', 'drop'));
  const kept = [...asSurname].filter(([word, number]) => {
    const share = number / anywhere.get(word)!;
    return known.has(word) || (number >= 10 ? share >= 0.12 : share >= 0.5);
  });
  const found = new Map(kept.filter(([word]) => !dropped.has(word)));
  for (const word of known) if (!found.has(word) && !dropped.has(word)) found.set(word, 1);
  const compound = [...known].filter((word) => word.length > 1);
  for (const line of lines(people('hanlp-person-dictionary.txt'))) {
    const [name, tag, number] = line.split(' ');
    const surname = compound.find(
      (word) => name!.startsWith(word) && name!.length > word.length && name!.length <= word.length + 2,
    );
    if (surname && tag === 'nr') count(found, surname, Number(number));
  }
  return [...found].map(([word, number]) => ({ word, frequency: String(number) })).sort(byWord);
}

function givenCharacters(people: (name: string) => string): Row[] {
  const found = new Map<string, number[]>();
  for (const row of readTsv(people('givenchars_hanlp.tsv'))) {
    const word = simplify(row.char!);
    if (!/^\p{Script=Han}$/u.test(word)) continue;
    const sums = found.get(word) ?? [0, 0, 0];
    [row.first_of_two, row.second_of_two, row.single].forEach((cell, at) => {
      sums[at]! += Number(cell);
    });
    found.set(word, sums);
  }
  return [...found]
    .filter(([, sums]) => sums.some((sum) => sum > 0))
    .map(([word, [first, second, single]]) => ({ word, first: String(first), second: String(second), single: String(single) }))
    .sort(byWord);
}

/** Characters that spell foreign names, and how many listed name tokens have each. */
function spellingCharacters(people: (name: string) => string): Row[] {
  const tokens = new Set(lines(people('nrf.txt')).map((line) => simplify(line.trim())));
  for (const line of lines(people('transliterations-en-zh.tsv'))) {
    const [latin, chinese] = line.split('\t');
    // Short forms may be surnames of East Asian people (lee, 李): they say nothing about spelling.
    if (latin && chinese && chinese.split(' ').length > 1) tokens.add(simplify(chinese.replaceAll(' ', '')));
  }
  const counts: Counts = new Map();
  for (const token of tokens)
    for (const character of new Set(token)) if (/\p{Script=Han}/u.test(character)) count(counts, character);
  return [...counts]
    .filter(([, number]) => number >= 25)
    .map(([word, number]) => ({ word, count: String(number) }))
    .sort(byWord);
}

// ---------------------------------------------------------------- Latin script

const isName = (word: string) => /^\p{Lu}[\p{Script=Latin}\p{M}'-]+$/u.test(word);

/** The lists write `Mcdonald` and `O'brien`. */
function capitalise(word: string): string {
  return word
    .normalize('NFC')
    .trim()
    .replace(/^Mc(\p{Ll})/u, (_, letter: string) => `Mc${letter.toUpperCase()}`)
    .replace(/(?<=^O'|^D'|-)\p{Ll}/gu, (letter) => letter.toUpperCase());
}

/** How many linked people have a token in their names. */
function latinFrequency(people: (name: string) => string): Counts {
  const counts: Counts = new Map();
  for (const line of lines(people('transliterations-en-zh.tsv'))) {
    const [latin, , number] = line.split('\t');
    if (latin && Number(number) > 0) count(counts, latin, Number(number));
  }
  for (const row of readTsv(people('people_extra.tsv'))) {
    if (row.id!.startsWith('cpc20:') && !row.zh!.includes('·'))
      for (const token of row.en!.split(' ')) count(counts, token.toLowerCase());
  }
  return counts;
}

/** Given names in the labels of linked people, and the pinyin given names of officials. */
function commonFirstTokens(people: (name: string) => string): Counts {
  const counts: Counts = new Map();
  for (const row of readTsv(people('people.tsv'))) {
    const tokens = row.en!.split(' ');
    if (tokens.length === 2 && isName(tokens[0]!)) count(counts, tokens[0]!);
  }
  for (const row of readTsv(people('people_extra.tsv'))) {
    const tokens = row.en!.split(' ');
    if (row.id!.startsWith('cpc20:') && tokens.length === 2 && !row.zh!.includes('·') && row.zh!.length <= 4)
      count(counts, tokens[1]!, 3);
  }
  return counts;
}

/** Names in the package's locales with `m`, `f` or nothing for both. */
async function packagedNames(
  directory: string,
  locales: readonly string[],
  kind: 'first_name' | 'last_name',
): Promise<Map<string, string>> {
  const genders = new Map<string, Set<string>>();
  for (const locale of locales) {
    const module = await import(pathToFileURL(join(directory, 'dist', 'locale', `${locale}.js`)).href);
    const names = module.faker.rawDefinitions.person?.[kind] ?? {};
    for (const [gender, list] of Object.entries<readonly string[]>(names)) {
      for (const word of list.flatMap((name) => name.split(' '))) {
        if (isName(word)) genders.set(word.normalize('NFC'), (genders.get(word.normalize('NFC')) ?? new Set()).add(gender));
      }
    }
  }
  const letter = (found: ReadonlySet<string>) => (found.has('generic') || found.size > 1 ? '' : found.has('female') ? 'f' : 'm');
  return new Map([...genders].map(([word, found]) => [word, letter(found)]));
}
