/** The walk over listed names that cities and companies share. */
import type { Multi, Words } from './marks.ts';

/**
 * Calls `found` with the first and last token of each listed name: names of several words of one kind at once, single words where
 * `isName` takes them for one. What stands inside a name of several words, of whatever kind, is passed over.
 */
export function eachListed(
  words: Words,
  several: (typeof Multi)[keyof typeof Multi],
  isName: (words: Words, i: number) => boolean,
  found: (first: number, last: number) => void,
): void {
  const { spots, spotCount } = words.sequence;
  let next = 0;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    if (i < next) continue;
    const multi = words.multi(i);
    if (multi >= 0) {
      const last = words.multiEnd(i);
      if (multi === several) found(i, last);
      next = last + 1;
    } else if (isName(words, i)) found(i, i);
  }
}
