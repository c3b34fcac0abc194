/**
 * How words are written in running text, from counts: always small, a noun behind articles, a name behind titles and given names.
 * A closed hash table of 2^n slots; a slot is 32 bits: 8 bits of check above 24 bits of buckets. Made by scripts/train/word-forms.ts.
 */
import { readFileSync } from 'node:fs';
import { hashCodes } from './hash.ts';

/** Where each bucket stands in a record, and how many bits it has. */
export const Bucket = {
  /** 0 unknown, 1 rare, 2 mostly a name, 3 both, 4 small, 5 noun. */
  order: [0, 3],
  /** Borne by known people: 1 as given name, 2 as surname. */
  known: [3, 2],
  article: [6, 3],
  given: [9, 3],
  title: [12, 3],
  place: [15, 3],
  capital: [18, 3],
  legal: [21, 1],
  /** In English: 0 unknown, else how common the small word is. */
  english: [22, 2],
} as const;

const CHECK_SEED = 0x51ed270b;
const MAGIC = 0x4d524657;

/** Order bucket for English text: a listed ordinary word is written small, a rare one sometimes; others are unknown. */
export function englishOrder(record: number): number {
  const level = bucket(record, Bucket.english);
  return level === 0 ? 0 : level === 1 ? 3 : 4;
}

export interface WordForms {
  /** Record of a folded word, 0 where unknown. */
  find(codes: ArrayLike<number>, start: number, end: number): number;
}

export const bucket = (record: number, [shift, bits]: readonly [number, number]): number =>
  (record >>> shift) & ((1 << bits) - 1);

const check = (codes: ArrayLike<number>, start: number, end: number): number => hashCodes(codes, start, end, CHECK_SEED) >>> 24;

/** Bytes of the table of these words: little-endian uint32, a magic number, the slots' power of two, then the slots. */
export function packWordForms(records: ReadonlyMap<string, number>, bits: number): Uint8Array {
  const mask = 2 ** bits - 1;
  const slots = new Uint32Array(2 + mask + 1);
  slots[0] = MAGIC;
  slots[1] = bits;
  for (const [word, record] of records) {
    const codes = Array.from(word, (_, i) => word.charCodeAt(i));
    let at = hashCodes(codes, 0, codes.length) & mask;
    const value = ((check(codes, 0, codes.length) << 24) | record) >>> 0;
    while (slots[2 + at] !== 0) at = (at + 1) & mask;
    slots[2 + at] = value || 1;
  }
  return new Uint8Array(slots.buffer);
}

export function readWordForms(path: string): WordForms {
  const bytes = readFileSync(path);
  const slots = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  if (slots[0] !== MAGIC) throw new Error(`${path}: not a table of word forms`);
  const mask = 2 ** slots[1] - 1;
  return {
    find(codes, start, end) {
      const wanted = check(codes, start, end);
      for (let at = hashCodes(codes, start, end) & mask; ; at = (at + 1) & mask) {
        const slot = slots[2 + at];
        if (slot === 0) return 0;
        if (slot >>> 24 === wanted) return slot & 0xffffff;
      }
    },
  };
}
