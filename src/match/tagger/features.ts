/**
 * Feature hashing (Weinberger et al. 2009): the joined values of a template pick one of 2^bits rows. Trainer and decoder share
 * this code, so that they cannot disagree.
 */

import { type Code, get, i32, i32x4, set, v128 } from '../wasm.ts';
import { MARGIN, type Template } from './model.ts';

/** Attributes of a sequence: `columns[c][MARGIN + i]` is the value of column `c` at position `i`. */
export type Columns = readonly Int32Array[];

/** Columns on one buffer, one behind the other: a decoder reads such without copying. */
export function makeColumns(count: number, room: number): Int32Array[] {
  const all = new Int32Array(count * room);
  return Array.from({ length: count }, (_, c) => all.subarray(c * room, (c + 1) * room));
}

const M1 = 0x85ebca6b | 0;
const M2 = 0xc2b2ae35 | 0;
const M3 = 0x27d4eb2f | 0;

/**
 * Writes the row of `template` for each of `positions[0..count)` to `rows`, from `first` on, every `step`. Where all its values
 * are 0 the feature is absent: its row is 2^bits, one behind the last.
 */
export function hashRows(
  template: Template,
  columns: Columns,
  positions: Int32Array,
  count: number,
  bits: number,
  rows: Int32Array,
  first = 0,
  step = 1,
): void {
  const { seed, columns: c, offsets } = template;
  const shift = 32 - bits;
  const none = 1 << bits;
  const a = columns[c[0]];
  const aAt = offsets[0] + MARGIN;
  if (c.length === 1) {
    for (let p = 0, at = first; p < count; p++, at += step) {
      const x = a[positions[p] + aAt];
      rows[at] = x === 0 ? none : finish(Math.imul(x + seed, M1)) >>> shift;
    }
    return;
  }
  const b = columns[c[1]];
  const bAt = offsets[1] + MARGIN;
  if (c.length === 2) {
    for (let p = 0, at = first; p < count; p++, at += step) {
      const x = a[positions[p] + aAt];
      const y = b[positions[p] + bAt];
      rows[at] = (x | y) === 0 ? none : finish(join(Math.imul(x + seed, M1), y)) >>> shift;
    }
    return;
  }
  const d = columns[c[2]];
  const dAt = offsets[2] + MARGIN;
  const e = columns[c[c.length - 1]];
  const eAt = c.length === 4 ? offsets[3] + MARGIN : 0;
  for (let p = 0, at = first; p < count; p++, at += step) {
    const x = a[positions[p] + aAt];
    const y = b[positions[p] + bAt];
    const z = d[positions[p] + dAt];
    const w = c.length === 4 ? e[positions[p] + eAt] : 0;
    rows[at] = (x | y | z | w) === 0 ? none : finish(join(join(join(Math.imul(x + seed, M1), y), z), w)) >>> shift;
  }
}

const join = (hash: number, value: number): number => Math.imul((hash ^ (hash >>> 15)) + value, M2);
function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 13), M3);
  return mixed ^ (mixed >>> 15);
}

/** The same hash of the values of these names as statements of JavaScript that leave it in `h`: see sums.ts. */
export function hashText(seed: number, values: readonly string[]): string {
  const rest = values.length === 3 ? [...values.slice(1), '0'] : values.slice(1);
  return [
    `h = Math.imul((${values[0]} + ${seed}) | 0, ${M1});`,
    ...rest.map((value) => `h = Math.imul(((h ^ (h >>> 15)) + ${value}) | 0, ${M2});`),
    `h = Math.imul(h ^ (h >>> 13), ${M3});`,
    'h ^= h >>> 15;',
  ].join(' ');
}

/** The same hash at four positions at a time, of values that pieces of code give; `hash` is a local variable for it. */
export function hashVector(seed: number, values: readonly Code[], hash: number): Code {
  const mix = (bits: number): Code => [get(hash), get(hash), i32.const(bits), i32x4.shiftRight, v128.xor];
  const multiply = (factor: number): Code => [v128.const(factor), i32x4.mul, set(hash)];
  const rest = values.length === 3 ? [...values.slice(1), v128.const(0)] : values.slice(1);
  return [
    [values[0], v128.const(seed), i32x4.add, multiply(M1)],
    rest.map((value) => [mix(15), value, i32x4.add, multiply(M2)]),
    [mix(13), multiply(M3), mix(15)],
  ];
}
