/** The course of a Chinese training: labels by rules, a first tagger, labels by it, a second tagger. */
import { join } from 'node:path';
import { compileDictionary } from '../../../src/dictionary/compile.ts';
import { compileWords } from '../../../src/dictionary/compile-words.ts';
import { packageRoot } from '../../../src/dictionary/compiled.ts';
import { readBuiltinEntities, readWordFiles } from '../../../src/dictionary/read.ts';
import { Class } from '../../../src/dictionary/word-classes.ts';
import { Attributes, COLUMNS } from '../../../src/match/chinese/attributes.ts';
import { Lexicon } from '../../../src/match/chinese/lexicon.ts';
import { Gazetteer } from '../../../src/match/gazetteer.ts';
import { readModel } from '../../../src/match/tagger/model.ts';
import type { Inputs } from '../inputs.ts';
import { train } from '../perceptron.ts';
import { Random } from '../random.ts';
import type { Example } from '../weights.ts';
import { readLists } from './lists.ts';
import { NameMaker } from './names.ts';
import { Patterns } from './patterns.ts';
import { Relabeller } from './relabel.ts';
import { labelByRules, type RuleData, type RuleSpan } from './rules.ts';
import { type Kind, type LabelledSpan, type Sentence, vary } from './sentences.ts';
import { Background, nameModel } from './statistics.ts';
import { codesOf, foldDocument, listedSpans, type Opinion, ruleOpinions, sentencesOf } from './texts.ts';

export interface Settings {
  readonly seed: number;
  readonly bits: number;
  /** Every so many documents of the news one is read. */
  readonly every: number;
  /** Epochs of each training. */
  readonly epochs: readonly number[];
  /** Sentences from patterns for each sentence of news. */
  readonly patterns: number;
  /** See TrainingPlan. */
  readonly cost: number;
  readonly prune: number;
  readonly templates: readonly (readonly string[])[];
}

const NEWS = 'zh-xwlb.jsonl.xz';
/** Share of the listed names the tagger does not see while it learns: it must not lean on lists alone. */
const HIDDEN = 0.5;
/** The same for countries and regions, whose lists are complete. */
const HIDDEN_PLACES = 0.15;
/** Score from which the rules are believed. */
const SURE = 3;
export const LABELS = ['O', ...['person', 'company'].flatMap((type) => ['B', 'I', 'E', 'S'].map((mark) => `${mark}-${type}`))];

export class Training {
  private readonly started = Date.now();
  private readonly gazetteer: Gazetteer;
  private readonly attributes: Attributes;
  private readonly listed: readonly (readonly LabelledSpan[])[];
  private readonly maker: NameMaker;
  private readonly patterns: Patterns;
  private readonly rules: (texts: readonly string[]) => RuleData;
  private readonly texts: readonly string[];

  constructor(
    private readonly inputs: Inputs,
    private readonly settings: Settings,
  ) {
    const dictionaries = join(packageRoot, 'dictionaries');
    const files = readWordFiles(dictionaries);
    const entities = readBuiltinEntities(dictionaries);
    const lists = readLists(inputs, entities, files);
    const dictionary = Buffer.from(compileDictionary({ entities, words: files }));
    const words = Buffer.from(compileWords(lists.compiled));
    inputs.note('dictionary.bin', dictionary);
    inputs.note('words-zh.bin', words);
    this.gazetteer = new Gazetteer(dictionary);
    this.attributes = new Attributes(new Lexicon(words), this.gazetteer);
    this.maker = new NameMaker(lists.names);
    this.patterns = new Patterns(inputs.read(join(packageRoot, 'scripts', 'train', 'zh', 'patterns.txt'), 'patterns.txt'));
    this.rules = (texts) => {
      const background = new Background();
      for (const text of texts) background.add(text, maskNames(text, lists.rules.people));
      return { ...lists.rules, background, names: nameModel(lists.nameTables, background) };
    };
    this.texts = inputs
      .lines(NEWS)
      .filter((_, i) => i % settings.every === 0)
      .map((line) => foldDocument(JSON.parse(line).text));
    const source = { gazetteer: this.gazetteer, words: lists.words, organisations: lists.organisations };
    this.listed = this.texts.map((text) => listedSpans(text, source));
    this.log(`${this.texts.length} documents of ${this.texts.reduce((sum, text) => sum + text.length, 0)} characters`);
  }

