/**
 * What a trie says of words it was asked for before: most words of a text are among a few thousand, and one look at a table takes the
 * place of a step down the trie for each of their letters. Words are told apart by 64 bits of hash.
 */
import type { Trie } from '../dictionary/trie.ts';
import { Kind, kinds } from '../text/characters.ts';

const SLOTS = 1 << 14;
/** Fields of an entry, a power of two of them. */
const WIDTH = 8;
const Field = { ONE: 0, TWO: 1, SHORT: 2, WHOLE: 3, STATE: 4, DEPTH: 5 } as const;
const SMALL_S = 0x73;

export class WordMemo {
  private readonly entries = new Int32Array(SLOTS * WIDTH);

  constructor(private readonly trie: Trie) {}

  /**
   * The entry of the word `codes[start, end)`.
   * @param one a hash of the word. @param two another
   */
  entryOf(codes: Uint16Array, start: number, end: number, one: number, two: number): number {
    const { entries } = this;
    const entry = ((one ^ (one >>> 15)) & (SLOTS - 1)) * WIDTH;
    // No word has the hash of an empty entry.
    const second = two | 1;
    if (entries[entry + Field.ONE] !== one || entries[entry + Field.TWO] !== second) {
      entries[entry + Field.ONE] = one;
      entries[entry + Field.TWO] = second;
      this.fill(entry, codes, start, end);
    }
    return entry;
  }

  /** Key of the word without its last letter, where that may be a genitive -s, else -1. */
  short(entry: number): number {
    return this.entries[entry + Field.SHORT];
  }

  /** Key of the word, or -1. */
  whole(entry: number): number {
    return this.entries[entry + Field.WHOLE];
  }

  /** State of the trie from which keys go on behind the word, or -1 where none do. */
  state(entry: number): number {
    return this.entries[entry + Field.STATE];
  }

  /** Letters of the word that lead to that state. */
  depth(entry: number): number {
    return this.entries[entry + Field.DEPTH];
  }

  private fill(entry: number, codes: Uint16Array, start: number, end: number): void {
    const { entries, trie } = this;
    const genitive = codes[end - 1] === SMALL_S && end - start > 1 && kinds[codes[end - 2]] === Kind.LETTER;
    entries[entry + Field.SHORT] = genitive ? trie.find(codes, start, end - 1) : -1;
    const { key, state, at } = trie.walk(codes, start, end);
    entries[entry + Field.WHOLE] = key;
    entries[entry + Field.STATE] = state;
    entries[entry + Field.DEPTH] = at - start;
  }
}
