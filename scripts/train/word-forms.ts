/**
 * Counts how words are written in running text and packs the counts for match/latin/word-forms.ts. Only counts leave the text.
 * German comes from the plenary protocols of the Bundestag (official works), English from `common-words.csv`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { Class } from '../../src/dictionary/word-classes.ts';
import { type Lexicon, Part } from '../../src/match/latin/lexicon.ts';
import { Glue, makeTokens, Sign, signs, tokenise } from '../../src/match/latin/tokens.ts';
import { Bucket, bucket, packWordForms } from '../../src/match/latin/word-forms.ts';
import { foldString, foldText, utf16Units } from '../../src/text/fold.ts';
import { readCsv } from '../import/csv.ts';

/** What is counted of a word. */
const Count = {
  SMALL: 0,
  INSIDE: 1,
  FIRST: 2,
  ARTICLE: 3,
  GIVEN: 4,
  TITLE: 5,
  PLACE: 6,
  CAPITAL_NEXT: 7,
  LEGAL_NEXT: 8,
} as const;
const COUNTS = 9;
/** Orders of a word, and the share of its articles, as words-forms.ts has them. */
const MOSTLY_A_NAME = 2;
const NOUN = 5;
const OFTEN = 5;
const SLOT_BITS = 17;
const MOST_WORDS = 50_000;
const FEWEST = 4;
/** A capital word behind one of these may stand first in its sentence. */
const OPENING = new Set([...'.!?:"„“”»«-–(*'].map((c) => c.charCodeAt(0)));

/** Bytes of the table for the texts of a JSONL file. */
export function countWordForms(path: string, lexicon: Lexicon): Uint8Array {
  const counts = new Map<string, Uint32Array>();
  const classes = new Map<string, number>();
  const classesOf = (word: string): number => {
    let bits = classes.get(word);
    if (bits === undefined) {
      const codes = Uint16Array.from(word, (c) => c.charCodeAt(0));
      bits = lexicon.find(codes, 0, codes.length).classes;
      classes.set(word, bits);
    }
    return bits;
  };
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line !== '') countText(JSON.parse(line).text, lexicon, classesOf, counts);
  }
  const records = new Map<string, number>();
  const ranked = [...counts].map(([word, c]) => [word, c, c[0] + c[1] + c[2]] as const).filter(([, , sum]) => sum >= FEWEST);
  ranked.sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
  for (const [word, c] of ranked.slice(0, MOST_WORDS)) records.set(word, recordOf(c));
  addNouns(records);
  addEnglish(records);
  addNames(records, 'given-names', 1);
  addNames(records, 'surnames', 2);
  return packWordForms(records, SLOT_BITS);
}

function countText(text: string, lexicon: Lexicon, classesOf: (word: string) => number, counts: Map<string, Uint32Array>): void {
  const codes = foldText(text);
  const tokens = makeTokens();
  tokenise(utf16Units(text), codes, 0, text.length, tokens, () => false);
  let first = true;
  let before = '';
  let beforeCode = 0;
  for (let i = 0; i < tokens.count; i++) {
    const { starts, ends, glue } = tokens;
    const code = text.charCodeAt(starts[i]);
    const sign = signs[code];
    const word = String.fromCharCode(...codes.subarray(starts[i], Math.min(ends[i], starts[i] + 60)));
    if (glue[i] & Glue.PARAGRAPH) first = true;
    if (sign === Sign.UPPER || sign === Sign.LOWER) {
      const count = counts.get(word) ?? new Uint32Array(COUNTS);
      counts.set(word, count);
      if (sign === Sign.LOWER) count[Count.SMALL]++;
      else if (first) count[Count.FIRST]++;
      else countInside(count, before, beforeCode, lexicon, classesOf);
      if (sign === Sign.UPPER && i + 1 < tokens.count) {
        if (signs[text.charCodeAt(starts[i + 1])] === Sign.UPPER) count[Count.CAPITAL_NEXT]++;
        const next = String.fromCharCode(...codes.subarray(starts[i + 1], Math.min(ends[i + 1], starts[i + 1] + 60)));
        if (classesOf(next) & Class.legalSuffix) count[Count.LEGAL_NEXT]++;
      }
      first = false;
    } else first = OPENING.has(code) || (first && sign !== Sign.DIGIT);
    before = word;
    beforeCode = code;
  }
}

