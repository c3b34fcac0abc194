/** Cuts news into pieces and labels them: names by rules or by a tagger, the rest by dictionaries. */
import { Class } from '../../../src/dictionary/word-classes.ts';
import type { Gazetteer } from '../../../src/match/gazetteer.ts';
import { foldText } from '../../../src/text/fold.ts';
import type { Random } from '../random.ts';
import type { RuleSpan } from './rules.ts';
import type { Kind, LabelledSpan, Sentence } from './sentences.ts';
import type { Word } from './statistics.ts';

const LONGEST_PIECE = 220;
const SENTENCE = /[^。！？\n]+[。！？]*[”’]?/g;

/** A folded document of the training text. */
export function foldDocument(text: string): string {
  const codes = foldText(text);
  let folded = '';
  for (let i = 0; i < codes.length; i++) folded += String.fromCharCode(codes[i] || 0x20);
  return folded;
}

export interface LabelSource {
  readonly gazetteer: Gazetteer;
  readonly words: ReadonlyMap<string, Word>;
  readonly organisations: ReadonlySet<string>;
}

/** What a labeller says of a span: sure, or to be left open. */
export interface Opinion {
  readonly start: number;
  readonly end: number;
  readonly kind: 'person' | 'company' | 'open';
}

/** Sentences of a document with their spans; most of those that name nobody are left out. */
export function* sentencesOf(
  text: string,
  opinions: readonly Opinion[],
  source: LabelSource,
  random: Random,
): Generator<Sentence> {
  const spans = allSpans(text, opinions, source);
  let from = 0;
  for (const [start, end] of pieces(text)) {
    while (from < spans.length && spans[from].start < start) from++;
    let to = from;
    while (to < spans.length && spans[to].end <= end) to++;
    const inside = spans.slice(from, to).map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
    from = to;
    const sentence = { text: text.slice(start, end), spans: inside };
    const has = (kind: Kind) => inside.some((span) => span.kind === kind);
    const chance = has('company') ? 2 : has('person') ? 0.75 : 0.3;
    for (let left = chance; left > 0; left--) if (left >= 1 || random.next() < left) yield sentence;
  }
}

/** Whole sentences, put together up to a length; longer ones are left out. */
function* pieces(text: string): Generator<[number, number]> {
  let start = -1;
  let end = -1;
  for (const match of text.matchAll(SENTENCE)) {
    const from = match.index;
    const to = from + match[0].length;
    if (start >= 0 && (from !== end || to - start > LONGEST_PIECE / 2)) {
      yield [start, end];
      start = -1;
    }
    if (to - from > LONGEST_PIECE || to - from < 4) {
      if (start >= 0) yield [start, end];
      start = -1;
      continue;
    }
    if (start < 0) start = from;
    end = to;
  }
  if (start >= 0) yield [start, end];
}

function allSpans(text: string, opinions: readonly Opinion[], source: LabelSource): LabelledSpan[] {
  const taken = new Uint8Array(text.length);
  const spans: LabelledSpan[] = [];
  const put = (start: number, end: number, kind: Kind) => {
    for (let i = start; i < end; i++) if (taken[i]) return;
    taken.fill(1, start, end);
    spans.push({ start, end, kind });
  };
  for (const { start, end, kind } of opinions) put(start, end, kind);
  const { gazetteer, words, organisations } = source;
  const codes = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const hits = gazetteer.scan(codes);
  const listed: [number, number, Kind][] = [];
  for (let i = 0; i < hits.count; i++) {
    const [start, end, key] = [hits.starts[i], hits.ends[i], hits.keys[i]];
    const types = gazetteer.typeBits(key);
    const classes = gazetteer.classes(key);
    if (classes & Class.organisationTail) {
      const begin = [12, 11, 10, 9, 8, 7, 6, 5, 4]
        .map((n) => end - n)
        .find((at) => at >= 0 && organisations.has(text.slice(at, end)));
      if (begin !== undefined && begin < start) listed.push([begin, end, 'organisation']);
    }
    if (end - start < 2) continue;
    if ((types & 7) === 2) listed.push([start, end, types & 8 || end - start < 3 ? 'open' : 'company']);
    else if (types & 4 || classes & (Class.place | Class.country)) listed.push([start, end, 'place']);
    else if (types & 2) listed.push([start, end, 'open']);
  }
  listed.sort((a, b) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0]);
  for (const [start, end, kind] of listed) put(start, end, kind);
  for (let i = 0; i + 1 < text.length; i++) {
    const length = [6, 5, 4, 3, 2].find((n) => isPlace(words.get(text.slice(i, i + n))));
    if (length !== undefined && i + length <= text.length) put(i, i + length, 'place');
  }
  return spans.sort((a, b) => a.start - b.start);
}

const isPlace = (word: Word | undefined): boolean => word !== undefined && word.tag === 'ns' && word.frequency >= 5;

/** What rules found: sure from a score on. */
export function ruleOpinions(spans: readonly RuleSpan[], sure: number): Opinion[] {
  return spans.map(({ start, end, type, score }) => ({ start, end, kind: score >= sure ? type : 'open' }));
}
