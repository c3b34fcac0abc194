/**
 * What a tagger spends its time on, as WebAssembly written for one model, since its templates and labels are known when it is read:
 * the sums of the weights of features, hashed at four positions at a time and added up for eight labels at a time, and the forward
 * pass of Viterbi's algorithm, one step for all labels. It takes a quarter of the time JavaScript takes.
 */

import {
  type Code,
  createMemory,
  type Definition,
  type Functions,
  get,
  growTo,
  i16x8,
  i32,
  i32x4,
  instantiate,
  loop,
  set,
  tee,
  v128,
  when,
} from '../wasm.ts';
import { type Columns, hashRows, hashVector } from './features.ts';
import type { Labels } from './labels.ts';
import { MARGIN, type TaggerModel, type Template } from './model.ts';

/** Positions scored at a time. */
export const BLOCK = 4;
/** Labels whose weights are added up at a time. */
const GROUP = 8;
const WORD = 4;
/** Path scores are kept 16-fold; the lowest bits tell the label before, such that of equals the first is the greatest. */
const SOURCE_BITS = 4;
const SOURCE_MASK = (1 << SOURCE_BITS) - 1;
const MAX_LABELS = 1 << SOURCE_BITS;
/** Sums of so many weights fit 16 bits. */
const MAX_TEMPLATES = 256;
const IMPOSSIBLE = -(2 ** 29);

const upTo = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

export class Kernel {
  /** Numbers in a row of scores: one for each label, and zeros. */
  readonly stride: number;
  /** Attributes of a sequence; MARGIN positions of room at both ends. */
  columns: Columns = [];
  /** `scores[position * stride + label]`; 0 for label 0. */
  scores = new Int32Array(0);
  /** Positions where the blocks to be scored begin. */
  blocks = new Int32Array(0);
  private paths = new Int32Array(0);
  private readonly memory = createMemory();
  private readonly functions: Functions;
  private readonly groups: number;
  private readonly width: number;
  /** Where in memory things begin: constants first, then what grows with the longest sequence. */
  private readonly weightsAt: number;
  private readonly freeAt: number;
  private room = 0;

  /** @param templates those whose features are summed here: all of the model's, or none where a decoder sums them itself */
  constructor(
    private readonly model: TaggerModel,
    labels: Labels,
    private readonly templates: readonly Template[],
  ) {
    const { header, weights } = model;
    this.width = header.labels.length;
    if (templates.length > MAX_TEMPLATES) throw new Error(`${templates.length} templates, at most ${MAX_TEMPLATES} are possible`);
    if (this.width > MAX_LABELS) throw new Error(`${this.width} labels, at most ${MAX_LABELS} are possible`);
    this.groups = Math.ceil((this.width - 1) / GROUP);
    this.stride = upTo(1 + upTo(this.width - 1, WORD), WORD);
    this.weightsAt = (this.width + 1) * this.stride * WORD;
    // One row more: that of absent features.
    const rowCount = templates.length === 0 ? 0 : 2 ** header.bits;
    this.freeAt = upTo(this.weightsAt + (rowCount + 1) * this.groups * GROUP, WORD * WORD);
    this.reserve(0);
    const steps = new Int32Array(this.memory.buffer, 0, (this.width + 1) * this.stride).fill(IMPOSSIBLE);
    for (let to = 0; to < this.width; to++) {
      if (labels.opens[to]) steps[to] = 0;
      for (let from = 0; from < this.width; from++) {
        if (!labels.follows[from * this.width + to]) continue;
        steps[(from + 1) * this.stride + to] = (header.transitions[from][to] << SOURCE_BITS) + SOURCE_MASK - from;
      }
    }
    const rows = new Int8Array(this.memory.buffer, this.weightsAt);
    const labelled = this.width - 1;
    if (labelled === GROUP && rowCount > 0) rows.set(weights);
    else
      for (let row = 0; row < rowCount; row++)
        for (let k = 0; k < labelled; k++) rows[row * this.groups * GROUP + k] = weights[row * labelled + k];
    this.functions = instantiate(this.memory, templates.length === 0 ? [this.passing()] : [this.scoring(), this.passing()]);
  }

  /** Makes room for a sequence of `length`. Columns, scores and blocks are others afterwards if there was too little. */
  reserve(length: number): void {
    const needed = length + 2 * MARGIN + BLOCK;
    if (this.room >= needed) return;
    this.room = 2 * needed;
    const { room, stride, memory } = this;
    const columns = this.templates.length === 0 ? 0 : this.model.header.columns.length;
    const bytes = this.freeAt + room * WORD * (columns + 2 * stride + 1);
    growTo(memory, bytes);
    let at = this.freeAt;
    const take = (numbers: number) => {
      const taken = new Int32Array(memory.buffer, at, numbers);
      at += numbers * WORD;
      return taken;
    };
    this.scores = take(room * stride).fill(0);
    this.paths = take(room * stride);
    this.blocks = take(room);
    this.columns = Array.from({ length: columns }, () => take(room).fill(0));
  }

