/**
 * A double-array trie (Aoe 1989) over folded UTF-16 codes with the unbranched ends of keys kept apart as tails
 * (Yata et al. 2007): 200,000 names take a few megabytes, load as typed-array views and are walked with two array reads a character.
 *
 * A state `s` goes to `t = base[s] + symbol` if `check[t] === s`. Symbol 0 ends a key: `base[t]` is then `~key`.
 * A state with `base[s] < 0` has one key `~base[s]` below it, whose remaining codes are its tail.
 */
import type { Sections } from './sections.ts';

export interface TrieArrays {
  /** Symbol of each code; 0 for codes in no key. */
  readonly symbols: Uint16Array;
  readonly base: Int32Array;
  readonly check: Int32Array;
  /** `tails.subarray(tailStarts[key], tailStarts[key + 1])` is the tail of a key. */
  readonly tailStarts: Int32Array;
  readonly tails: Uint16Array;
}

export class Trie {
  readonly size: number;
  constructor(readonly arrays: TrieArrays) {
    this.size = arrays.tailStarts.length - 1;
  }

  /**
   * Finds every key that starts with the codes that lead to the state `from` and goes on at `at`, shortest first, and writes its number and
   * end to `keys` and `ends`. Returns how many there are; at most `keys.length`.
   */
  prefixes(codes: Uint16Array, at: number, limit: number, keys: Int32Array, ends: Int32Array, from = 0): number {
    const { symbols, base, check } = this.arrays;
    let state = from;
    let count = 0;
    for (let i = at; ; i++) {
      const here = base[state];
      if (here < 0) {
        const key = ~here;
        const end = this.tailEnd(codes, i, limit, key);
        if (end >= 0 && count < keys.length) {
          keys[count] = key;
          ends[count++] = end;
        }
        return count;
      }
      if (check[here] === state && state !== 0 && count < keys.length) {
        keys[count] = ~base[here];
        ends[count++] = i;
      }
      if (i >= limit) return count;
      const symbol = symbols[codes[i]];
      if (symbol === 0) return count;
      const next = here + symbol;
      if (check[next] !== state) return count;
      state = next;
    }
  }

  /**
   * What there is of `codes[start, end)`: the key equal to them, or -1; the state from which longer keys go on, or -1; and up to where the
   * codes lead to that state: to their end, or to where the tail of a single key begins.
   */
  walk(codes: Uint16Array, start: number, end: number): { key: number; state: number; at: number } {
    const { symbols, base, check, tailStarts, tails } = this.arrays;
    let state = 0;
    for (let at = start; ; at++) {
      const here = base[state];
      if (here < 0) {
        const tail = tailStarts[~here] - at;
        const tailEnd = tailStarts[~here + 1] - tail;
        let i = at;
        while (i < end && i < tailEnd && tails[tail + i] === codes[i]) i++;
        if (i < end) return { key: -1, state: -1, at };
        return i === tailEnd ? { key: ~here, state: -1, at } : { key: -1, state, at };
      }
      if (at === end) return { key: check[here] === state ? ~base[here] : -1, state, at };
      const symbol = symbols[codes[at]];
      if (symbol === 0 || check[here + symbol] !== state) return { key: -1, state: -1, at };
      state = here + symbol;
    }
  }

  /** Number of the key equal to `codes`, or -1. */
  find(codes: Uint16Array, start = 0, end = codes.length): number {
    const { symbols, base, check } = this.arrays;
    let state = 0;
    for (let i = start; ; i++) {
      const here = base[state];
      if (here < 0) return this.tailEnd(codes, i, end, ~here) === end ? ~here : -1;
      if (i === end) return check[here] === state && end > start ? ~base[here] : -1;
      const symbol = symbols[codes[i]];
      if (symbol === 0 || check[here + symbol] !== state) return -1;
      state = here + symbol;
    }
  }

  /** Where the tail of `key` ends if it stands at `at`, else -1. */
  private tailEnd(codes: Uint16Array, at: number, limit: number, key: number): number {
    const { tailStarts, tails } = this.arrays;
    const from = tailStarts[key];
    const length = tailStarts[key + 1] - from;
    if (at + length > limit) return -1;
    for (let i = 0; i < length; i++) if (codes[at + i] !== tails[from + i]) return -1;
    return at + length;
  }
}

/** The trie whose arrays a compiled file holds as sections of these names, as `buildTrie` gives them. */
export const readTrie = (read: Sections['read']): Trie =>
  new Trie({
    symbols: read('symbols'),
    base: read('base'),
    check: read('check'),
    tailStarts: read('tailStarts'),
    tails: read('tails'),
  });
