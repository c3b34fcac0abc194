/**
 * Trains the Chinese tagger: `npm run train -- zh zh-xwlb.jsonl.xz <lists…>` (docs/training.md names them).
 *
 * Rules label news; what they are sure of is kept, the rest left open; names are exchanged for others each time a sentence is
 * shown. The tagger trained so labels the news again, and where it is sure, or agrees with the rules, its word counts: the
 * second training, on that, is what is written.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileDictionary } from '../../src/dictionary/compile.ts';
import { compileWords } from '../../src/dictionary/compile-words.ts';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { readBuiltinEntities, readWordFiles } from '../../src/dictionary/read.ts';
import { Attributes, COLUMNS } from '../../src/match/chinese/attributes.ts';
import { Lexicon } from '../../src/match/chinese/lexicon.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';
import { Decoder } from '../../src/match/tagger/decode.ts';
import { readModel } from '../../src/match/tagger/model.ts';
import { Inputs } from './inputs.ts';
import { type Example, train } from './perceptron.ts';
import { Random } from './random.ts';
import { readLists } from './zh/lists.ts';
import { NameMaker } from './zh/names.ts';
import { labelByRules, type RuleData, type RuleSpan } from './zh/rules.ts';
import { type Kind, type Sentence, vary } from './zh/sentences.ts';
import { Background, nameModel } from './zh/statistics.ts';
import { foldDocument, type LabelSource, type Opinion, ruleOpinions, sentencesOf } from './zh/texts.ts';

const SEED = 20260;
const BITS = 17;
/** Every so many documents one is read. */
const EVERY = Number(process.env.EVERY ?? 3);
const ROUNDS = [2, 3];
const HIDDEN = 0.5;
const RULES_SURE = 3;

export const LABELS = ['O', ...['person', 'company'].flatMap((type) => ['B', 'I', 'E', 'S'].map((mark) => `${mark}-${type}`))];
export const TEMPLATES = [
  ['character@-1'],
  ['character@0'],
  ['character@1'],
  ['character@2'],
  ['character@-2', 'character@-1'],
  ['character@-1', 'character@0'],
  ['character@0', 'character@1'],
  ['character@1', 'character@2'],
  ['name@0', 'right@0'],
  ['name@-1', 'right@0'],
  ['name@-2'],
  ['spelling@0'],
  ['kinds@0'],
  ['character@-1', 'name@0'],
  ['character@1', 'name@-2'],
  ['character@1', 'short@-1'],
  ['spelling3@0', 'character@0'],
  ['words@0'],
  ['segments@0'],
  ['inside@0', 'character@0'],
  ['listed@0'],
  ['listed@-1', 'listed@0', 'listed@1'],
  ['listed@0', 'character@-1'],
  ['listed@0', 'character@1'],
  ['begins@0', 'ended@0'],
  ['ended@0', 'name@0'],
  ['begins@1', 'name@-2'],
  ['begins@1', 'short@-1'],
  ['ended@1', 'begins@1'],
];

export function main(paths: readonly string[]): void {
  const training = new Training(new Inputs(paths));
  const bytes = training.run();
  const path = process.env.OUT ?? join(packageRoot, 'dictionaries', 'languages', 'zh', 'names.tagger');
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  training.log(`${path}: ${bytes.length} bytes`);
}

class Training {
  private readonly started = Date.now();
  private readonly gazetteer: Gazetteer;
  private readonly lexicon: Lexicon;
  private readonly source: LabelSource;
  private readonly maker: NameMaker;
  private readonly rules: Omit<RuleData, 'background' | 'names'>;
  private readonly lists: ReturnType<typeof readLists>;
  private readonly texts: string[];

  constructor(private readonly inputs: Inputs) {
    const dictionaries = join(packageRoot, 'dictionaries');
    const words = readWordFiles(dictionaries);
    const entities = readBuiltinEntities(dictionaries);
    this.gazetteer = new Gazetteer(Buffer.from(compileDictionary({ entities, words })) as Uint8Array<ArrayBuffer>);
    this.lists = readLists(inputs, entities, words);
    this.lexicon = new Lexicon(compileWords(this.lists.compiled) as Uint8Array<ArrayBuffer>);
    this.source = { gazetteer: this.gazetteer, words: this.lists.words, organisations: this.lists.organisations };
    this.maker = new NameMaker(this.lists.names);
    this.rules = this.lists.rules;
    this.texts = inputs
      .lines('zh-xwlb.jsonl.xz')
      .filter((_, i) => i % EVERY === 0)
      .map((line) => foldDocument(JSON.parse(line).text));
    this.log(`${this.texts.length} documents of ${this.texts.reduce((sum, text) => sum + text.length, 0)} characters`);
  }

