/**
 * Trains the German and English tagger: `npm run train -- latin <annotated .jsonl …>`, and, where a file named `…bundestag…` is
 * among them, counts word forms in it first. Writes `dictionaries/languages/und-Latn/{names.tagger,word-forms.bin}`; `--output=FILE`
 * writes the weights elsewhere: for trials.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readCompiled } from '../../src/dictionary/compiled.ts';
import { Class } from '../../src/dictionary/word-classes.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';
import { EDGE } from '../../src/match/latin/attributes.ts';
import { TYPE_COLUMNS } from '../../src/match/latin/columns.ts';
import { FORMS_FILE, Lexicon } from '../../src/match/latin/lexicon.ts';
import { Words } from '../../src/match/latin/marks.ts';
import { WEIGHTS_FILE } from '../../src/match/latin/names.ts';
import { PLACE_COLUMNS } from '../../src/match/latin/sequence.ts';
import { COLUMNS } from '../../src/match/latin/type-decoder.ts';
import { MARGIN } from '../../src/match/tagger/model.ts';
import { foldText, utf16Units } from '../../src/text/fold.ts';
import { trainField } from './crf.ts';
import { type AnnotatedText, allowedLabels, LABELS, readAnnotated } from './latin-data.ts';
import { NameMaker } from './latin-names.ts';
import { TEMPLATES } from './latin-templates.ts';
import { Variation } from './latin-variation.ts';
import { Random } from './random.ts';
import type { Example } from './weights.ts';
import { countWordForms } from './word-forms.ts';

const OUTPUT = '--output=';
const SETTINGS = {
  bits: 16,
  seed: 7,
  epochs: 8,
  prune: 0.01,
  hideEntry: 0.1,
  hideWord: 0.1,
  /** How often texts of a language are shown again with other people in them: there is less annotated German. */
  variations: { de: 2, en: 1 },
};
/** Columns that tell a word from others of its kind: hidden now and then, so that context is learnt as well. */
const WORD_COLUMNS = ['word', 'suffix4', 'prefix4', 'prefix3', 'suffix3'].map((name) => COLUMNS.indexOf(name as 'word'));
const MULTI = COLUMNS.indexOf('multi');

/** All texts in one row: values of each column, allowed labels, and the runs of tokens that examples are. */
interface Corpus {
  readonly columns: Int32Array[];
  /** The same for words with their dictionary entries hidden. */
  readonly bare: Int32Array[];
  readonly allowed: Uint16Array;
  readonly starts: number[];
  readonly lengths: number[];
}

export function main(files: readonly string[]): void {
  const output = files.find((path) => path.startsWith(OUTPUT))?.slice(OUTPUT.length);
  const inputs = files.filter((path) => !path.startsWith(OUTPUT));
  const texts = inputs.filter((path) => basename(path).includes('bundestag'));
  const annotated = inputs.filter((path) => !texts.includes(path));
  const gazetteer = new Gazetteer(readCompiled('dictionary.bin'));
  if (texts.length > 0) writeFileSync(FORMS_FILE, countWordForms(texts[0], new Lexicon(gazetteer)));
  if (annotated.length === 0) return;
  const corpus = readCorpus(annotated, gazetteer);
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const hashes: Record<string, string> = {
    'dictionary.bin': sha256(readCompiled('dictionary.bin')),
    'word-forms.bin': sha256(readFileSync(FORMS_FILE)),
  };
  for (const path of [...inputs].sort()) hashes[basename(path)] = sha256(readFileSync(path));
  const bytes = trainField({
    name: 'latin',
    labels: LABELS,
    columns: COLUMNS,
    templates: TEMPLATES,
    bits: SETTINGS.bits,
    seed: SETTINGS.seed,
    epochs: SETTINGS.epochs,
    prune: SETTINGS.prune,
    inputs: hashes,
    count: corpus.starts.length,
    example: makeExamples(corpus),
    log: console.error,
  });
  writeFileSync(output ?? WEIGHTS_FILE, bytes);
}

/** The annotated texts, and variations of them. */
function readTexts(paths: readonly string[], lexicon: Lexicon): AnnotatedText[] {
  const texts = [...paths].sort().flatMap(readAnnotated);
  const isTitle = (word: string) => {
    const codes = foldText(word);
    return (lexicon.find(codes, 0, codes.length).classes & Class.titleBefore) !== 0;
  };
  const variation = new Variation(new NameMaker(), new Random(SETTINGS.seed), isTitle);
  const varied = texts.flatMap((text) =>
    Array.from({ length: SETTINGS.variations[text.lang] }, () => variation.of(text)).filter((other) => other !== null),
  );
  return [...texts, ...varied];
}

