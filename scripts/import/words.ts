/**
 * Builds the lists of ordinary words: `common-words.csv` of every language and the Chinese `stop-words.csv`.
 * What counting gets wrong, and the words counted with, stand in `corrections-words.csv`.
 *
 * usage: words.ts <sources-directory> <text-directory> <training-directory> <faker-directory>
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compare, readCsv, readTsv, split, writeCsv } from './csv.ts';

type Counts = Map<string, number>;

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const languages = join(root, 'dictionaries', 'languages');
const [sources, texts, training, faker] = process.argv.slice(2);
if (!sources || !texts || !training || !faker) {
  throw new Error('usage: words.ts <sources-directory> <text-directory> <training-directory> <faker-directory>');
}

const corrections = readCsv(join(here, 'corrections-words.csv'));
const listed = (target: string, action: string) =>
  new Set(corrections.filter((row) => row.target === target && row.action === action).flatMap((row) => split(row.value)));
const column = (path: string, name = 'word') => readCsv(join(languages, path)).map((row) => row[name]!);
const count = (counts: Counts, word: string, by = 1) => counts.set(word, (counts.get(word) ?? 0) + by);

const latinNames = () =>
  new Set(['surnames', 'given-names'].flatMap((name) => column(`und-Latn/${name}.csv`)).map((word) => word.toLowerCase()));

/** The `limit` most frequent words, in the order of the file. Words added by hand stay whatever their count. */
function writeCommonWords(language: string, counts: Counts, limit: number): void {
  for (const word of listed(`${language}/common-words`, 'drop')) counts.delete(word);
  const added = listed(`${language}/common-words`, 'add');
  const rows = [...counts]
    .sort(([a, m], [b, n]) => n - m || compare(a, b))
    .slice(0, limit)
    .filter(([word]) => !added.has(word));
  for (const word of added) rows.push([word, counts.get(word) ?? 1]);
  writeCsv(
    join(languages, language, 'common-words.csv'),
    ['word', 'count'],
    rows.sort(([a], [b]) => compare(a, b)).map(([word, n]) => ({ word, count: String(n) })),
  );
}

// ---- Chinese: jieba's dictionary, a line `word count tag` ----

interface ChineseWord {
  readonly word: string;
  readonly count: number;
  readonly tag: string;
}

