/**
 * The decoder of every tagger: sums weights of hashed features (kernel.ts) and finds the best row of labels (Viterbi 1967) that the
 * labels allow. Nothing is allocated once the scratch has grown.
 */
import type { Columns } from './features.ts';
import { BLOCK, Kernel } from './kernel.ts';
import { type Labels, readLabels } from './labels.ts';
import { MARGIN, type TaggerModel } from './model.ts';

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
  private readonly kernel: Kernel;
  private readonly transitions: Int32Array;
  /** Positions to be scored. */
  protected positions = new Int32Array(0);
  /** Runs of positions to be tagged, each for itself. */
  private starts = new Int32Array(0);
  private ends = new Int32Array(0);
  /** Where the run ends that starts at a position, if a path was found for it. */
  private found = new Int32Array(0);
  private path = new Uint8Array(0);

  /** @param templates those whose features `score` sums; none where a subclass does it otherwise */
  constructor(
    readonly model: TaggerModel,
    templates = model.templates,
  ) {
    const { header } = model;
    this.labels = readLabels(header.labels);
    this.width = header.labels.length;
    this.kernel = new Kernel(model, this.labels, templates);
    this.transitions = Int32Array.from(header.transitions.flat());
  }

  /** Scores of the labels, a row of `stride` numbers for each position, where the gate is open. */
  protected get scores(): Int32Array {
    return this.kernel.scores;
  }

  protected get stride(): number {
    return this.kernel.stride;
  }

  /** Columns with room for a sequence of `length` that `decode` reads where they are; others it copies. Longer ones take their place. */
  makeColumns(length: number): Columns {
    this.kernel.reserve(length);
    return this.kernel.columns;
  }

  /**
   * Tags positions `[0, length)` of a sequence and returns its spans. With a `gate`, only runs of positions where it is not 0
   * are looked at, each for itself; elsewhere is outside. With `again` the sequence is that of the last call, and the gate has
   * only been opened further: what was worked out then stands.
   */
  decode(columns: Columns, length: number, gate?: Uint8Array, again = false): TaggedSpans {
    this.spans.count = 0;
    this.grow(length);
    const { starts, ends, found } = this;
    if (!again) found.fill(0, 0, length);
    const runs = this.findRuns(length, gate);
    this.score(columns, this.choose(runs), length);
    for (let run = 0; run < runs; run++) {
      const [from, to] = [starts[run], ends[run]];
      const isFresh = found[from] !== to;
      found[from] = to;
      if (isFresh) this.tagRun(from, to);
      else this.collect(from, to);
    }
    return this.spans;
  }

  /** Notes the runs of positions the gate lets through; returns how many. */
  private findRuns(length: number, gate?: Uint8Array): number {
    const { starts, ends } = this;
    starts[0] = 0;
    ends[0] = length;
    if (gate === undefined) return length > 0 ? 1 : 0;
    let count = 0;
    for (let i = 0; i < length; i++) {
      if (gate[i] === 0) continue;
      starts[count] = i;
      while (i < length && gate[i] !== 0) i++;
      ends[count++] = i;
    }
    return count;
  }

  /** Notes the positions of the runs for which no path was found yet; returns how many. */
  private choose(runs: number): number {
    const { positions, starts, ends, found } = this;
    let count = 0;
    for (let run = 0; run < runs; run++) {
      if (found[starts[run]] === ends[run]) continue;
      for (let i = starts[run]; i < ends[run]; i++) positions[count++] = i;
    }
    return count;
  }

  /** Writes the scores of the labels at each of `count` positions chosen of a sequence of `length`. */
  protected score(columns: Columns, count: number, length: number): void {
    const { kernel, positions } = this;
    if (columns !== kernel.columns) {
      const size = length + 2 * MARGIN;
      for (let c = 0; c < columns.length; c++) kernel.columns[c].set(columns[c].subarray(0, size));
    }
    const { blocks } = kernel;
    let found = 0;
    let covered = 0;
    for (let p = 0; p < count; p++) {
      if (positions[p] < covered) continue;
      blocks[found++] = positions[p];
      covered = positions[p] + BLOCK;
    }
    kernel.score(found);
  }

  /** Finds the best labels of the run of scored positions `[from, to)`, and the spans they mark. */
  protected tagRun(from: number, to: number): void {
    if (this.kernel.findPath(from, to, this.labels, this.path)) this.collect(from, to);
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
    const { spans, path, scores, stride, transitions, width } = this;
    let margin = 0;
    let previous = start > from ? path[start - 1] : -1;
    let outside = previous;
    for (let p = start; p < end; p++) {
      margin += scores[p * stride + path[p]];
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

  protected grow(length: number): void {
    this.kernel.reserve(length);
    if (length <= this.positions.length) return;
    const size = Math.max(1024, length * 2);
    this.positions = new Int32Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.found = new Int32Array(size);
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
