/**
 * The decoder of every tagger: sums weights of hashed features (sums.ts) and finds the best row of labels (Viterbi 1967) that the
 * labels allow. Nothing is allocated once the scratch has grown.
 */
import type { Columns } from './features.ts';
import { type Labels, readLabels } from './labels.ts';
import type { TaggerModel } from './model.ts';
import { PackedWeights, Sums } from './sums.ts';

const IMPOSSIBLE = -(2 ** 28);
/** Has a position been scored, and a best path found through it? */
const UNSEEN = 0;
const DONE = 1;
const FRESH = 2;

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
  protected readonly weights: PackedWeights;
  private readonly all: Sums;
  private readonly start: Int32Array;
  private readonly transitions: Int32Array;
  /** From `edgeStarts[k]` to `edgeStarts[k + 1]`: labels that may stand before label k inside a span, and the transition's score. */
  private readonly edges: Uint8Array;
  private readonly edgeScores: Int32Array;
  private readonly edgeStarts: Uint8Array;
  /** Labels that may end a span, and the most each gains over outside by the transition that follows. */
  private readonly closing: Uint8Array;
  private readonly lead: Int32Array;
  private readonly live: Uint8Array;
  private before: Int32Array;
  private now: Int32Array;
  /** Positions to be scored. */
  protected positions = new Int32Array(0);
  /** `scores[position * width + label]` where the gate is open. */
  protected scores = new Int32Array(0);
  private states = new Uint8Array(0);
  private back = new Uint8Array(0);
  private path = new Uint8Array(0);

  constructor(readonly model: TaggerModel) {
    const { header } = model;
    this.labels = readLabels(header.labels);
    this.width = header.labels.length;
    this.weights = new PackedWeights(model);
    this.all = new Sums(this.weights, model.templates);
    this.start = new Int32Array(this.all.size);
    this.transitions = Int32Array.from(header.transitions.flat());
    const edges: number[] = [];
    const starts = [0];
    for (let to = 0; to < this.width; to++) {
      for (let from = 0; from < this.width; from++) if (this.labels.follows[from * this.width + to]) edges.push(from);
      starts.push(edges.length);
    }
    this.edges = Uint8Array.from(edges);
    this.edgeStarts = Uint8Array.from(starts);
    this.edgeScores = Int32Array.from(edges, (from, e) => header.transitions[from][starts.findLastIndex((start) => start <= e)]);
    const all = header.labels.map((_, k) => k);
    this.closing = Uint8Array.from(all.filter((j) => j > 0 && this.labels.closes[j]));
    this.lead = Int32Array.from(this.closing, (j) => {
      const gains = all.filter((k) => this.labels.opens[k]).map((k) => header.transitions[j][k] - header.transitions[0][k]);
      return Math.max(...gains);
    });
    this.live = new Uint8Array(this.width);
    this.before = new Int32Array(this.width);
    this.now = new Int32Array(this.width);
  }

  /**
   * Tags positions `[0, length)` of a sequence and returns its spans. With a `gate`, only runs of positions where it is not 0
   * are looked at, each for itself; elsewhere is outside. With `again` the sequence is that of the last call, and the gate has
   * only been opened further: what was worked out then stands.
   */
  decode(columns: Columns, length: number, gate?: Uint8Array, again = false): TaggedSpans {
    this.spans.count = 0;
    this.grow(length);
    const { states } = this;
    if (!again) states.fill(UNSEEN, 0, length);
    this.score(columns, this.choose(length, gate), length);
    for (let from = 0; from < length; from++) {
      if (states[from] === UNSEEN) continue;
      let isFresh = false;
      let to = from;
      for (; to < length && states[to] !== UNSEEN; to++) if (states[to] === FRESH) isFresh = true;
      if (isFresh) {
        this.viterbi(from, to);
        states.fill(DONE, from, to);
      }
      this.collect(from, to);
      from = to;
    }
    return this.spans;
  }

  /** Notes the positions the gate lets through that have not been scored yet. */
  private choose(length: number, gate?: Uint8Array): number {
    const { positions, states } = this;
    let count = 0;
    for (let i = 0; i < length; i++) {
      if (states[i] !== UNSEEN || (gate !== undefined && gate[i] === 0)) continue;
      states[i] = FRESH;
      positions[count++] = i;
    }
    return count;
  }

  /** Writes the scores of the labels at each of `count` positions chosen of a sequence of `length`. */
  protected score(columns: Columns, count: number, length: number): void {
    const { all, start, positions, scores, width } = this;
    const templates = this.model.templates.length;
    all.read(columns, length);
    for (let p = 0; p < count; p++) {
      start.fill(0);
      all.add(positions[p], start, 0);
      all.spread(start, 0, templates, scores, positions[p] * width + 1);
    }
  }

  /** Best labels of the run of positions `[from, to)`, to `path`. */
  private viterbi(from: number, to: number): void {
    const { width, labels, transitions, edges, edgeScores, edgeStarts, scores, back, path, live } = this;
    const { opens, closes } = labels;
    let { before, now } = this;
    for (let k = 0; k < width; k++) before[k] = opens[k] ? scores[from * width + k] : IMPOSSIBLE;
    for (let p = from + 1; p < to; p++) {
      const row = p * width;
      const alive = this.findLive(before);
      const outside = before[0];
      for (let k = 0; k < width; k++) {
        let best = IMPOSSIBLE * 2;
        let source = 0;
        if (opens[k] !== 0) {
          best = outside + transitions[k];
          for (let a = 0; a < alive; a++) {
            const value = before[live[a]] + transitions[live[a] * width + k];
            if (value > best) {
              best = value;
              source = live[a];
            }
          }
        } else {
          for (let e = edgeStarts[k]; e < edgeStarts[k + 1]; e++) {
            const value = before[edges[e]] + edgeScores[e];
            if (value > best) {
              best = value;
              source = edges[e];
            }
          }
        }
        now[k] = best + scores[row + k];
        back[row + k] = source;
      }
      const swapped = before;
      before = now;
      now = swapped;
    }
    let best = IMPOSSIBLE * 2;
    let label = 0;
    for (let k = 0; k < width; k++) {
      if (closes[k] && before[k] > best) {
        best = before[k];
        label = k;
      }
    }
    for (let p = to - 1; p >= from; p--) {
      path[p] = label;
      label = back[p * width + label];
    }
  }

  /**
   * Writes to `live` the labels that may end a span and are not so far behind outside that no path over them can be the best one;
   * returns how many. Most of a text has none.
   */
  private findLive(before: Int32Array): number {
    const { closing, lead, live } = this;
    let count = 0;
    for (let i = 0; i < closing.length; i++) if (before[closing[i]] + lead[i] > before[0]) live[count++] = closing[i];
    return count;
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
    spans.starts[at] = start;
    spans.ends[at] = end;
    spans.margins[at] = margin / this.model.header.scale;
  }

  private grow(length: number): void {
    if (length <= this.positions.length) return;
    const size = Math.max(1024, length * 2);
    this.positions = new Int32Array(size);
    this.scores = new Int32Array(size * this.width);
    this.states = new Uint8Array(size);
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
