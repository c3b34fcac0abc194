/**
 * The tagger's decoder with the scores of words kept: a template that looks at one token's word alone gives the same sums wherever
 * the word stands, so they are added up once for each distinct word and distance. Only the other templates are hashed token by token.
 */
import { Decoder } from '../tagger/decode.ts';
import { type Columns, hashRows } from '../tagger/features.ts';
import { MARGIN, type TaggerModel, type Template } from '../tagger/model.ts';
import { EDGE, Role, TYPE_COLUMNS } from './attributes.ts';
import { PLACE_COLUMNS, type Sequence } from './sequence.ts';
import { Glue } from './tokens.ts';

export const COLUMNS = [...TYPE_COLUMNS, ...PLACE_COLUMNS] as const;
/** Templates look this far to each side. */
const REACH = 2;
const SPAN = 2 * REACH + 1;
/** Orders (word-forms.ts) from here on are those of small words and nouns. */
const ORDINARY = 4;
/** A word whose own best score as part of a name lies so far below zero, in the trainer's score, is none. */
const HOPELESS = 60;
const OPEN = 1;
const SHUT = 2;
const FORBIDDEN = -(2 ** 20);

export class TypeDecoder extends Decoder {
  /** Templates over the word at each distance, moved to distance 0. */
  private readonly wordTemplates: readonly Template[][];
  private readonly otherTemplates: readonly Template[];
  /** Type columns the other templates need token by token. */
  private readonly gathered: readonly number[];
  /** `cached[type * SPAN + distance]`: where in `pool` the sums stand, or 0. */
  private cached = new Int32Array(0);
  /** Of each type: OPEN or SHUT, 0 where not worked out. */
  private hopes = new Uint8Array(0);
  private pool = new Int16Array(1 << 16);
  /** Added to the score of each label. */
  private readonly bias: Int32Array;
  private poolEnd: number;
  /** Positions scored by the last call. */
  private looked = 0;
  private generation = -1;
  private readonly one = new Int32Array(1);
  private readonly row = new Int32Array(1);
  private otherRows = new Int32Array(0);
  private columns: Int32Array[] = COLUMNS.map(() => new Int32Array(0));

  constructor(
    model: TaggerModel,
    private readonly sequence: Sequence,
    bias: Readonly<Record<string, number>> = {},
  ) {
    super(model, false);
    const isWords = (t: Template) =>
      t.columns.every((c) => c < TYPE_COLUMNS.length) && t.offsets.every((o) => o === t.offsets[0]);
    this.wordTemplates = Array.from({ length: SPAN }, (_, d) =>
      model.templates
        .filter((t) => isWords(t) && t.offsets[0] === d - REACH)
        .map((t) => ({ ...t, offsets: t.offsets.map(() => 0) })),
    );
    this.otherTemplates = model.templates.filter((t) => !isWords(t));
    this.gathered = [...new Set(this.otherTemplates.flatMap((t) => t.columns))].filter((c) => c < TYPE_COLUMNS.length);
    this.poolEnd = this.width;
    this.bias = Int32Array.from(model.header.labels, (name) => Math.round((bias[name] ?? 0) * model.header.scale));
  }

  /** Tags the sequence loaded last. */
  tag() {
    const { sequence } = this;
    if (this.generation !== sequence.types.generation) {
      this.generation = sequence.types.generation;
      this.cached.fill(0);
      this.hopes.fill(0);
      this.poolEnd = this.width;
    }
    if (this.cached.length < sequence.types.count * SPAN) {
      const cached = new Int32Array(sequence.types.count * SPAN * 2);
      cached.set(this.cached);
      this.cached = cached;
      const hopes = new Uint8Array(sequence.types.count * 2);
      hopes.set(this.hopes);
      this.hopes = hopes;
    }
    this.narrowGate();
    return this.decode(this.gather(), sequence.count, sequence.gate);
  }

  /** Shuts the gate at ordinary words no dictionary has as a name, if so unlike one that no neighbour could outweigh it. */
  private narrowGate(): void {
    const { gate, ids, count, types } = this.sequence;
    for (let i = 0; i < count; i++) {
      const type = ids[i];
      if (gate[i] === 0 || types.order[type] < ORDINARY || types.names[type] !== 0 || types.stems[type] !== 0) continue;
      if (this.sequence.multiAt(i) === 0 && this.isHopeless(type)) gate[i] = 0;
    }
  }

