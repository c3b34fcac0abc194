/**
 * The tagger's decoder with the scores of words kept: a template that looks at one token's word alone gives the same sums wherever
 * the word stands, so they are added up once for each distinct word and distance. Only the other templates are hashed token by token.
 */
import { Decoder } from '../tagger/decode.ts';
import { makeColumns } from '../tagger/features.ts';
import { MARGIN, type Template } from '../tagger/model.ts';
import { type PackedWeights, Sums } from '../tagger/sums.ts';
import { LETTER_COLUMNS, TYPE_COLUMNS } from './columns.ts';
import { PAD, PLACE_COLUMNS, type Sequence } from './sequence.ts';
import { Glue } from './tokens.ts';
import { Trait } from './traits.ts';

export const COLUMNS = [...TYPE_COLUMNS, ...PLACE_COLUMNS] as const;
/** Templates look this far to each side. */
const REACH = 2;
const SPAN = 2 * REACH + 1;
/** A word whose own best score as part of a name lies so far below zero, in the trainer's score, is none. */
const HOPELESS = 60;
const OPEN = 1;
const SHUT = 2;
const FORBIDDEN = -(2 ** 20);

export class TypeDecoder extends Decoder {
  /** Templates of the word at each distance, moved to distance 0: those that look at its letters, and those that do not. */
  private readonly letters: readonly (readonly Template[])[];
  private readonly known: readonly (readonly Template[])[];
  private readonly others: Sums;
  /** How far they look. */
  private readonly reach: number;
  /** Type columns the other templates need token by token. */
  private readonly gathered: readonly number[];
  /** Sums of each type at each distance, side by side; all 0 where not worked out. */
  private pool = new Int32Array(0);
  /** The same over the templates that do not look at letters, for each profile. */
  private profilePool = new Int32Array(0);
  /** Of each type: OPEN or SHUT, 0 where not worked out. */
  private hopes = new Uint8Array(0);
  /** Added to the score of each label. */
  private readonly bias: Int32Array;
  /** The most a token marked as part of a name can gain by the transitions to and from it. */
  private readonly gain: number;
  private generation = -1;
  private readonly sums: Int32Array;
  private readonly own: Int32Array;
  private columns = makeColumns(COLUMNS.length, 0);

  constructor(
    private readonly weights: PackedWeights,
    private readonly sequence: Sequence,
    bias: Readonly<Record<string, number>> = {},
  ) {
    const { model } = weights;
    super(model, []);
    const isWords = (t: Template) =>
      t.columns.every((c) => c < TYPE_COLUMNS.length) && t.offsets.every((o) => o === t.offsets[0]);
    const others = model.templates.filter((t) => !isWords(t));
    const ownWord = (distance: number) =>
      model.templates
        .filter((t) => isWords(t) && t.offsets[0] === distance - REACH)
        .map((t) => ({ ...t, offsets: t.offsets.map(() => 0) }));
    const seesLetters = (t: Template) => t.columns.some((c) => c < LETTER_COLUMNS.length);
    const byDistance = Array.from({ length: SPAN }, (_, distance) => ownWord(distance));
    this.letters = byDistance.map((templates) => templates.filter(seesLetters));
    this.known = byDistance.map((templates) => templates.filter((t) => !seesLetters(t)));
    this.others = new Sums(this.weights, others);
    this.reach = Math.max(...others.flatMap((t) => t.offsets.map(Math.abs)));
    this.gathered = [...new Set(others.flatMap((t) => t.columns))].filter((c) => c < TYPE_COLUMNS.length);
    this.gain = mostGained(model.header.transitions);
    this.sums = new Int32Array(this.others.size);
    this.own = new Int32Array(this.width);
    this.bias = Int32Array.from(model.header.labels, (name) => Math.round((bias[name] ?? 0) * model.header.scale));
  }

  /** Tags the sequence loaded last. */
  tag() {
    const { sequence } = this;
    if (this.generation !== sequence.types.generation) {
      this.generation = sequence.types.generation;
      this.pool.fill(0);
      this.profilePool.fill(0);
      this.hopes.fill(0);
    }
    const { count, profileCount } = sequence.types;
    if (this.hopes.length < count) {
      this.pool = grown(this.pool, count * 2 * SPAN * this.others.size);
      const hopes = new Uint8Array(count * 2);
      hopes.set(this.hopes);
      this.hopes = hopes;
    }
    if (this.profilePool.length < profileCount * SPAN * this.others.size)
      this.profilePool = grown(this.profilePool, profileCount * 2 * SPAN * this.others.size);
    this.spans.count = 0;
    this.grow(sequence.count);
    this.markRuns(this.narrowGate());
    return this.spans;
  }

  /**
   * Notes the positions to be scored. Shuts the gate at ordinary words no dictionary has as a name, if so unlike one that no neighbour
   * could outweigh it.
   */
  private narrowGate(): number {
    const { positions, sequence } = this;
    const { gate, ids, traits, count } = sequence;
    let found = 0;
    for (let i = 0; i < count; i++) {
      if (gate[i] === 0) continue;
      if (traits[i] & Trait.ORDINARY && sequence.multiAt(i) === 0 && this.isHopeless(ids[i])) gate[i] = 0;
      else positions[found++] = i;
    }
    return found;
  }

