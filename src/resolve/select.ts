/**
 * Chooses among candidates that overlap: the set of disjoint spans with the greatest support, by weighted interval scheduling
 * (Kleinberg and Tardos, Algorithm Design, 6.1). Support grows with length, so the longer of two equally believed readings wins.
 */
import type { Span } from '../model.ts';
import type { Accepted, Weighed } from './unite.ts';

/** Less support than this is no mention. */
const ENOUGH = 0.5;
/** What a mention costs: one long reading beats two short ones that are believed a little more. */
const COST = 0.3;

/**
 * Accepted candidates in order of start. Other readings compete, but are left out.
 * @param candidates in order of start, then end, one for each span and type
 */
export function select(candidates: readonly Weighed[]): Accepted[] {
  const accepted: Accepted[] = [];
  // Rivals that overlap, directly or by others between them, are settled together.
  let rivals: Weighed[] = [];
  let end = 0;
  for (const candidate of candidates) {
    // What is believed too little to be a mention keeps nothing else from being one.
    if (candidate.support < ENOUGH && candidate.type !== 'other') continue;
    if (candidate.start >= end && rivals.length > 0) {
      settle(rivals, accepted);
      rivals = [];
    }
    rivals.push(candidate);
    if (candidate.end > end) end = candidate.end;
  }
  settle(rivals, accepted);
  return accepted;
}

/** Adds the names among the winners of some rivals. */
function settle(rivals: Weighed[], accepted: Accepted[]): void {
  for (const winner of rivals.length > 1 ? schedule(rivals) : rivals)
    if (winner.type !== 'other') accepted.push(winner as Accepted);
}

/** The disjoint rivals of greatest value together, in order of start. */
function schedule(rivals: Weighed[]): Weighed[] {
  rivals.sort((a, b) => a.end - b.end || a.start - b.start);
  // best[i]: greatest value among the first i rivals; before[i]: how many of those go with the last of them, -1 where that is not taken.
  const best = [0];
  const before = [0];
  for (let i = 1; i <= rivals.length; i++) {
    const { start, end, support } = rivals[i - 1];
    const compatible = endingBy(rivals, start, i - 1);
    const value = support * (end - start) - COST + best[compatible];
    const taken = value > best[i - 1];
    best.push(taken ? value : best[i - 1]);
    before.push(taken ? compatible : -1);
  }
  const winners: Weighed[] = [];
  for (let i = rivals.length; i > 0; ) {
    if (before[i] < 0) i--;
    else {
      winners.push(rivals[i - 1]);
      i = before[i];
    }
  }
  return winners.reverse();
}

/** How many of the first `limit` rivals end at or before `start`. */
function endingBy(rivals: readonly Span[], start: number, limit: number): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rivals[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}
