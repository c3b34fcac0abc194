/** Which words of a Chinese dictionary stand where, and what characters are used for: made by dictionary/compile-words.ts. */
import { openSections } from '../../dictionary/sections.ts';
import { Mark, markOf, SLOT_BITS, slotOf } from '../../dictionary/word-hash.ts';
import {
  type Code,
  createMemory,
  type Definition,
  type Functions,
  get,
  growTo,
  i16x8,
  i32,
  instantiate,
  loop,
  type Memory,
  set,
  tee,
  v128,
} from '../wasm.ts';

/** Parts of a character's class. */
export const surnameStep = (c: number): number => c & 3;
export const firstStep = (c: number): number => (c >> 2) & 3;
export const secondStep = (c: number): number => (c >> 4) & 3;
export const spellingStep = (c: number): number => (c >> 6) & 3;
export const kindOf = (c: number): number => c >> 8;
/** Kind of a dot between the parts of a foreign name. */
export const KIND_DOT = 3;

const WORDS_BYTES = 2 << SLOT_BITS;
/** What one load from memory spans. */
const SPAN = 16;
const HASHES_AT = WORDS_BYTES + SPAN;

/**
 * Words are looked up many at a time, and eight neighbours in the table at once, as WebAssembly: one by one, half the time goes into
 * waiting for memory and the other half into branches no processor foresees.
 */
export class Lexicon {
  /** Class of each code: see the functions above. */
  readonly characters: Uint16Array;
  /** Hashes to look up, and what `look` finds of each: the entry without its mark, or 0. */
  hashes = new Int32Array(0);
  entries = new Int32Array(0);
  private readonly memory = createMemory();
  private readonly functions: Functions;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    const { read } = openSections(bytes);
    const words: Uint16Array = read('words');
    this.characters = read('characters');
    growTo(this.memory, HASHES_AT);
    const table = new Uint16Array(this.memory.buffer);
    table.set(words);
    // Behind the last comes the first again.
    table.set(words.subarray(0, SPAN / 2), words.length);
    this.functions = instantiate(this.memory, [looking(this.memory)]);
  }

  /** Makes room for so many hashes: `hashes` and `entries` are others afterwards if there was too little. */
  reserve(count: number): void {
    if (this.hashes.length >= count) return;
    const room = 2 * count;
    const { memory } = this;
    growTo(memory, HASHES_AT + 2 * 4 * room);
    this.hashes = new Int32Array(memory.buffer, HASHES_AT, room);
    this.entries = new Int32Array(memory.buffer, HASHES_AT + 4 * room, room);
  }

  /** Looks up the first `count` hashes. */
  look(count: number): void {
    if (count > 0) this.functions.look(HASHES_AT, HASHES_AT + 4 * count, 4 * this.hashes.length);
  }
}

/** `look(hash, end, distance)`: addresses, and how far behind its hash an entry is written. */
function looking(memory: Memory): Definition {
  const [hash, end, distance, at, found, empty, mark, slots] = [0, 1, 2, 3, 4, 5, 6, 7];
  const marked: Code = [get(hash), i32.load(0), i32.const(Mark.MASK), i32.and, tee(found)];
  const code = loop(
    // markOf and slotOf of dictionary/word-hash.ts
    [marked, i32.const(0x10), get(found), i32.select, i16x8.spread, set(mark)],
    [get(hash), i32.load(0), i32.const(32 - SLOT_BITS), i32.shiftRight, i32.const(1), i32.shiftLeft, set(at)],
    loop(
      [get(at), v128.load(0), tee(slots), i16x8.const(Mark.MASK), v128.and, get(mark), i16x8.equal, i16x8.bits, set(found)],
      [get(slots), i16x8.const(0), i16x8.equal, i16x8.bits, tee(empty)],
      // Those before the first empty slot count.
      [i32.const(-1), i32.add, get(empty), i32.const(-1), i32.xor, i32.and, get(found), i32.and, tee(found)],
      [get(empty), i32.or, i32.isZero, tee(empty)],
      [i32.const(Math.log2(SPAN)), i32.shiftLeft, get(at), i32.add, i32.const(WORDS_BYTES - 1), i32.and, set(at)],
      get(empty),
    ),
    [get(hash), get(distance), i32.add],
    [get(found), i32.trailingZeros, i32.const(1), i32.shiftLeft, get(at), i32.add, i32.loadShort(0)],
    [i32.const(~Mark.MASK & 0xffff), i32.and, i32.const(0), get(found), i32.select, i32.store(0)],
    [get(hash), i32.const(4), i32.add, tee(hash), get(end), i32.lessUnsigned],
  );
  const plain = (...[first, end, distance]: number[]) => {
    const numbers = new Int32Array(memory.buffer);
    const words = new Uint16Array(memory.buffer, 0, WORDS_BYTES / 2);
    for (let at = first / 4; at < end / 4; at++) {
      const mark = markOf(numbers[at]);
      let slot = slotOf(numbers[at]);
      while (words[slot] !== 0 && (words[slot] & Mark.MASK) !== mark) slot = (slot + 1) & (words.length - 1);
      numbers[at + distance / 4] = words[slot] & ~Mark.MASK;
    }
  };
  return { name: 'look', parameters: 3, numbers: 3, vectors: 2, code, plain };
}
