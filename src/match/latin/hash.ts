/** Hashes of words (in the manner of Murmur), never 0, so that 0 can stand for "none". */
export function hashCodes(codes: ArrayLike<number>, start: number, end: number, seed = 0x2f0b4c47): number {
  let hash = seed;
  for (let i = start; i < end; i++) {
    hash = Math.imul(hash ^ codes[i], 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  return hash || 1;
}

/** Joins two values to one hash. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16) || 1;
}
