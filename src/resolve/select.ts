/**
 * Chooses among candidates that overlap: the set of disjoint spans with the greatest support, by weighted interval scheduling
 * (Kleinberg and Tardos, Algorithm Design, 6.1). Support grows with length, so the longer of two equally believed readings wins.
 */
import type { Candidate, EntityType, Evidence, Span } from '../model.ts';

/** A candidate with the evidence of all that agree on its span and type, and what they say together. */
export interface Supported extends Candidate {
  readonly support: number;
}

/** Less support than this is no mention. */
const ENOUGH = 0.5;
/** What a mention costs: one long reading beats two short ones that are believed a little more. */
const COST = 0.3;

/** An accepted candidate. */
export type Accepted = Supported & { readonly type: EntityType };

/** Accepted candidates in order of start. Other readings compete, but are left out. */
export function select(candidates: readonly Candidate[]): Accepted[] {
  const rivals = pool(candidates).filter((rival) => rival.support > 0);
  rivals.sort((a, b) => a.end - b.end || a.start - b.start);
  const values = rivals.map((rival) => rival.support * (rival.end - rival.start) - COST);
  // best[i]: greatest value among the first i rivals; taken[i]: whether rival i - 1 is part of it; before[i]: rivals compatible with it.
  const best = new Float64Array(rivals.length + 1);
  const taken = new Uint8Array(rivals.length + 1);
  const before = new Int32Array(rivals.length + 1);
  for (let i = 1; i <= rivals.length; i++) {
    before[i] = lastEndingBy(rivals, rivals[i - 1].start, i - 1);
    const value = values[i - 1] + best[before[i]];
    taken[i] = value > best[i - 1] ? 1 : 0;
    best[i] = Math.max(value, best[i - 1]);
  }
  const chosen: Accepted[] = [];
  for (let i = rivals.length; i > 0; ) {
    if (!taken[i]) i--;
    else {
      const rival = rivals[i - 1];
      if (rival.type !== 'other' && rival.support >= ENOUGH) chosen.push(rival as Accepted);
      i = before[i];
    }
  }
  return chosen.reverse();
}

/** How many of the first `limit` rivals end at or before `start`. */
function lastEndingBy(rivals: readonly Span[], start: number, limit: number): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rivals[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Unites candidates of one span and type. */
function pool(candidates: readonly Candidate[]): Supported[] {
  const pooled = new Map<string, Candidate & { evidence: Evidence[] }>();
  for (const candidate of candidates) {
    const key = keyOf(candidate, candidate.type);
    const first = pooled.get(key);
    if (!first) {
      pooled.set(key, { ...candidate, evidence: [...candidate.evidence] });
      continue;
    }
    for (const piece of candidate.evidence)
      if (!first.evidence.some((known) => known.source === piece.source)) first.evidence.push(piece);
    if (!first.entity && candidate.entity) Object.assign(first, { entity: candidate.entity });
    if (!first.name && candidate.name) Object.assign(first, { name: candidate.name });
  }
  return [...pooled.values()].map((candidate) => ({ ...candidate, support: supportOf(candidate.evidence) }));
}

const keyOf = (span: Span, type: Candidate['type']) => `${span.start} ${span.end} ${type}`;

/** Noisy or: independent observations that each may be right; what speaks against takes its share of the whole. */
export function supportOf(evidence: readonly Evidence[]): number {
  let doubt = 1;
  let trust = 1;
  for (const { weight } of evidence) {
    if (weight >= 0) doubt *= 1 - weight;
    else trust *= 1 + weight;
  }
  return (1 - doubt) * trust;
}