  log(line: string): void {
    console.log(`${((Date.now() - this.started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  }

  /** Bytes of the tagger's file. */
  run(): Uint8Array {
    const data = this.rules(this.texts);
    const found = this.texts.map((text) => labelByRules(text, data));
    this.log(`${found.reduce((sum, spans) => sum + spans.length, 0)} spans by rules`);
    const first = this.sentences((at) => ruleOpinions(found[at], SURE), 1);
    let bytes = this.train(first, 1);
    for (let round = 2; round <= this.settings.epochs.length; round++) {
      const opinions = this.relabel(bytes, found);
      const sentences = this.sentences((at) => opinions[at], round);
      bytes = this.train(sentences, round);
    }
    return bytes;
  }

  private relabel(bytes: Uint8Array, found: readonly (readonly RuleSpan[])[]): Opinion[][] {
    const relabeller = new Relabeller(readModel(bytes), this.attributes, this.gazetteer);
    return relabeller.label(this.texts, found, (line) => this.log(line));
  }

  private sentences(opinions: (at: number) => readonly Opinion[], round: number): Sentence[] {
    const random = new Random(this.settings.seed + round);
    const sentences: Sentence[] = [];
    const counts: Partial<Record<Kind, number>> = {};
    this.texts.forEach((text, at) => {
      for (const sentence of sentencesOf(text, opinions(at), this.listed[at], random)) {
        sentences.push(sentence);
        for (const { kind } of sentence.spans) counts[kind] = (counts[kind] ?? 0) + 1;
      }
    });
    this.log(`round ${round}: ${sentences.length} sentences with ${JSON.stringify(counts)}`);
    return sentences;
  }

  private train(sentences: readonly Sentence[], round: number): Uint8Array {
    const { seed, bits, epochs, patterns, cost, prune, templates } = this.settings;
    return train({
      name: 'zh',
      labels: LABELS,
      columns: COLUMNS,
      templates,
      bits,
      seed: seed + round,
      epochs: epochs[round - 1],
      inputs: this.inputs.sha256,
      cost,
      prune,
      count: Math.floor(sentences.length * (1 + patterns)),
      example: (index, epoch) => {
        const random = new Random(Math.imul(index * 8 + epoch, 0x9e3779b1) + round);
        const fromPattern = index >= sentences.length;
        return this.example(
          fromPattern ? this.patterns.make(this.maker, random) : vary(sentences[index], this.maker, random),
          random,
        );
      },
      log: (line) => this.log(`round ${round}: ${line}`),
    });
  }

  private hiddenShare(key: number): number {
    return this.gazetteer.classes(key) & (Class.place | Class.country) ? HIDDEN_PLACES : HIDDEN;
  }

  private example({ text, spans }: Sentence, random: Random): Example {
    const codes = codesOf(text);
    const salt = random.below(2 ** 31);
    const hidden = (key: number) => Math.imul(key + salt, 0x9e3779b1) >>> 0 < this.hiddenShare(key) * 2 ** 32;
    this.attributes.read(codes, 0, codes.length, this.gazetteer.scan(codes), 0, hidden);
    const allowed = new Uint16Array(codes.length).fill(1);
    for (const { start, end, kind } of spans) allow(allowed, start, end, kind);
    return { length: codes.length, columns: this.attributes.columns, allowed, weight: 1 };
  }
}

/** 1 over every listed name of three or four characters. */
function maskNames(text: string, people: ReadonlySet<string>): Uint8Array {
  const masked = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    for (let n = 3; n <= 4; n++) if (people.has(text.slice(i, i + n))) masked.fill(1, i, i + n);
  }
  return masked;
}

/** Restricts the labels of `[start, end)` to what `kind` says. */
function allow(allowed: Uint16Array, start: number, end: number, kind: Kind): void {
  if (kind === 'open') allowed.fill((1 << LABELS.length) - 1, start, end);
  if (kind !== 'person' && kind !== 'company') return;
  const label = (mark: string) => 1 << LABELS.indexOf(`${mark}-${kind}`);
  allowed.fill(label('I'), start, end);
  allowed[start] = label('B');
  allowed[end - 1] = label(end - start === 1 ? 'S' : 'E');
}
