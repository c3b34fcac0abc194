/** How the words of a language are hashed into a table of 16-bit entries: shared by who writes it and who reads it. */

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
