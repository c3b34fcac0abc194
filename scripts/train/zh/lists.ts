/** The word lists the Chinese trainer needs, from the dictionaries and from files given on the command line. */
import { jiebaPath, type WordsInput, wordsInput } from '../../../src/dictionary/compile-words.ts';
import { type EntityRow, namesOf, type WordRow } from '../../../src/dictionary/read.ts';
import { foldString } from '../../../src/text/fold.ts';
import type { Inputs } from '../inputs.ts';
import type { NameLists } from './names.ts';
import type { RuleData } from './rules.ts';
import type { NameTables, Table, Word } from './statistics.ts';

type WordFiles = readonly { readonly language: string; readonly name: string; readonly rows: readonly WordRow[] }[];

export interface Lists {
  readonly compiled: WordsInput;
  readonly words: ReadonlyMap<string, Word>;
  readonly organisations: ReadonlySet<string>;
  readonly names: NameLists;
  readonly nameTables: NameTables;
  readonly rules: Omit<RuleData, 'background' | 'names'>;
}

/** Share of a word's uses that are companies' names, from which it is believed to be one's tail. */
const STRONG_TAIL = 0.01;
/** Legal forms of so many characters are taken off before tails are counted. */
const SHORTEST_FORM = 4;
const HAN = /^[\u4e00-\u9fff]+$/;
/** Parts of speech of jieba: nouns, verbs, adjectives, idioms; no names. */
const ORDINARY = /^(n|v|vn|a|an|i|l|b)$/;
const HAN_OR_BRACKET = /^[\u4e00-\u9fff（）()]+$/;
const han = (names: Iterable<string>, from: number, to: number): string[] =>
  [...new Set([...names].map(foldString))].filter((name) => HAN.test(name) && name.length >= from && name.length <= to);

export function readLists(inputs: Inputs, entities: readonly EntityRow[], files: WordFiles): Lists {
  const dictionary = new Dictionary(files);
  const compiled = wordsInput(files);
  const words = jiebaWords(inputs.read(jiebaPath(), 'jieba.dict.utf8'));
  const people = readPeople(inputs, entities);
  const foreign = readForeign(inputs);
  const organisations = inputs.lines('hanlp-organisation-dictionary.txt').map((line) => foldString(line.split(' ')[0]));
  const tails = [...dictionary.words('company-tails'), ...dictionary.words('legal-forms')];
  const isCompany = (name: string) => tails.some((tail) => name.endsWith(tail));
  const usage = tailUsage(tails, entities, words);
  const surnames = dictionary.table('surnames');
  const givenCharacters = dictionary.table('given-characters');
  return {
    compiled,
    words,
    organisations: new Set(organisations.filter((name) => !isCompany(name))),
    nameTables: { surnames, givenCharacters, spellings: foreign, roles: inputs.text('nr.txt') },
    names: {
      surnames,
      givenCharacters,
      people: people.filter((name) => name.length <= 4),
      foreign: foreign.filter((name) => name.length >= 2 && name.length <= 6),
      organisations: han(
        organisations.filter((name) => !isCompany(name)),
        4,
        14,
      ),
      ...companyLists(inputs, entities, dictionary, words, usage),
      ...placeLists(inputs, entities, dictionary),
      ...otherLists(inputs, dictionary, words),
    },
    rules: {
      words,
      people: new Set(people),
      titles: new Set(dictionary.words('titles').filter((word) => word.length > 1)),
      cuesBehind: new Set(dictionary.words('cues', (row) => row.type === 'person' && row.position !== 'before')),
      companyTails: new Map(usage.filter(({ tail }) => tail.length > 1).map(({ tail, share }) => [tail, share >= STRONG_TAIL])),
      general: new Set(dictionary.words('common-words', (row) => Number(row.count) > 1500)),
    },
  };
}

/** Word files of Chinese. */
class Dictionary {
  constructor(private readonly files: WordFiles) {}

  table(name: string): Table {
    const file = this.files.find((candidate) => candidate.language === 'zh' && candidate.name === name);
    return file?.rows.map((row) => row.columns) ?? [];
  }

  words(name: string, keep: (row: Readonly<Record<string, string>>) => boolean = () => true): string[] {
    return this.table(name)
      .filter(keep)
      .map((row) => foldString(row.word));
  }
}

function jiebaWords(jieba: string): Map<string, Word> {
  const words = new Map<string, Word>();
  for (const line of jieba.split('\n')) {
    const [word, frequency, tag] = line.trim().split(' ');
    if (tag !== undefined) words.set(foldString(word), { frequency: Number(frequency), tag });
  }
  return words;
}

