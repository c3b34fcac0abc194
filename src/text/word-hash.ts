/** A hash of words by their folded codes, one code after the other (FNV-1a, Fowler, Noll and Vo). */
export const FIRST_HASH = 0x811c9dc5 | 0;

/** The hash of a word that goes on with a code. */
export const hashOn = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The hash of the word that stands at `start`, up to `end` at most. */
export function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = FIRST_HASH;
  for (let i = start; i < end; i++) hash = hashOn(hash, codes[i]);
  return hash;
}
