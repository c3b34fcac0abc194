/** Cuts news into pieces and labels them: names by rules or by a tagger, the rest by dictionaries. */
import { Class } from '../../../src/dictionary/word-classes.ts';
import type { Gazetteer } from '../../../src/match/gazetteer.ts';
import type { Hits } from '../../../src/model.ts';
import { foldText } from '../../../src/text/fold.ts';
import type { Random } from '../random.ts';
import type { RuleSpan } from './rules.ts';
import type { Kind, LabelledSpan, Sentence } from './sentences.ts';
import type { Word } from './statistics.ts';

const LONGEST_PIECE = 220;
const LONGEST_BRANCH_PLACE = 6;
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
  listed: readonly LabelledSpan[],
  random: Random,
): Generator<Sentence> {
  const spans = allSpans(opinions, listed, text.length);
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

/** The labeller's spans, and those of the dictionaries where they leave room. */
function allSpans(opinions: readonly Opinion[], listed: readonly LabelledSpan[], length: number): LabelledSpan[] {
  const taken = new Uint8Array(length);
  const spans: LabelledSpan[] = [];
  for (const span of [...opinions, ...listed]) {
    if (taken.subarray(span.start, span.end).includes(1)) continue;
    taken.fill(1, span.start, span.end);
    spans.push(span);
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** What the dictionaries know in a text, the longest first; then places jieba knows. */
export function listedSpans(text: string, { gazetteer, words, organisations }: LabelSource): LabelledSpan[] {
  const hits = gazetteer.scan(codesOf(text));
  const listed: LabelledSpan[] = [];
  for (let i = 0; i < hits.count; i++) {
    const [start, end, key] = [hits.starts[i], hits.ends[i], hits.keys[i]];
    const types = gazetteer.typeBits(key);
    const classes = gazetteer.classes(key);
    if (classes & Class.organisationTail) {
      const begin = [12, 11, 10, 9, 8, 7, 6, 5, 4]
        .map((n) => end - n)
        .find((at) => at >= 0 && organisations.has(text.slice(at, end)));
      if (begin !== undefined && begin < start) listed.push({ start: begin, end, kind: 'organisation' });
    }
    if (end - start < 2) continue;
    const plainCompany = (types & 15) === 2 && end - start > 2;
    if (plainCompany) listed.push({ start, end: branchEnd(hits, i, gazetteer), kind: 'company' });
    else if (types & 4 || classes & (Class.place | Class.country)) listed.push({ start, end, kind: 'place' });
    else if (types & 2) listed.push({ start, end, kind: 'open' });
  }
  listed.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  for (let i = 0; i + 1 < text.length; i++) {
    const length = [6, 5, 4, 3, 2].find((n) => isPlace(words.get(text.slice(i, i + n))));
    if (length !== undefined && i + length <= text.length) listed.push({ start: i, end: i + length, kind: 'place' });
  }
  return listed;
}

/** Where a company's name ends with the branch that follows it: right behind it, or behind the branch's place. */
function branchEnd(hits: Hits, company: number, gazetteer: Gazetteer): number {
  const end = hits.ends[company];
  let longest = end;
  const placeEnds = new Set([end]);
  for (let i = company + 1; i < hits.count && hits.starts[i] <= end + LONGEST_BRANCH_PLACE; i++) {
    if (!placeEnds.has(hits.starts[i])) continue;
    const isPlaceName = gazetteer.typeBits(hits.keys[i]) & 4 || gazetteer.classes(hits.keys[i]) & Class.place;
    if (gazetteer.classes(hits.keys[i]) & Class.companyBranch) longest = Math.max(longest, hits.ends[i]);
    else if (isPlaceName && hits.starts[i] === end) placeEnds.add(hits.ends[i]);
  }
  return longest;
}

const isPlace = (word: Word | undefined): boolean => word !== undefined && word.tag === 'ns' && word.frequency >= 5;

/** What rules found: sure from a score on. */
export function ruleOpinions(spans: readonly RuleSpan[], sure: number): Opinion[] {
  return spans.map(({ start, end, type, score }) => ({ start, end, kind: score >= sure ? type : 'open' }));
}

export function codesOf(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let i = 0; i < codes.length; i++) codes[i] = text.charCodeAt(i);
  return codes;
}