function readPeople(inputs: Inputs, entities: readonly EntityRow[]): string[] {
  const listed = inputs
    .lines('hanlp-person-dictionary.txt')
    .map((line) => line.split(' '))
    .filter(([, tag]) => tag === 'nr')
    .map(([name]) => name);
  const ours = entities.filter((row) => row.type === 'person' && row.country === 'CN').map((row) => row.zh);
  return han([...listed, ...ours], 2, 4);
}

function otherLists(inputs: Inputs, dictionary: Dictionary, words: ReadonlyMap<string, Word>) {
  const titles = (besides: string, from: number, to: number) =>
    han(
      dictionary.words('titles', (row) => row.position !== besides),
      from,
      to,
    );
  const figures = inputs.lines('THUOCL_lishimingren.txt').map((line) => line.split('\t')[0].trim());
  return {
    clubs: dictionary.words('clubs'),
    japanese: japanese(inputs),
    historical: han(figures, 2, 5),
    ordinaryWords: [...words]
      .filter(([word, { tag, frequency }]) => frequency >= 50 && word.length > 1 && ORDINARY.test(tag))
      .map(([word]) => word),
    titlesBefore: titles('after', 2, 6),
    titlesAfter: titles('before', 1, 3),
  };
}

function japanese(inputs: Inputs): string[] {
  const tagged = inputs.lines('hanlp-person-dictionary.txt').map((line) => line.split(' '));
  const names = tagged.filter(([, tag]) => tag === 'nrj').map(([name]) => name);
  return han(names, 3, 6);
}

function readForeign(inputs: Inputs): string[] {
  const tokens = inputs.lines('transliterations-en-zh.tsv').map((line) => line.split('\t')[1]?.replaceAll(' ', '') ?? '');
  return han([...inputs.lines('nrf.txt').map((line) => line.split(' ')[0]), ...tokens], 2, 7);
}

interface TailUsage {
  readonly tail: string;
  /** Companies called so. */
  readonly names: number;
  /** The same against how often the word is used at all. */
  readonly share: number;
}

function tailUsage(listed: readonly string[], entities: readonly EntityRow[], words: ReadonlyMap<string, Word>): TailUsage[] {
  const tails = han(listed, 1, 4);
  const forms = han(listed, SHORTEST_FORM, 12).sort((a, b) => b.length - a.length);
  const withoutForm = (name: string) => name.slice(0, name.length - (forms.find((form) => name.endsWith(form))?.length ?? 0));
  const companies = entities.filter((row) => row.type === 'company').flatMap((row) => namesOf(row).map(withoutForm));
  const names = han(companies, 3, 14);
  return tails.map((tail) => {
    const count = names.filter((name) => name.endsWith(tail) && name !== tail).length;
    return { tail, names: count, share: count / ((words.get(tail)?.frequency ?? 0) + 20) };
  });
}

function companyLists(
  inputs: Inputs,
  entities: readonly EntityRow[],
  dictionary: Dictionary,
  words: ReadonlyMap<string, Word>,
  usage: readonly TailUsage[],
) {
  const names = entities
    .filter((row) => row.type === 'company')
    .flatMap((row) => namesOf(row).filter((name) => !row.ambiguous.includes(name)));
  const full = names.map(foldString).filter((name) => HAN_OR_BRACKET.test(name) && name.length > 6);
  const forms = dictionary.words('legal-forms').filter((form) => HAN.test(form));
  const stems = han(inputs.lines('short-names-zh.txt.gz'), 2, 4).filter((stem) => !words.has(stem));
  return {
    companies: han(names, 2, 10).filter((name) => !words.has(name) || name.length > 3),
    fullCompanies: full.filter((name) => forms.some((form) => name.endsWith(form))),
    companyStems: stems,
    companyTails: usage.map(({ tail, names }) => [tail, names ** 0.8 + 0.3] as const),
    branches: dictionary.words('company-branches'),
    legalForms: forms,
  };
}

function placeLists(inputs: Inputs, entities: readonly EntityRow[], dictionary: Dictionary) {
  const cities = entities.filter((row) => row.type === 'city' && row.zh !== '');
  return {
    homePlaces: han(
      [
        ...cities.filter((row) => row.country === 'CN').map((row) => row.zh),
        ...dictionary.words('places', (row) => row.kind === 'province'),
      ],
      2,
      3,
    ),
    placeTails: han(dictionary.words('place-tails'), 1, 4),
    villages: han(
      inputs.lines('hanlp-place-dictionary.txt').map((line) => line.split(' ')[0]),
      3,
      6,
    ),
    foreignPlaces: han(
      [...cities.filter((row) => row.country !== 'CN').map((row) => row.zh), ...dictionary.words('places')],
      2,
      6,
    ),
  };
}
