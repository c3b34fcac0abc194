/** Finding one's way in the hits of a passage. */
import type { Hits } from '../model.ts';

/** Number of the first hit that starts at `at` or later; hits are in order of start. */
export function firstHit(hits: Hits, at: number): number {
  let low = 0;
  let high = hits.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hits.starts[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