function chineseWords(): ChineseWord[] {
  const path = join(root, 'node_modules/nodejieba/submodules/cppjieba/dict/jieba.dict.utf8');
  const people = new Set(
    ['people.tsv', 'people_extra.tsv'].flatMap((name) => readTsv(join(sources!, 'people', name)).map((row) => row.zh!)),
  );
  for (const line of readFileSync(join(sources!, 'people/hanlp-person-dictionary.txt'), 'utf8').split('\n')) {
    people.add(line.split(' ')[0]!);
  }
  const places = new Set(
    readFileSync(join(sources!, 'admin-cn/hanlp-place-dictionary.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[0]!),
  );
  const dropped = listed('zh/common-words', 'drop');
  // Many an ordinary word bears the tag of a person's name; it is kept when no list knows such a person or place.
  const isOrdinary = ({ word, count, tag }: ChineseWord) =>
    !dropped.has(word) &&
    (!/^n[rstz]/.test(tag) ||
      (tag.startsWith('nr') && word.length === 2 && count >= 200 && !people.has(word) && !places.has(word)));
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .map(([word, n, tag]) => ({ word: word!, count: Number(n), tag: tag ?? '' }))
    .filter(({ word }) => /^\p{Script=Han}{2,4}$/u.test(word))
    .filter(isOrdinary);
}

/** How many people of the lists have a name that begins so: 王国 is a word, and the start of 王国强. */
function nameStarts(): Counts {
  const starts: Counts = new Map();
  for (const name of ['people_extra.tsv', 'people.tsv']) {
    for (const { zh } of readTsv(join(sources!, 'people', name))) if (zh!.length === 3) count(starts, zh!.slice(0, 2));
  }
  for (const line of readFileSync(join(sources!, 'people/hanlp-person-dictionary.txt'), 'utf8').split('\n')) {
    const [name, tag] = line.split(' ');
    if (tag === 'nr' && name!.length === 3) count(starts, name!.slice(0, 2));
  }
  return starts;
}

/** Function words, and frequent words whose first character is a surname, unless people's names begin with them. */
function chineseStopWords(words: readonly ChineseWord[]): string[] {
  const surnames = new Set(column('zh/surnames.csv'));
  const starts = nameStarts();
  const isFunctionWord = ({ word, count, tag }: ChineseWord) => /^[cpdruy]/.test(tag) && count >= 100 && word.length <= 3;
  const looksLikeName = ({ word, count }: ChineseWord) => {
    if (!surnames.has(word[0]!) || word.length > 3 || count < 100) return false;
    const namesakes = starts.get(word.slice(0, 2)) ?? 0;
    return word.length === 3 ? namesakes < 20 : namesakes < 3 || count > 1000 * namesakes;
  };
  const stop = new Set(words.filter((word) => isFunctionWord(word) || looksLikeName(word)).map(({ word }) => word));
  // Names end in these.
  for (const file of ['company-tails', 'company-branches', 'organisations', 'place-tails']) {
    for (const word of column(`zh/${file}.csv`)) stop.delete(word);
  }
  for (const word of listed('zh/stop-words', 'add')) stop.add(word);
  for (const word of listed('zh/stop-words', 'drop')) stop.delete(word);
  return [...stop].sort(compare);
}

// ---- German: a noun is told from a name by the articles before it ----

function germanWords(): Counts {
  const determiners = listed('de', 'determiner');
  const lower: Counts = new Map();
  const upper: Counts = new Map();
  const afterDeterminer: Counts = new Map();
  const lines = execFileSync('xz', ['-dc', join(texts!, 'de-bundestag-plenary.jsonl.xz')], { maxBuffer: 2 ** 28 });
  for (const line of lines.toString('utf8').split('\n')) {
    if (line === '') continue;
    // A word broken at the end of a line is one word.
    const text = (JSON.parse(line) as { text: string }).text.replace(/(\p{Ll})-[\r\n]+(?=\p{Ll})/gu, '$1');
    for (const sentence of text.split(/[.!?:;\r\n()„“"–|\t]+/u)) {
      const tokens = sentence.match(/[\p{L}\p{N}-]+/gu) ?? [];
      for (const [at, token] of tokens.entries()) {
        if (!/^\p{L}\p{Ll}+$/u.test(token)) continue;
        if (/^\p{Ll}/u.test(token)) count(lower, token);
        else if (at > 0) {
          const word = token.toLowerCase();
          count(upper, word);
          if (determiners.has(tokens[at - 1]!)) count(afterDeterminer, word);
        }
      }
    }
  }
  return joinGerman(lower, upper, afterDeterminer);
}

function joinGerman(lower: Counts, upper: Counts, afterDeterminer: Counts): Counts {
  const names = latinNames();
  const places = new Set(
    column('de/places.csv')
      .concat(column('und-Latn/places.csv'))
      .map((word) => word.toLowerCase()),
  );
  for (const row of readTsv(join(sources!, 'geonames/cities.tsv'))) places.add(row.de!.toLowerCase());
  const counts: Counts = new Map();
  for (const [word, n] of lower) if (n >= 3) counts.set(word, n);
  for (const [word, n] of upper) {
    const determined = afterDeterminer.get(word) ?? 0;
    const isNoun =
      names.has(word) || places.has(word) ? determined >= 20 && determined > n / 10 : determined >= 2 && determined > n / 25;
    if (isNoun) count(counts, word, n);
  }
  return counts;
}

// ---- English: annotated text outside its names, and two open lexicons ----

const nameTag = /Name$|Organization|SportsTeam|Person|ProperNoun|City|Region|Place|Country|Demonym|Abbreviation|Unit|Emoticon/;

interface AnnotatedDocument {
  readonly text: string;
  readonly entities: readonly { readonly start: number; readonly end: number }[];
}

/** English words in lower case outside the annotated names of open training texts. */
function countedEnglish(): Counts {
  const counts: Counts = new Map();
  for (const file of readdirSync(training!)
    .filter((name) => /^en-.*\.jsonl$/.test(name))
    .sort()) {
    for (const line of readFileSync(join(training!, file), 'utf8').split('\n')) {
      if (line === '') continue;
      const { text, entities } = JSON.parse(line) as AnnotatedDocument;
      const inName = (at: number) => entities.some(({ start, end }) => at >= start && at < end);
      for (const match of text.matchAll(/(?<![\p{L}\p{N}@#/._-])[a-z]{2,}(?![\p{L}\p{N}@/_-])/gu)) {
        if (!inName(match.index)) count(counts, match[0]);
      }
    }
  }
  return counts;
}

async function englishWords(): Promise<Counts> {
  const counted = countedEnglish();
  const names = latinNames();
  const { default: nlp } = await import('compromise');
  const lexicon = (nlp.model() as { one: { lexicon: Record<string, string | string[]> } }).one.lexicon;
  const { base, en } = (await import(pathToFileURL(join(faker!, 'dist/index.js')).href)) as Record<string, LocaleWords>;
  const counts: Counts = new Map();
  const add = (word: string) => /^[a-z]{2,}$/.test(word) && counts.set(word, counted.get(word) ?? 1);
  for (const [word, tags] of Object.entries(lexicon)) if (![tags].flat().some((tag) => nameTag.test(tag))) add(word);
  for (const words of [...Object.values(base?.word ?? {}), ...Object.values(en?.word ?? {})]) for (const word of words) add(word);
  for (const [word, n] of counted) if (names.has(word) ? n >= 40 : n >= 3) add(word);
  return counts;
}

interface LocaleWords {
  readonly word?: Record<string, readonly string[]>;
}

const chinese = chineseWords();
writeCommonWords('zh', new Map(chinese.filter(({ count }) => count >= 50).map(({ word, count }) => [word, count])), 30_000);
writeCsv(
  join(languages, 'zh/stop-words.csv'),
  ['word'],
  chineseStopWords(chinese).map((word) => ({ word })),
);
writeCommonWords('de', germanWords(), 26_000);
writeCommonWords('en', await englishWords(), 30_000);