  log(line: string): void {
    console.log(`${((Date.now() - this.started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  }

  run(): Uint8Array {
    const found = this.labelByRules();
    let bytes = this.train(
      this.sentences((at) => ruleOpinions(found[at], RULES_SURE), 1),
      1,
    );
    for (let round = 2; round <= ROUNDS.length; round++) {
      const opinions = this.labelAgain(new Decoder(readModel(bytes)), found);
      bytes = this.train(
        this.sentences((at) => opinions[at], round),
        round,
      );
    }
    return bytes;
  }

  private labelByRules(): RuleSpan[][] {
    const background = new Background();
    for (const text of this.texts) background.add(text, maskNames(text, this.rules.people));
    const data: RuleData = { ...this.rules, background, names: nameModel(this.lists.nameTables, background) };
    const found = this.texts.map((text) => labelByRules(text, data));
    this.log(`${found.reduce((sum, spans) => sum + spans.length, 0)} spans by rules`);
    return found;
  }

  private sentences(opinions: (at: number) => readonly Opinion[], round: number): Sentence[] {
    const random = new Random(SEED + round);
    const sentences = this.texts.flatMap((text, at) => [...sentencesOf(text, opinions(at), this.source, random)]);
    const counts: Partial<Record<Kind, number>> = {};
    for (const { spans } of sentences) for (const { kind } of spans) counts[kind] = (counts[kind] ?? 0) + 1;
    this.log(`round ${round}: ${sentences.length} sentences with ${JSON.stringify(counts)}`);
    return sentences;
  }

  private train(sentences: readonly Sentence[], round: number): Uint8Array {
    const attributes = new Attributes(this.lexicon, this.gazetteer);
    return train({
      name: 'zh',
      labels: LABELS,
      columns: COLUMNS,
      templates: TEMPLATES,
      bits: BITS,
      seed: SEED + round,
      epochs: ROUNDS[round - 1],
      inputs: this.inputs.sha256,
      prune: 0.002,
      count: sentences.length,
      example: (index, epoch) =>
        this.example(sentences[index], new Random(Math.imul(index * 8 + epoch, 0x9e3779b1) + round), attributes),
      log: (line) => this.log(`round ${round}: ${line}`),
    });
  }

  private example(sentence: Sentence, random: Random, attributes: Attributes): Example {
    const { text, spans } = vary(sentence, this.maker, random);
    const codes = codesOf(text);
    const salt = random.below(2 ** 31);
    const hidden = (key: number) => Math.imul(key + salt, 0x9e3779b1) >>> 0 < HIDDEN * 2 ** 32;
    attributes.read(codes, 0, codes.length, this.gazetteer.scan(codes), 0, hidden);
    const allowed = new Uint16Array(codes.length).fill(1);
    for (const { start, end, kind } of spans) allow(allowed, start, end, kind);
    return { length: codes.length, columns: attributes.columns, allowed, weight: 1 };
  }

  /** Labels all texts with a tagger; sure is what the rules found too, or what has a wide margin. */
  private labelAgain(decoder: Decoder, found: readonly RuleSpan[][]): Opinion[][] {
    const attributes = new Attributes(this.lexicon, this.gazetteer);
    const all = this.texts.map((text, at) => this.tag(text, decoder, attributes, found[at]));
    const sure = { person: this.limits(all.flat(), 'person'), company: this.limits(all.flat(), 'company') };
    return all.map((spans, at) => {
      const kept: Opinion[] = spans.map(({ start, end, type, margin, agreed }) => {
        const { low, high } = sure[type];
        return { start, end, kind: (agreed && margin > low) || margin > high ? type : 'open' };
      });
      for (const { start, end, type, score } of found[at]) {
        const alone = score >= 2 && type === 'person' && !spans.some((span) => span.start < end && span.end > start);
        if (alone) kept.push({ start, end, kind: 'open' });
      }
      return kept.sort((a, b) => a.start - b.start);
    });
  }

  /** Margins a span of a type needs: where the rules agree, and where they do not. */
  private limits(spans: readonly Tagged[], type: string): { low: number; high: number } {
    const margins = Float64Array.from(
      spans.filter((span) => span.agreed && span.type === type).map((span) => span.margin),
    ).sort();
    const quantile = (share: number) => margins[Math.floor(margins.length * share)] ?? 0;
    this.log(`${type}: ${margins.length} agreed of ${spans.filter((span) => span.type === type).length}`);
    return { low: quantile(0.1), high: quantile(0.4) };
  }

  private tag(text: string, decoder: Decoder, attributes: Attributes, found: readonly RuleSpan[]): Tagged[] {
    const tagged: Tagged[] = [];
    let start = 0;
    for (const line of text.split('\n')) {
      const codes = codesOf(line);
      if (codes.length > 0) {
        attributes.read(codes, 0, codes.length, this.gazetteer.scan(codes), 0);
        const spans = decoder.decode(attributes.columns, codes.length);
        for (let s = 0; s < spans.count; s++) {
          const [from, to] = [start + spans.starts[s], start + spans.ends[s]];
          const type = decoder.labels.types[spans.types[s]] as 'person' | 'company';
          const agreed = found.some((span) => span.start === from && span.end === to && span.type === type);
          tagged.push({ start: from, end: to, type, margin: spans.margins[s] / (to - from), agreed });
        }
      }
      start += line.length + 1;
    }
    return tagged;
  }
}

interface Tagged {
  readonly start: number;
  readonly end: number;
  readonly type: 'person' | 'company';
  /** Margin by character. */
  readonly margin: number;
  /** The rules found it too. */
  readonly agreed: boolean;
}

const codesOf = (text: string): Uint16Array => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

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
