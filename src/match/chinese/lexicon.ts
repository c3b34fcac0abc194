/** Which words of a Chinese dictionary stand where, and what characters are used for: made by dictionary/compile-words.ts. */
import { openSections } from '../../dictionary/sections.ts';
import { Mark, markOf, slotOf } from '../../dictionary/word-hash.ts';

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

  /** What stands where a hash is looked for first; 0 where the hash has no entry. */
  peek(hash: number): number {
    return this.words[slotOf(hash)];
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
