/**
 * Builds what the Chinese tagger needs to know of words and characters (match/chinese/lexicon.ts reads it): a hash table of
 * the words of jieba's dictionary, and classes of characters from the lists of surnames, given names and transliterations.
 *
 * A class is how much more often a character stands in that place of a name than in running text, in four steps.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { foldString } from '../text/fold.ts';
import { packSections } from './sections.ts';
import { hashPair, hashStep, LONGEST_WORD, Mark, markOf, SLOT_BITS, slotOf } from './word-hash.ts';

export interface WordsInput {
  /** jieba's dictionary: lines of word, frequency, part of speech. */
  readonly jieba: string;
  /** Rows of the word files of that name under languages/zh. */
  readonly surnames: readonly Columns[];
  readonly givenCharacters: readonly Columns[];
  readonly transliterationCharacters: readonly Columns[];
  /** Names that look like people's and are none: they count as frequent words. */
  readonly clubs: readonly Columns[];
}
type Columns = Readonly<Record<string, string>>;

/** Words rarer than this are mostly errors of the dictionary. */
const LEAST_FREQUENCY = 3;
/** Steps of a word's frequency. */
const FREQUENCIES = [20, 200, 2000];
const SURNAME_STEPS = [0.5, 5, 20];
const GIVEN_STEPS = [0.3, 2, 10];
const TRANSLITERATION_STEPS = [0.5, 2, 8];
/** Kinds of characters around names; 0 is Han, 11 all else. */
const KINDS = ['', '0-9', 'a-z', '·', '、,，;；', '。！？!?', '(（[【', ')）]】', ':：', '"“”《》「」『』', ' \t\n\r', ''];

/** The input from word files as dictionary/read.ts gives them, and the installed nodejieba. */
export function wordsInput(
  files: readonly { readonly language: string; readonly name: string; readonly rows: readonly { columns: Columns }[] }[],
): WordsInput {
  const rows = (name: string) =>
    files.find((file) => file.language === 'zh' && file.name === name)?.rows.map((row) => row.columns) ?? [];
  return {
    jieba: readFileSync(jiebaPath(), 'utf8'),
    surnames: rows('surnames'),
    givenCharacters: rows('given-characters'),
    transliterationCharacters: rows('transliteration-characters'),
    clubs: rows('clubs'),
  };
}

export const jiebaPath = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('nodejieba/package.json')), 'submodules/cppjieba/dict/jieba.dict.utf8');

/** Bytes of the compiled words, the same for the same input. */
export function compileWords(input: WordsInput): Uint8Array {
  const words = [...readJieba(input.jieba), ...input.clubs.map((row) => asWord(row.word, Number.POSITIVE_INFINITY))];
  return packSections({ version: 1 }, { words: hashWords(words), characters: classify(input, words) });
}

interface Word {
  readonly codes: readonly number[];
  readonly frequency: number;
}

/** Words that are no names of people. */
function readJieba(text: string): Word[] {
  const words: Word[] = [];
  for (const line of text.split('\n')) {
    const [word, frequency, tag] = line.trim().split(' ');
    if (tag === undefined || tag.startsWith('nr') || !/^\p{Script=Han}+$/u.test(word)) continue;
    words.push(asWord(word, Number(frequency)));
  }
  return words;
}

const asWord = (word: string, frequency: number): Word => ({
  codes: [...foldString(word)].map((c) => c.charCodeAt(0)),
  frequency,
});

function hashWords(words: readonly Word[]): Uint16Array {
  const table = new Uint16Array(1 << SLOT_BITS);
  const put = (hash: number, value: number) => {
    const mark = markOf(hash);
    let slot = slotOf(hash);
    while (table[slot] !== 0 && (table[slot] & Mark.MASK) !== mark) slot = (slot + 1) & (table.length - 1);
    table[slot] =
      mark | Math.max(table[slot] & Mark.STEP, value & Mark.STEP) | ((table[slot] | value) & (Mark.WORD | Mark.PREFIX));
  };
  for (const { codes, frequency } of words) {
    if (codes.length < 2 || codes.length > LONGEST_WORD || frequency < LEAST_FREQUENCY) continue;
    const word = Mark.WORD | step(frequency, FREQUENCIES);
    let hash = hashPair(codes[0], codes[1]);
    for (let i = 2; i < codes.length; i++) {
      put(hash, Mark.PREFIX);
      hash = hashStep(hash, codes[i]);
    }
    put(hash, word);
  }
  return table;
}

const step = (value: number, steps: readonly number[]): number => steps.filter((least) => value >= least).length;

function classify(input: WordsInput, words: readonly Word[]): Uint16Array {
  const ordinary = new Float64Array(65536);
  for (const { codes, frequency } of words) {
    if (Number.isFinite(frequency)) for (const code of codes) ordinary[code] += frequency;
  }
  const total = ordinary.reduce((sum, n) => sum + n, 0);
  const table = new Uint16Array(65536);
  const add = (rows: readonly Columns[], count: (row: Columns) => number, steps: readonly number[], shift: number) => {
    const all = rows.reduce((sum, row) => sum + count(row), 0);
    for (const row of rows) {
      if (row.word.length !== 1 || count(row) === 0) continue;
      const code = foldString(row.word).charCodeAt(0);
      const ratio = count(row) / all / ((ordinary[code] + 1) / total);
      table[code] |= step(ratio, steps) << shift;
    }
  };
  add(input.surnames, (row) => Number(row.frequency), SURNAME_STEPS, 0);
  add(input.givenCharacters, (row) => Number(row.first), GIVEN_STEPS, 2);
  add(input.givenCharacters, (row) => Number(row.second) + Number(row.single), GIVEN_STEPS, 4);
  add(input.transliterationCharacters, (row) => Number(row.count), TRANSLITERATION_STEPS, 6);
  for (let code = 0; code < 65536; code++) table[code] |= kindOf(code) << 8;
  return table;
}

function kindOf(code: number): number {
  if ((code >= 0x4e00 && code <= 0x9fff) || code === 0x3007 || code === 0x3005) return 0;
  if (code >= 0x30 && code <= 0x39) return 1;
  if (code >= 0x61 && code <= 0x7a) return 2;
  const character = String.fromCharCode(code);
  const kind = KINDS.findIndex((characters, at) => at > 2 && characters.includes(character));
  return kind < 0 ? 11 : kind;
}
