/**
 * The decoder of every tagger: sums int8 weights of hashed features and finds the best row of labels (Viterbi 1967) that the
 * labels allow. Weights of four labels are read as one 32-bit number and summed two and two, 16 bits a label. Nothing is
 * allocated once the scratch has grown.
 */
import { type Columns, hashRows } from './features.ts';
import { type Labels, readLabels } from './labels.ts';
import type { TaggerModel } from './model.ts';

/** Labels whose weights share one number of the packed weights. */
const LANES = 4;
/** What is added to each weight so that none is negative. */
const BIAS = 128;
const EVERY_OTHER = 0x00ff00ff;
const IMPOSSIBLE = -(2 ** 28);
/** Sums of so many biased weights fit 16 bits. */
const MAX_TEMPLATES = 256;

/** Spans the tagger marks, in order: a struct of arrays, valid until the next call. */
export interface TaggedSpans {
  count: number;
  /** Index into `Decoder.labels.types`. */
  types: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Trainer's score of the marked labels less that of leaving the span unmarked. */
  margins: Float64Array;
}

export class Decoder {
  readonly labels: Labels;
  readonly spans: TaggedSpans = {
    count: 0,
    types: new Uint8Array(64),
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    margins: new Float64Array(64),
  };
  protected readonly width: number;
  private readonly groups: number;
  /** Biased weights by row, four labels to a number; the last row is absent features' zero. */
  private readonly packed: Int32Array;
  private readonly transitions: Int32Array;
  /** `sources[sourceStarts[k] .. sourceStarts[k + 1])` are the labels that may stand before label k. */
  private readonly sources: Uint8Array;
  private readonly sourceStarts: Uint8Array;
  /** Labels that may end a span, and the most each gains over outside by the transition that follows. */
  private readonly closing: Uint8Array;
  private readonly lead: Int32Array;
  private before: Int32Array;
  private now: Int32Array;
  protected positions = new Int32Array(0);
  /** Rows of all templates, position by position. */
  private rows = new Int32Array(0);
  protected scores = new Int32Array(0);
  private back = new Uint8Array(0);
  private path = new Uint8Array(0);

  /** @param lanes false where a subclass sums scores in its own way. */
  constructor(
    readonly model: TaggerModel,
    lanes = true,
  ) {
    const { header } = model;
    this.labels = readLabels(header.labels);
    this.width = header.labels.length;
    this.groups = Math.ceil((this.width - 1) / LANES);
    if (lanes && model.templates.length > MAX_TEMPLATES) {
      throw new Error(`${model.templates.length} templates, at most ${MAX_TEMPLATES} are possible`);
    }
    this.packed = lanes ? pack(model.weights, this.width - 1, this.groups) : new Int32Array(0);
    this.transitions = Int32Array.from(header.transitions.flat());
    const sources: number[] = [];
    const starts = [0];
    for (let to = 0; to < this.width; to++) {
      for (let from = 0; from < this.width; from++) if (this.labels.follows[from * this.width + to]) sources.push(from);
      starts.push(sources.length);
    }
    this.sources = Uint8Array.from(sources);
    this.sourceStarts = Uint8Array.from(starts);
    const all = header.labels.map((_, k) => k);
    this.closing = Uint8Array.from(all.filter((j) => j > 0 && this.labels.closes[j]));
    this.lead = Int32Array.from(this.closing, (j) => {
      const gains = all.filter((k) => this.labels.opens[k]).map((k) => header.transitions[j][k] - header.transitions[0][k]);
      return Math.max(...gains);
    });
    this.before = new Int32Array(this.width);
    this.now = new Int32Array(this.width);
  }

  /**
   * Tags positions `[0, length)` of a sequence and returns its spans. With a `gate`, only runs of positions where it is not 0
   * are looked at, each for itself; elsewhere is outside.
   */
  decode(columns: Columns, length: number, gate?: Uint8Array): TaggedSpans {
    this.spans.count = 0;
    this.grow(length);
    const count = this.choose(length, gate);
    this.score(columns, count);
    for (let from = 0; from < count; ) {
      let to = from + 1;
      while (to < count && this.positions[to] === this.positions[to - 1] + 1) to++;
      this.viterbi(from, to);
      this.collect(from, to);
      from = to;
    }
    return this.spans;
  }

  private choose(length: number, gate?: Uint8Array): number {
    const { positions } = this;
    let count = 0;
    for (let i = 0; i < length; i++) if (gate === undefined || gate[i] !== 0) positions[count++] = i;
    return count;
  }

  /** Writes `scores[p * width + label]` for each position chosen. */
  protected score(columns: Columns, count: number): void {
    const { model, positions, rows, groups } = this;
    const { templates, header } = model;
    for (let t = 0; t < templates.length; t++) {
      hashRows(templates[t], columns, positions, count, header.bits, rows, t, templates.length);
    }
    for (let g = 0; g < groups; g += 2) this.sum(count, g, Math.min(g + 1, groups - 1));
  }

  /** Sums the weights of the labels of two groups (or of one twice): a row's weights lie together in memory. */
  private sum(count: number, g: number, h: number): void {
    const { model, rows, packed, groups } = this;
    const features = model.templates.length;
    for (let p = 0, at = 0; p < count; p++) {
      let even = 0;
      let odd = 0;
      let evenMore = 0;
      let oddMore = 0;
      for (const end = at + features; at < end; at++) {
        const row = rows[at] * groups;
        const four = packed[row + g];
        const fourMore = packed[row + h];
        even += four & EVERY_OTHER;
        odd += (four >>> 8) & EVERY_OTHER;
        evenMore += fourMore & EVERY_OTHER;
        oddMore += (fourMore >>> 8) & EVERY_OTHER;
      }
      this.spread(p, g, even, odd);
      this.spread(p, h, evenMore, oddMore);
    }
  }

