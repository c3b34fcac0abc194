/** Which words of a Chinese dictionary stand where, and what characters are used for: made by dictionary/compile-words.ts. */
import { openSections } from '../../dictionary/sections.ts';

/** Longer words say no more about where a name ends. */
export const LONGEST_WORD = 5;
export const SLOT_BITS = 19;
/** An entry of the hash table: 12 bits of the hash (never all 0), then whether it is a word, or begins longer ones, and how frequent. */
export const Mark = { MASK: 0xfff0, WORD: 8, PREFIX: 4, STEP: 3 } as const;

export const hashPair = (first: number, second: number): number => hashStep(Math.imul(first, 0x9e3779b1), second);
export function hashStep(hash: number, code: number): number {
  const mixed = Math.imul((hash ^ (hash >>> 15)) + code, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
}
export const slotOf = (hash: number): number => hash >>> (32 - SLOT_BITS);
export const markOf = (hash: number): number => hash & Mark.MASK || 0x10;

/** Parts of a character's class. */
export const surnameStep = (c: number): number => c & 3;
export const firstStep = (c: number): number => (c >> 2) & 3;
export const secondStep = (c: number): number => (c >> 4) & 3;
export const spellingStep = (c: number): number => (c >> 6) & 3;
export const kindOf = (c: number): number => c >> 8;

export class Lexicon {
  private readonly words: Uint16Array;
  /** Class of each code: see the functions above. */
  readonly characters: Uint16Array;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    const { read } = openSections(bytes);
    this.words = read('words');
    this.characters = read('characters');
  }

  /** The entry of a hash, without its mark, or 0. */
  look(hash: number): number {
    const { words } = this;
    const mark = markOf(hash);
    for (let slot = slotOf(hash); words[slot] !== 0; slot = (slot + 1) & (words.length - 1)) {
      if ((words[slot] & Mark.MASK) === mark) return words[slot] & ~Mark.MASK;
    }
    return 0;
  }
}
