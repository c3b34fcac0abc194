/**
 * The decoder of every tagger: sums int8 weights of hashed features and finds the best row of labels (Viterbi 1967) that the
 * labels allow. Work goes template by template over all positions asked for; four labels' sums share one Float64 (13 bits
 * each), so that eight labels cost two additions a feature. Nothing is allocated once the scratch has grown.
 */
import { type Columns, hashRows } from './features.ts';
import { type Labels, readLabels } from './labels.ts';
import type { TaggerModel } from './model.ts';

const LANES = 4;
const LANE = 8192;
const PAIR = LANE * LANE;
const BIAS = (LANE / 2) * (1 + LANE + PAIR + PAIR * LANE);
const IMPOSSIBLE = -(2 ** 28);
/** Sums of so many int8 weights fit a lane. */
const MAX_TEMPLATES = 32;

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
  /** Weights by row, four labels to a number; the last row is absent features' zero. */
  private readonly packed: Float64Array;
  private readonly transitions: Int32Array;
  /** `sources[sourceStarts[k] .. sourceStarts[k + 1])` are the labels that may stand before label k. */
  private readonly sources: Uint8Array;
  private readonly sourceStarts: Uint8Array;
  private before: Int32Array;
  private now: Int32Array;
  protected positions = new Int32Array(0);
  private rows = new Int32Array(0);
  private sums = new Float64Array(0);
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
    this.packed = lanes ? pack(model.weights, this.width - 1, this.groups) : new Float64Array(0);
    this.transitions = Int32Array.from(header.transitions.flat());
    const sources: number[] = [];
    const starts = [0];
    for (let to = 0; to < this.width; to++) {
      for (let from = 0; from < this.width; from++) if (this.labels.follows[from * this.width + to]) sources.push(from);
      starts.push(sources.length);
    }
    this.sources = Uint8Array.from(sources);
    this.sourceStarts = Uint8Array.from(starts);
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
    const { model, groups, positions, rows, sums, packed } = this;
    const bits = model.header.bits;
    sums.fill(BIAS, 0, count * groups);
    for (const template of model.templates) {
      hashRows(template, columns, positions, count, bits, rows);
      if (groups === 2) {
        for (let p = 0; p < count; p++) {
          const row = rows[p] << 1;
          sums[p << 1] += packed[row];
          sums[(p << 1) + 1] += packed[row + 1];
        }
      } else {
        for (let p = 0; p < count; p++) {
          const row = rows[p] * groups;
          for (let g = 0; g < groups; g++) sums[p * groups + g] += packed[row + g];
        }
      }
    }
    this.unpack(count);
  }

  private unpack(count: number): void {
    const { width, groups, sums, scores } = this;
    for (let p = 0; p < count; p++) {
      const out = p * width;
      scores[out] = 0;
      for (let g = 0; g < groups; g++) {
        const sum = sums[p * groups + g];
        const high = Math.floor(sum / PAIR);
        const low = sum - high * PAIR;
        const label = out + 1 + g * LANES;
        const end = out + width;
        scores[label] = (low & (LANE - 1)) - LANE / 2;
        if (label + 1 < end) scores[label + 1] = (low >>> 13) - LANE / 2;
        if (label + 2 < end) scores[label + 2] = (high & (LANE - 1)) - LANE / 2;
        if (label + 3 < end) scores[label + 3] = (high >>> 13) - LANE / 2;
      }
    }
  }

  /** Best labels of the run of positions `[from, to)`, to `path`. */
  private viterbi(from: number, to: number): void {
    const { width, labels, transitions, sources, sourceStarts, scores, back, path } = this;
    let { before, now } = this;
    for (let k = 0; k < width; k++) before[k] = labels.opens[k] ? scores[from * width + k] : IMPOSSIBLE;
    for (let p = from + 1; p < to; p++) {
      const row = p * width;
      for (let k = 0; k < width; k++) {
        let best = IMPOSSIBLE * 2;
        let source = 0;
        for (let s = sourceStarts[k]; s < sourceStarts[k + 1]; s++) {
          const j = sources[s];
          const value = before[j] + transitions[j * width + k];
          if (value > best) {
            best = value;
            source = j;
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
    this.rows = new Int32Array(size);
    this.sums = new Float64Array(size * this.groups);
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

function pack(weights: Int8Array, labels: number, groups: number): Float64Array {
  const rows = weights.length / labels;
  const packed = new Float64Array((rows + 1) * groups);
  for (let row = 0; row < rows; row++) {
    for (let g = 0; g < groups; g++) {
      const at = row * labels + g * LANES;
      const left = labels - g * LANES;
      let sum = weights[at];
      if (left > 1) sum += weights[at + 1] * LANE;
      if (left > 2) sum += weights[at + 2] * PAIR;
      if (left > 3) sum += weights[at + 3] * PAIR * LANE;
      packed[row * groups + g] = sum;
    }
  }
  return packed;
}
