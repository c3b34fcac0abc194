/** People and companies no dictionary need list, in Chinese text: candidates of the tagger. Its data are read when the first text comes. */
import { join } from 'node:path';
import { packageRoot, readCompiled } from '../../dictionary/compiled.ts';
import type { Candidate, EntityType, Passage, Span } from '../../model.ts';
import { candidate } from '../candidate.ts';
import { Decoder, type TaggedSpans } from '../tagger/decode.ts';
import { loadModel, type TaggerModel } from '../tagger/model.ts';
import { Attributes, isCombined, type KeyFacts } from './attributes.ts';
import { Lexicon } from './lexicon.ts';

/** Longer pieces of text are cut, behind a full stop where there is one. */
const LONGEST_PIECE = 1000;
/** How far beyond a name at the edge of the gate the tagger looks again, and how often. */
const FURTHER = 3;
const MOST_ROUNDS = 2;
const LINE_FEED = 0x0a;
const FULL_STOP = 0x3002;
/**
 * How sure a span is: as often as such a span is right. Grows from `least` to `most` with the margin by character, in units of the
 * model's largest weight; half of it is reached at `half`.
 */
const CERTAINTY: Readonly<Record<string, { readonly least: number; readonly most: number; readonly half: number }>> = {
  person: { least: 0.6, most: 1, half: 0.3 },
  company: { least: 0.45, most: 0.95, half: 0.35 },
};
const LARGEST_WEIGHT = 127;
const SOURCE = 'tagger:zh';

export class ChineseNames {
  private readonly attributes: Attributes;
  private readonly decoder: Decoder;
  /** How far to each side of a position templates look at the columns that are combined. */
  private readonly back: number;
  private readonly ahead: number;

  constructor(facts: KeyFacts, model: TaggerModel, lexicon: Lexicon) {
    this.decoder = new Decoder(model);
    this.attributes = new Attributes(lexicon, facts, (length) => this.decoder.makeColumns(length));
    const offsets = model.templates.flatMap((template) =>
      template.offsets.filter((_, part) => isCombined(template.columns[part])),
    );
    this.back = -Math.min(0, ...offsets);
    this.ahead = Math.max(0, ...offsets);
  }

  /** Candidates in `block` of a passage, in order, with evidence `tagger:zh`. */
  recognise(passage: Passage, block: Span): Candidate[] {
    const { codes, hits } = passage;
    const found: Candidate[] = [];
    let hit = hits.first[block.start];
    for (let from = block.start; from < block.end; ) {
      const to = pieceEnd(codes, from, block.end);
      hit = this.attributes.note(codes, from, to, hits, hit);
      this.collect(from, to, found);
      from = to;
      while (from < block.end && codes[from] === LINE_FEED) from++;
    }
    return found;
  }

  /** Tags where a name may stand; where one reaches the edge of what was looked at, looks further. */
  private tag(length: number): TaggedSpans {
    const { decoder, attributes } = this;
    const gate = attributes.gate(length);
    for (let from = 0; from < length; from++) {
      if (gate[from] === 0) continue;
      let to = from + 1;
      while (to < length && gate[to] !== 0) to++;
      this.combine(from, to, length);
      from = to;
    }
    for (let round = 0; ; round++) {
      const spans = decoder.decode(attributes.columns, length, gate, round > 0);
      let opened = false;
      for (let s = 0; s < spans.count; s++) {
        const start = spans.starts[s];
        const end = spans.ends[s];
        if ((start === 0 || gate[start - 1]) && (end === length || gate[end])) continue;
        const [from, to] = [Math.max(0, start - FURTHER), Math.min(length, end + FURTHER)];
        gate.fill(1, from, to);
        this.combine(from, to, length);
        opened = true;
      }
      if (!opened || round === MOST_ROUNDS) return spans;
    }
  }

  /** Combines attributes for the positions `[from, to)` to be tagged. */
  private combine(from: number, to: number, length: number): void {
    this.attributes.combine(from - this.back, Math.min(to + this.ahead, length));
  }

  private collect(from: number, to: number, found: Candidate[]): void {
    const { decoder } = this;
    const spans = this.tag(to - from);
    for (let s = 0; s < spans.count; s++) {
      const type = decoder.labels.types[spans.types[s]] as EntityType;
      const [start, end] = this.attributes.trim(spans.starts[s], spans.ends[s], type === 'company');
      if (end <= start || this.attributes.isPlace(start, end)) continue;
      const margin = spans.margins[s] / (spans.ends[s] - spans.starts[s]);
      found.push(candidate(from + start, from + end, type, [{ source: SOURCE, weight: this.certainty(type, margin) }]));
    }
  }

  private certainty(type: EntityType, margin: number): number {
    const { least, most, half } = CERTAINTY[type];
    const share = (margin * this.decoder.model.header.scale) / LARGEST_WEIGHT;
    return Math.round(100 * (least + ((most - least) * share) / (share + half))) / 100;
  }
}

let opened: { facts: KeyFacts; names: ChineseNames } | undefined;

/** Candidates in a block of Chinese text. Throws an Error where the weights cannot be read. */
export function recogniseChinese(passage: Passage, block: Span, facts: KeyFacts): Candidate[] {
  if (opened?.facts !== facts) {
    const model = loadModel(join(packageRoot, 'dictionaries', 'languages', 'zh', 'names.tagger'));
    opened = { facts, names: new ChineseNames(facts, model, new Lexicon(readCompiled('words-zh.bin'))) };
  }
  return opened.names.recognise(passage, block);
}

/** Where the piece that starts at `from` ends: at a line feed, or before it grows too long. */
function pieceEnd(codes: Uint16Array, from: number, limit: number): number {
  let end = from;
  let stop = -1;
  while (end < limit && codes[end] !== LINE_FEED) {
    if (codes[end] === FULL_STOP) stop = end + 1;
    end++;
    if (end - from >= LONGEST_PIECE) return stop > from ? stop : end;
  }
  return end;
}