  /** Scores the labels at the positions of the first `count` blocks. */
  score(count: number): void {
    const { blocks, columns, scores, room } = this;
    const from = blocks.byteOffset;
    if (count > 0) this.functions.score(from, from + count * WORD, columns[0].byteOffset, room * WORD, scores.byteOffset);
  }

  /** Writes the best labels of the positions `[from, to)`, a sequence of its own, to `path`; returns whether any is not the first. */
  findPath(from: number, to: number, labels: Labels, path: Uint8Array): boolean {
    const { scores, paths, stride, width } = this;
    this.functions.pass(scores.byteOffset + from * stride * WORD, paths.byteOffset + from * stride * WORD, to - from);
    // The scores of the best paths stand where the first position, which has none before it, leaves room.
    const last = from * stride;
    let label = 0;
    for (let k = 1; k < width; k++) if (labels.closes[k] && paths[last + k] > paths[last + label]) label = k;
    path[to - 1] = label;
    let marks = label;
    for (let p = to - 1, row = p * stride; p > from; p--, row -= stride) {
      label = SOURCE_MASK - (paths[row + label] & SOURCE_MASK);
      path[p - 1] = label;
      marks |= label;
    }
    return marks !== 0;
  }

  /** `score(block, end, columns, pitch, scores)`: addresses, and the bytes from column to column. */
  private scoring(): Definition {
    const { model, templates, groups, stride, weightsAt } = this;
    const { bits, columns } = model.header;
    const [block, end, first, pitch, scores] = [0, 1, 2, 3, 4];
    const columnAt = (column: number) => 5 + column;
    const row = columnAt(columns.length);
    const hash = row + 1;
    const sum = (lane: number, group: number) => hash + 1 + lane * groups + group;
    const firstValue = sum(BLOCK, 0);
    const lanes = Array.from({ length: BLOCK }, (_, lane) => lane);
    const all = Array.from({ length: groups }, (_, group) => group);
    const eachSum = (code: (lane: number, group: number) => Code): Code =>
      lanes.map((lane) => all.map((group) => code(lane, group)));

    const values = new Map<string, number>();
    const valueAt = (column: number, offset: number): Code => {
      const name = `${column}@${offset}`;
      const known = values.get(name);
      if (known !== undefined) return get(known);
      values.set(name, firstValue + values.size);
      return [get(columnAt(column)), v128.load((MARGIN + offset) * WORD), tee(firstValue + values.size - 1)];
    };
    const addFeature = ({ seed, columns: c, offsets }: Template): Code => {
      const parts = c.map((column, at) => valueAt(column, offsets[at]));
      const again = c.map((column, at) => valueAt(column, offsets[at]));
      return [
        hashVector(seed, parts, hash),
        [i32.const(32 - bits), i32x4.shiftRight, v128.const(1 << bits)],
        [again.map((part, at) => (at === 0 ? part : [part, v128.or])), v128.const(0), i32x4.notEqual, v128.bitselect],
        [i32.const(Math.log2(GROUP)), i32x4.shiftLeft, groups === 1 ? [] : [v128.const(groups), i32x4.mul], set(hash)],
        eachSum((lane, group) => [
          [get(hash), i32x4.extract(lane), i16x8.loadBytes(weightsAt + group * GROUP)],
          [get(sum(lane, group)), i16x8.add, set(sum(lane, group))],
        ]),
      ];
    };
    const write = (lane: number, group: number): Code => {
      const at = (lane * stride + 1 + group * GROUP) * WORD;
      const low = [get(row), get(sum(lane, group)), i32x4.extendLow, v128.store(at)];
      const high = [get(row), get(sum(lane, group)), i32x4.extendHigh, v128.store(at + 4 * WORD)];
      return group * GROUP + 4 < this.width - 1 ? [low, high] : low;
    };
    const code = loop(
      [get(block), i32.load(0), i32.const(WORD), i32.mul, get(first), i32.add, set(columnAt(0))],
      columns.slice(1).map((_, c) => [get(columnAt(c)), get(pitch), i32.add, set(columnAt(c + 1))]),
      [get(block), i32.load(0), i32.const(stride * WORD), i32.mul, get(scores), i32.add, set(row)],
      eachSum((lane, group) => [v128.const(0), set(sum(lane, group))]),
      templates.map(addFeature),
      eachSum(write),
      [get(block), i32.const(WORD), i32.add, tee(block), get(end), i32.lessUnsigned],
    );
    const numbers = columns.length + 1;
    const vectors = firstValue + values.size - hash;
    return { name: 'score', parameters: 5, numbers, vectors, code, plain: (...at) => this.scorePlain(...at) };
  }