  /** Scores the positions, run by run, and finds the names of each run: none where no label comes near that of being outside. */
  private markRuns(count: number): void {
    const { positions } = this;
    this.gather(count);
    for (let p = 0; p < count; ) {
      const from = positions[p];
      let best = FORBIDDEN;
      let to = from;
      for (; p < count && positions[p] === to; p++, to++) best = Math.max(best, this.scoreAt(to));
      if (best < -this.gain) continue;
      this.tagRun(from, to);
    }
  }

  private isHopeless(type: number): boolean {
    if (this.hopes[type] === 0) {
      const from = this.sumsOf(type, REACH);
      const { own, width } = this;
      this.others.spread(this.pool, from, this.letters[REACH].length + this.known[REACH].length, own, 1);
      let best = own[1];
      for (let k = 2; k < width; k++) if (own[k] > best) best = own[k];
      this.hopes[type] = best < -HOPELESS * this.model.header.scale ? SHUT : OPEN;
    }
    return this.hopes[type] === SHUT;
  }

  /** How much more the trainer's score gives the label `one` than `other` at a token the gate let through; 0 elsewhere. */
  preference(token: number, one: number, other: number): number {
    if (!this.sequence.gate[token]) return 0;
    const row = token * this.stride;
    return (this.scores[row + one] - this.scores[row + other]) / this.model.header.scale;
  }

  /** Copies what the other templates ask for to columns of their own: around the positions to be scored. */
  private gather(count: number): void {
    const { positions, gathered, reach, others } = this;
    const { padded, types, place } = this.sequence;
    const length = this.sequence.count;
    const room = length + 2 * MARGIN;
    if (this.columns[0].length < room) this.columns = makeColumns(COLUMNS.length, 2 * room);
    const { columns } = this;
    for (const c of gathered) {
      const from = types.columns[c];
      const to = columns[c];
      let next = -reach;
      for (let p = 0; p < count; p++)
        for (next = Math.max(next, positions[p] - reach); next <= positions[p] + reach; next++)
          to[MARGIN + next] = from[MARGIN + padded[PAD + next]];
    }
    for (let c = 0; c < place.length; c++) columns[TYPE_COLUMNS.length + c].set(place[c].subarray(0, room));
    others.read(columns, length);
  }

  /** Scores the labels at a token, and returns the highest score of any but outside. */
  private scoreAt(at: number): number {
    const { scores, width, stride, others, sums, bias, pool } = this;
    const { padded, traits, tokens } = this.sequence;
    const { opens } = this.labels;
    const a = this.sumsOf(padded[PAD + at - 2], 0);
    const b = this.sumsOf(padded[PAD + at - 1], 1);
    const c = this.sumsOf(padded[PAD + at], 2);
    const d = this.sumsOf(padded[PAD + at + 1], 3);
    const e = this.sumsOf(padded[PAD + at + 2], 4);
    for (let s = 0; s < sums.length; s++) sums[s] = pool[a + s] + pool[b + s] + pool[c + s] + pool[d + s] + pool[e + s];
    others.add(at, sums, 0);
    const out = at * stride;
    others.spread(sums, 0, this.model.templates.length, scores, out + 1);
    scores[out] = bias[0];
    // No name begins with a sign or particle, and none goes on over a paragraph's end.
    const begins = (traits[at] & Trait.BEGIN) !== 0;
    const goesOn = (tokens.glue[at] & Glue.PARAGRAPH) === 0;
    let best = FORBIDDEN;
    for (let k = 1; k < width; k++) {
      const score = (opens[k] ? begins : goesOn) ? scores[out + k] + bias[k] : FORBIDDEN;
      scores[out + k] = score;
      if (score > best) best = score;
    }
    return best;
  }

  /** Where in the pool the sums of a word at a distance stand; they are worked out when first asked for, and never 0. */
  private sumsOf(type: number, distance: number): number {
    const from = (type * SPAN + distance) * this.others.size;
    if (this.pool[from] === 0) this.sumUp(type, distance, from);
    return from;
  }

  private sumUp(type: number, distance: number, from: number): void {
    const { pool, profilePool, weights } = this;
    const { size } = this.others;
    const { columns, profiles } = this.sequence.types;
    const profile = (profiles[type] * SPAN + distance) * size;
    if (profilePool[profile] === 0) weights.add(this.known[distance], columns, type, profilePool, profile);
    for (let s = 0; s < size; s++) pool[from + s] = profilePool[profile + s];
    weights.add(this.letters[distance], columns, type, pool, from);
  }
}

/**
 * Of a span of n tokens the transitions to, inside and from it gain, over those of leaving it unmarked, at most n times this: one to, one
 * from, and n - 1 inside it or to the next.
 */
function mostGained(transitions: readonly (readonly number[])[]): number {
  const outside = transitions[0][0];
  const most = (values: readonly number[]) => Math.max(0, ...values.map((value) => value - outside));
  const to = most(transitions[0].slice(1));
  const from = most(transitions.slice(1).map((row) => row[0]));
  return Math.max(to + from, most(transitions.slice(1).flatMap((row) => row.slice(1))));
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}
