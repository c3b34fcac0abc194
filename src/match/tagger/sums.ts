/**
 * Sums of the weights of a position's features, for all labels at once: weights of four labels are read as one 32-bit number and
 * summed two and two, 16 bits a label.
 */
import { type Columns, hashFour, hashOne, hashTwo, makeColumns } from './features.ts';
import { MARGIN, type TaggerModel, type Template } from './model.ts';

/** Labels whose weights share one number of the packed weights. */
const LANES = 4;
/** What is added to each weight so that none is negative. */
const BIAS = 128;
const EVERY_OTHER = 0x00ff00ff;
/** Sums of so many biased weights fit 16 bits. */
const MAX_TEMPLATES = 256;
/** Values a template joins at most: room for each. */
const PARTS = 4;

/** Weights of a model, packed, with a last row of zeros for features that are absent; shared by the sums over its templates. */
export class PackedWeights {
  readonly labels: number;
  readonly groups: number;
  readonly rows: Int32Array;

  constructor(readonly model: TaggerModel) {
    if (model.templates.length > MAX_TEMPLATES) {
      throw new Error(`${model.templates.length} templates, at most ${MAX_TEMPLATES} are possible`);
    }
    this.labels = model.header.labels.length - 1;
    this.groups = Math.ceil(this.labels / LANES);
    this.rows = pack(model.weights, this.labels, this.groups);
  }
}

/** Sums over some templates of a model. Sums of one can be handed to another that goes on with them. */
export class Sums {
  /** Numbers in which the sums of a position are kept: for each group of labels the even and the odd ones. */
  readonly size: number;
  private readonly bits: number;
  private readonly templates: readonly Template[];
  private readonly seeds: Int32Array;
  /** Templates of one value come first, from `twos` on those of two, from `threes` on longer ones. */
  private readonly twos: number;
  private readonly threes: number;
  /** Where in `flat` each value of a template stands for position 0, PARTS a template. */
  private readonly parts: Int32Array;
  /** Values of all columns; of a template's missing values the first column's, which no mask lets through. */
  private flat: Int32Array = new Int32Array(0);
  private readonly masks: Int32Array;
  private columns: Columns = [];
  private bound: Columns = [];
  /** Rows of the position at hand. */
  private readonly rows: Int32Array;

  constructor(
    private readonly weights: PackedWeights,
    templates: readonly Template[],
  ) {
    const ordered = [...templates].sort((a, b) => a.columns.length - b.columns.length);
    this.templates = ordered;
    this.size = 2 * weights.groups;
    this.bits = weights.model.header.bits;
    this.seeds = Int32Array.from(ordered, ({ seed }) => seed);
    this.twos = ordered.filter(({ columns }) => columns.length < 2).length;
    this.threes = ordered.filter(({ columns }) => columns.length < 3).length;
    this.parts = new Int32Array(ordered.length * PARTS);
    this.masks = Int32Array.from(ordered, ({ columns }) => (columns.length === PARTS ? -1 : 0));
    this.rows = new Int32Array(ordered.length);
  }

  /** Says where values are read from now on. Columns of `makeColumns` are read where they are, others are copied. */
  read(columns: Columns, length: number): void {
    const size = length + 2 * MARGIN;
    if (columns[0] !== this.columns[0]) this.bind(columns, columns);
    if (isOneBuffer(columns)) return;
    if (this.bound === columns || this.bound[0].length < size) this.bind(columns, makeColumns(columns.length, 2 * size));
    for (let c = 0; c < columns.length; c++) this.bound[c].set(columns[c].subarray(0, size));
  }

  private bind(columns: Columns, bound: Columns): void {
    this.columns = columns;
    this.bound = bound;
    this.flat = new Int32Array(bound[0].buffer);
    this.templates.forEach((template, t) => {
      for (let part = 0; part < template.columns.length; part++) {
        this.parts[t * PARTS + part] = bound[template.columns[part]].byteOffset / 4 + MARGIN + template.offsets[part];
      }
    });
  }

  /** Adds the weights of the features at a position to the sums that start at `from`. */
  add(position: number, sums: Int32Array, from: number): void {
    this.findRows(position);
    const { rows } = this;
    const { groups, rows: packed } = this.weights;
    for (let g = 0; g < groups; g += 2) {
      const h = g + 1 < groups ? g + 1 : g;
      let even = 0;
      let odd = 0;
      let evenMore = 0;
      let oddMore = 0;
      for (let t = 0; t < rows.length; t++) {
        const row = rows[t] * groups;
        const four = packed[row + g];
        const fourMore = packed[row + h];
        even = (even + (four & EVERY_OTHER)) | 0;
        odd = (odd + ((four >>> 8) & EVERY_OTHER)) | 0;
        evenMore = (evenMore + (fourMore & EVERY_OTHER)) | 0;
        oddMore = (oddMore + ((fourMore >>> 8) & EVERY_OTHER)) | 0;
      }
      const at = from + 2 * g;
      sums[at] += even;
      sums[at + 1] += odd;
      if (h === g) continue;
      sums[at + 2] += evenMore;
      sums[at + 3] += oddMore;
    }
  }

  /** Rows of the features at a position; an absent feature's is the one behind the last. */
  private findRows(position: number): void {
    const { flat, parts, seeds, rows, masks, twos, threes, bits } = this;
    const shift = 32 - bits;
    const none = 1 << bits;
    let t = 0;
    let at = 0;
    for (; t < twos; t++, at += PARTS) {
      const x = flat[parts[at] + position];
      rows[t] = x === 0 ? none : hashOne(seeds[t], x) >>> shift;
    }
    for (; t < threes; t++, at += PARTS) {
      const x = flat[parts[at] + position];
      const y = flat[parts[at + 1] + position];
      rows[t] = (x | y) === 0 ? none : hashTwo(seeds[t], x, y) >>> shift;
    }
    for (; t < rows.length; t++, at += PARTS) {
      const x = flat[parts[at] + position];
      const y = flat[parts[at + 1] + position];
      const z = flat[parts[at + 2] + position];
      const w = flat[parts[at + 3] + position] & masks[t];
      rows[t] = (x | y | z | w) === 0 ? none : hashFour(seeds[t], x, y, z, w) >>> shift;
    }
  }

  /** Writes to `scores`, from `to` on, the score of each label but the first by sums over `templates` templates. */
  spread(sums: Int32Array, from: number, templates: number, scores: Int32Array, to: number): void {
    const { labels, groups } = this.weights;
    const zero = BIAS * templates;
    for (let g = 0; g < groups; g++) {
      const even = sums[from + 2 * g];
      const odd = sums[from + 2 * g + 1];
      const label = g * LANES;
      const out = to + label;
      scores[out] = (even & 0xffff) - zero;
      if (label + 1 < labels) scores[out + 1] = (odd & 0xffff) - zero;
      if (label + 2 < labels) scores[out + 2] = (even >>> 16) - zero;
      if (label + 3 < labels) scores[out + 3] = (odd >>> 16) - zero;
    }
  }
}

/** Whether `makeColumns` made them: the trainer and tests have others. */
const isOneBuffer = (columns: Columns): boolean =>
  columns.length < 2 ? columns[0].byteOffset === 0 : columns[1].buffer === columns[0].buffer;

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