function countInside(
  count: Uint32Array,
  before: string,
  beforeCode: number,
  lexicon: Lexicon,
  classesOf: (word: string) => number,
): void {
  count[Count.INSIDE]++;
  const bits = classesOf(before);
  const codes = Uint16Array.from(before, (c) => c.charCodeAt(0));
  if (lexicon.partsOf(codes, 0, codes.length) & Part.determiner) count[Count.ARTICLE]++;
  if (bits & Class.givenName && signs[beforeCode] === Sign.UPPER) count[Count.GIVEN]++;
  if (bits & Class.titleBefore) count[Count.TITLE]++;
  if (bits & Class.cityCueBefore && signs[beforeCode] === Sign.LOWER) count[Count.PLACE]++;
}

/** A share as one of seven buckets; 0 where too little was seen. */
function share(part: number, whole: number): number {
  if (whole < 3) return 0;
  const value = part / whole;
  return value > 0.6 ? 6 : value > 0.3 ? 5 : value > 0.12 ? 4 : value > 0.04 ? 3 : part > 0 ? 2 : 1;
}

function recordOf(count: Uint32Array): number {
  const inside = count[Count.INSIDE];
  const known = count[Count.SMALL] + inside;
  const small = count[Count.SMALL] / known;
  const noun = inside > 3 && count[Count.ARTICLE] / inside > 0.3;
  const order = known < 2 ? 1 : small > 0.6 ? 4 : small > 0.15 ? 3 : noun ? 5 : 2;
  let record = order;
  const put = ([shift]: readonly [number, number], value: number) => {
    record |= value << shift;
  };
  put(Bucket.article, share(count[Count.ARTICLE], inside));
  put(Bucket.given, share(count[Count.GIVEN], inside));
  put(Bucket.title, share(count[Count.TITLE], inside));
  put(Bucket.place, share(count[Count.PLACE], inside));
  put(Bucket.capital, share(count[Count.CAPITAL_NEXT], inside + count[Count.FIRST]));
  put(Bucket.legal, count[Count.LEGAL_NEXT] > 0 ? 1 : 0);
  return record;
}

/** Everyday words of which parliament says little: nouns where it does not know better. */
function addNouns(records: Map<string, number>): void {
  const path = join(packageRoot, 'dictionaries', 'languages', 'de', 'nouns.csv');
  const [shift, bits] = Bucket.order;
  for (const { word } of readCsv(path)) {
    const record = records.get(foldString(word)) ?? 0;
    if (bucket(record, Bucket.order) > MOSTLY_A_NAME) continue;
    const others = record & ~(((1 << bits) - 1) << shift);
    const article = bucket(record, Bucket.article) > 0 ? 0 : OFTEN << Bucket.article[0];
    records.set(foldString(word), others | (NOUN << shift) | article);
  }
}

/** Names that known people bear: those the name lists count. */
function addNames(records: Map<string, number>, file: string, value: number): void {
  const path = join(packageRoot, 'dictionaries', 'languages', 'und-Latn', `${file}.csv`);
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [word, frequency] = line.split(',');
    if (Number(frequency) > 0) records.set(foldString(word), (records.get(foldString(word)) ?? 0) | (value << Bucket.known[0]));
  }
}

/** English has no text to count that may ship: its ordinary words stand in a list, with counts. */
function addEnglish(records: Map<string, number>): void {
  const path = join(packageRoot, 'dictionaries', 'languages', 'en', 'common-words.csv');
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [word, count] = line.split(',');
    if (!word || word.includes(' ') || word.includes('"')) continue;
    const level = Number(count) > 20 ? 3 : Number(count) > 2 ? 2 : 1;
    records.set(word, (records.get(word) ?? 0) | (level << Bucket.english[0]));
  }
}