function readCorpus(paths: readonly string[], gazetteer: Gazetteer): Corpus {
  const lexicon = new Lexicon(gazetteer);
  const readers = { de: new Words(lexicon, true), en: new Words(lexicon, false) };
  const documents = readTexts(paths, lexicon);
  const size = documents.reduce((sum, document) => sum + document.text.length + 2 * MARGIN, 0);
  const columns = COLUMNS.map(() => new Int32Array(size));
  const bare = COLUMNS.map(() => new Int32Array(size));
  const allowed = new Uint16Array(size);
  const starts: number[] = [];
  const lengths: number[] = [];
  const ids = new Int32Array(1 << 20);
  let at = 0;
  for (const document of documents) {
    const units = utf16Units(document.text);
    const codes = foldText(document.text);
    const words = readers[document.lang];
    const { sequence } = words;
    sequence.load(document.text, codes, gazetteer.scan(codes), 0, codes.length);
    const { count, types, tokens } = sequence;
    for (let i = 0; i < count; i++) ids[i] = types.bareOf(sequence.ids[i], units, codes, tokens.starts[i], tokens.ends[i]);
    for (let c = 0; c < TYPE_COLUMNS.length; c++) {
      gatherColumn(types.columns[c], sequence.ids, count, columns[c].subarray(at));
      gatherColumn(types.columns[c], ids, count, bare[c].subarray(at));
    }
    for (let c = 0; c < PLACE_COLUMNS.length; c++) {
      const values = sequence.place[c].subarray(0, count + 2 * MARGIN);
      columns[TYPE_COLUMNS.length + c].set(values, at);
      bare[TYPE_COLUMNS.length + c].set(values, at);
    }
    allowed.set(allowedLabels(document, words), at + MARGIN);
    for (let i = 0; i < count; i++) {
      if (sequence.gate[i] === 0) continue;
      const from = i;
      while (i + 1 < count && sequence.gate[i + 1] !== 0 && !(tokens.glue[i + 1] & 4)) i++;
      starts.push(at + from);
      lengths.push(i + 1 - from);
    }
    at += count + 2 * MARGIN;
  }
  return { columns, bare, allowed, starts, lengths };
}

/** Examples with entries and words hidden at random, anew each epoch. */
function makeExamples(corpus: Corpus): (index: number, epoch: number) => Example {
  let capacity = 0;
  let columns: Int32Array[] = [];
  let allowed = new Uint16Array(0);
  return (index, epoch) => {
    const start = corpus.starts[index];
    const length = corpus.lengths[index];
    if (length > capacity) {
      capacity = length * 2;
      columns = COLUMNS.map(() => new Int32Array(capacity + 2 * MARGIN));
      allowed = new Uint16Array(capacity);
    }
    const random = new Random(index * 31 + epoch * 1_000_003 + SETTINGS.seed);
    for (let c = 0; c < columns.length; c++) {
      for (let i = 0; i < length + 2 * MARGIN; i++) columns[c][i] = corpus.columns[c][start + i];
    }
    for (let i = 0; i < length; i++) {
      allowed[i] = corpus.allowed[start + MARGIN + i];
      const at = MARGIN + i;
      if (random.next() < SETTINGS.hideEntry) {
        for (let c = 0; c < columns.length; c++) columns[c][at] = corpus.bare[c][start + at];
        columns[MULTI][at] = 0;
      }
      if (random.next() < SETTINGS.hideWord) for (const c of WORD_COLUMNS) columns[c][at] = 0;
    }
    return { length, columns, allowed, weight: 1 };
  };
}

/** Values of a type column token by token, EDGE's beyond the ends. */
function gatherColumn(column: Int32Array, ids: Int32Array, count: number, out: Int32Array): void {
  out.fill(column[MARGIN + EDGE], 0, MARGIN);
  for (let i = 0; i < count; i++) out[MARGIN + i] = column[MARGIN + ids[i]];
  out.fill(column[MARGIN + EDGE], MARGIN + count, count + 2 * MARGIN);
}