  /** Takes apart the sums of the four labels of a group. */
  private spread(p: number, g: number, even: number, odd: number): void {
    const { scores, width } = this;
    const zero = BIAS * this.model.templates.length;
    const label = 1 + g * LANES;
    const out = p * width + label;
    scores[out] = (even & 0xffff) - zero;
    if (label + 1 < width) scores[out + 1] = (odd & 0xffff) - zero;
    if (label + 2 < width) scores[out + 2] = (even >>> 16) - zero;
    if (label + 3 < width) scores[out + 3] = (odd >>> 16) - zero;
  }

  /** Best labels of the run of positions `[from, to)`, to `path`. */
  private viterbi(from: number, to: number): void {
    const { width, labels, transitions, sources, sourceStarts, scores, back, path } = this;
    let { before, now } = this;
    for (let k = 0; k < width; k++) before[k] = labels.opens[k] ? scores[from * width + k] : IMPOSSIBLE;
    for (let p = from + 1; p < to; p++) {
      const row = p * width;
      const quiet = this.isQuiet(before);
      for (let k = 0; k < width; k++) {
        let best = before[0] + transitions[k];
        let source = 0;
        if (!quiet || labels.opens[k] === 0) {
          best = IMPOSSIBLE * 2;
          for (let s = sourceStarts[k]; s < sourceStarts[k + 1]; s++) {
            const j = sources[s];
            const value = before[j] + transitions[j * width + k];
            if (value > best) {
              best = value;
              source = j;
            }
          }
        }
        now[k] = best + scores[row + k];
        back[row + k] = source;
      }
      [before, now] = [now, before];
    }
    let best = IMPOSSIBLE * 2;
    let label = 0;
    for (let k = 0; k < width; k++) {
      if (labels.closes[k] && before[k] > best) {
        best = before[k];
        label = k;
      }
    }
    for (let p = to - 1; p >= from; p--) {
      path[p] = label;
      label = back[p * width + label];
    }
  }

  /** Whether outside is so far ahead that no span that might end here can be part of the best path: most of a text is so. */
  private isQuiet(before: Int32Array): boolean {
    const { closing, lead } = this;
    for (let i = 0; i < closing.length; i++) if (before[closing[i]] + lead[i] > before[0]) return false;
    return true;
  }

  /** Reads the spans off the path of the run `[from, to)`. */
  private collect(from: number, to: number): void {
    const { labels, path } = this;
    for (let p = from; p < to; ) {
      if (path[p] === 0) {
        p++;
        continue;
      }
      let end = p + 1;
      while (end < to && path[end] !== 0 && labels.opens[path[end]] === 0) end++;
      this.push(p, end, from, to);
      p = end;
    }
  }

  private push(start: number, end: number, from: number, to: number): void {
    const { spans, path, scores, transitions, width } = this;
    let margin = 0;
    let previous = start > from ? path[start - 1] : -1;
    let outside = previous;
    for (let p = start; p < end; p++) {
      margin += scores[p * width + path[p]];
      if (previous >= 0) margin += transitions[previous * width + path[p]] - transitions[outside * width];
      previous = path[p];
      outside = 0;
    }
    if (end < to) margin += transitions[previous * width + path[end]] - transitions[path[end]];
    if (spans.count === spans.types.length) growSpans(spans);
    const at = spans.count++;
    spans.types[at] = this.labels.typeOf[path[start]];
    spans.starts[at] = this.positions[start];
    spans.ends[at] = this.positions[end - 1] + 1;
    spans.margins[at] = margin / this.model.header.scale;
  }

  private grow(length: number): void {
    if (length <= this.positions.length) return;
    const size = Math.max(1024, length * 2);
    this.positions = new Int32Array(size);
    this.rows = new Int32Array(size * this.model.templates.length);
    this.scores = new Int32Array(size * this.width);
    this.back = new Uint8Array(size * this.width);
    this.path = new Uint8Array(size);
  }
}

function growSpans(spans: TaggedSpans): void {
  const size = spans.types.length * 2;
  const grown = <T extends Uint8Array | Int32Array | Float64Array>(to: T, from: T): T => {
    to.set(from);
    return to;
  };
  spans.types = grown(new Uint8Array(size), spans.types);
  spans.starts = grown(new Int32Array(size), spans.starts);
  spans.ends = grown(new Int32Array(size), spans.ends);
  spans.margins = grown(new Float64Array(size), spans.margins);
}

/** Biased weights, four labels to a number, and a last row of zeros. */
function pack(weights: Int8Array, labels: number, groups: number): Int32Array {
  const rows = weights.length / labels;
  const packed = new Int32Array((rows + 1) * groups).fill(0x80808080 | 0);
  const bytes = new Uint8Array(packed.buffer);
  const stride = groups * LANES;
  if (stride === labels) bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length));
  else for (let row = 0; row < rows; row++) for (let k = 0; k < labels; k++) bytes[row * stride + k] = weights[row * labels + k];
  for (let i = 0; i < rows * groups; i++) packed[i] ^= 0x80808080;
  return packed;
}