  private scorePlain(...[block, end, first, pitch, scores]: number[]): void {
    const { model, templates, memory, groups, stride, width } = this;
    const numbers = new Int32Array(memory.buffer);
    const weights = new Int8Array(memory.buffer, this.weightsAt);
    const columns = model.header.columns.map((_, c) => numbers.subarray((first + c * pitch) / WORD));
    const positions = new Int32Array(BLOCK * ((end - block) / WORD));
    for (let p = 0; p < positions.length; p++) positions[p] = numbers[block / WORD + Math.floor(p / BLOCK)] + (p % BLOCK);
    const rowOf = (position: number) => scores / WORD + position * stride + 1;
    for (const position of positions) numbers.fill(0, rowOf(position), rowOf(position) + width - 1);
    const rows = new Int32Array(positions.length);
    for (const template of templates) {
      hashRows(template, columns, positions, positions.length, model.header.bits, rows);
      for (let p = 0; p < positions.length; p++)
        for (let k = 0; k < width - 1; k++) numbers[rowOf(positions[p]) + k] += weights[rows[p] * groups * GROUP + k];
    }
  }

  /**
   * `pass(scores, paths, left)`: addresses of the first rows, and how many there are. Writes to each row of paths but the first the best
   * scores before each label and the label they come from, to the first row the scores of the best paths. Scores are kept relative to
   * that of label 0: so they stay small.
   */
  private passing(): Definition {
    const { stride, width } = this;
    const [scores, paths, left, first, outside] = [0, 1, 2, 3, 4];
    const vectors = Array.from({ length: stride / WORD }, (_, vector) => vector);
    const state = (vector: number) => outside + 1 + vector;
    const best = (vector: number) => state(vectors.length) + vector;
    const labels = Array.from({ length: width }, (_, label) => label);
    const loadStep = (row: number, vector: number): Code => [i32.const(0), v128.load((row * stride + vector * 4) * WORD)];
    const advance = (pointer: number): Code => [get(pointer), i32.const(stride * WORD), i32.add, set(pointer)];
    const add = (vector: number): Code => [
      [get(paths), get(best(vector)), v128.store(vector * 4 * WORD)],
      [get(scores), v128.load(vector * 4 * WORD), i32.const(SOURCE_BITS), i32x4.shiftLeft],
      [get(best(vector)), v128.const(~SOURCE_MASK), v128.and, i32x4.add, set(state(vector))],
    ];
    const choose = (vector: number): Code => [
      labels.map((from) => [
        [i32x4.spread(state(from >> 2), from & 3), loadStep(from + 1, vector), i32x4.add],
        from === 0 ? [] : [get(best(vector)), i32x4.max],
        set(best(vector)),
      ]),
    ];
    const code: Code = [
      [get(paths), set(first)],
      vectors.map((vector) => [loadStep(0, vector), set(best(vector))]),
      loop(
        vectors.map(add),
        [i32x4.spread(state(0), 0), set(outside)],
        vectors.map((vector) => [get(state(vector)), get(outside), i32x4.sub, set(state(vector))]),
        [get(left), i32.const(-1), i32.add, tee(left)],
        when(vectors.map(choose), advance(scores), advance(paths)),
        get(left),
      ),
      vectors.map((vector) => [get(first), get(state(vector)), v128.store(vector * 4 * WORD)]),
    ];
    const plain = (...at: number[]) => this.passPlain(...at);
    return { name: 'pass', parameters: 3, numbers: 1, vectors: 1 + 2 * vectors.length, code, plain };
  }

  private passPlain(...[scores, paths, length]: number[]): void {
    const { memory, stride, width } = this;
    const numbers = new Int32Array(memory.buffer);
    const best = numbers.slice(0, width);
    const state = new Int32Array(width);
    for (let i = 0; i < length; i++) {
      numbers.set(best, paths / WORD + i * stride);
      for (let k = 0; k < width; k++)
        state[k] = (best[k] & ~SOURCE_MASK) + (numbers[scores / WORD + i * stride + k] << SOURCE_BITS);
      for (let k = width - 1; k >= 0; k--) state[k] -= state[0];
      for (let to = 0; to < width; to++) {
        best[to] = state[0] + numbers[stride + to];
        for (let from = 1; from < width; from++) best[to] = Math.max(best[to], state[from] + numbers[(from + 1) * stride + to]);
      }
    }
    numbers.set(state, paths / WORD);
  }
}