  private isHopeless(type: number): boolean {
    if (this.hopes[type] === 0) {
      const from = this.cached[type * SPAN + REACH] || this.wordSums(type, REACH);
      let best = this.pool[from + 1];
      for (let k = 2; k < this.width; k++) if (this.pool[from + k] > best) best = this.pool[from + k];
      this.hopes[type] = best < -HOPELESS * this.model.header.scale ? SHUT : OPEN;
    }
    return this.hopes[type] === SHUT;
  }

  /** How much more the trainer's score gives the label `one` than `other` at a token the gate let through; 0 elsewhere. */
  preference(token: number, one: number, other: number): number {
    if (!this.sequence.gate[token]) return 0;
    let low = 0;
    for (let high = this.looked; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.positions[middle] < token) low = middle + 1;
      else high = middle;
    }
    const row = low * this.width;
    return (this.scores[row + one] - this.scores[row + other]) / this.model.header.scale;
  }

  private gather(): Columns {
    const { sequence, columns } = this;
    const { count, ids, types, place } = sequence;
    for (const c of this.gathered) {
      if (columns[c].length < count + 2 * MARGIN) columns[c] = new Int32Array(2 * (count + 2 * MARGIN));
      gatherColumn(types.columns[c], ids, count, columns[c]);
    }
    place.forEach((column, c) => {
      columns[TYPE_COLUMNS.length + c] = column;
    });
    return columns;
  }

  protected override score(columns: Columns, count: number): void {
    this.looked = count;
    const { positions, scores, width, sequence, model } = this;
    const { ids } = sequence;
    const last = sequence.count;
    for (let p = 0; p < count; p++) {
      const at = positions[p];
      const out = p * width;
      for (let k = 0; k < width; k++) scores[out + k] = this.bias[k];
      for (let d = 0; d < SPAN; d++) {
        const i = at + d - REACH;
        const type = i < 0 || i >= last ? EDGE : ids[i];
        const from = this.cached[type * SPAN + d] || this.wordSums(type, d);
        const { pool } = this;
        for (let k = 1; k < width; k++) scores[out + k] += pool[from + k];
      }
    }
    if (this.otherRows.length < count) this.otherRows = new Int32Array(count * 2);
    const rows = this.otherRows;
    const step = width - 1;
    const { weights } = model;
    const none = 1 << model.header.bits;
    for (const template of this.otherTemplates) {
      hashRows(template, columns, positions, count, model.header.bits, rows);
      for (let p = 0; p < count; p++) {
        if (rows[p] === none) continue;
        const row = rows[p] * step - 1;
        const out = p * width;
        for (let k = 1; k < width; k++) scores[out + k] += weights[row + k];
      }
    }
    this.forbid(count);
  }

  /** No name begins with a sign or particle, and none goes on over a paragraph's end. */
  private forbid(count: number): void {
    const { positions, scores, width, sequence, labels } = this;
    const { types, ids, tokens } = sequence;
    for (let p = 0; p < count; p++) {
      const at = positions[p];
      const begins = types.roles[ids[at]] === Role.BEGIN;
      const goesOn = (tokens.glue[at] & Glue.PARAGRAPH) === 0;
      if (begins && goesOn) continue;
      for (let k = 1; k < width; k++) if (labels.opens[k] ? !begins : !goesOn) scores[p * width + k] = FORBIDDEN;
    }
  }

  /** Sums of a word at a distance, kept in the pool. */
  private wordSums(type: number, distance: number): number {
    const { width, model, one, row } = this;
    const step = width - 1;
    const { bits } = model.header;
    if (this.poolEnd + width > this.pool.length) {
      const pool = new Int16Array(this.pool.length * 2);
      pool.set(this.pool);
      this.pool = pool;
    }
    const from = this.poolEnd;
    this.poolEnd += width;
    this.pool.fill(0, from, from + width);
    one[0] = type;
    for (const template of this.wordTemplates[distance]) {
      hashRows(template, this.sequence.types.columns, one, 1, bits, row);
      if (row[0] === 1 << bits) continue;
      for (let k = 1; k < width; k++) this.pool[from + k] += model.weights[row[0] * step + k - 1];
    }
    this.cached[type * SPAN + distance] = from;
    return from;
  }
}

/** Values of a type column token by token, EDGE's beyond the ends. */
export function gatherColumn(column: Int32Array, ids: Int32Array, count: number, out: Int32Array): void {
  out.fill(column[MARGIN + EDGE], 0, MARGIN);
  for (let i = 0; i < count; i++) out[MARGIN + i] = column[MARGIN + ids[i]];
  out.fill(column[MARGIN + EDGE], MARGIN + count, count + 2 * MARGIN);
}
