/**
 * Chooses among candidates that overlap: the set of disjoint spans with the greatest support, by weighted interval scheduling
 * (Kleinberg and Tardos, Algorithm Design, 6.1). Support grows with length, so the longer of two equally believed readings wins.
 */
import type { Candidate, EntityType, Evidence, Span } from '../model.ts';

/** An accepted candidate, and what its evidence says together. */
export interface Accepted extends Candidate {
  readonly type: EntityType;
  readonly support: number;
}

/** Less support than this is no mention. */
const ENOUGH = 0.5;
/** What a mention costs: one long reading beats two short ones that are believed a little more. */
const COST = 0.3;

/** Accepted candidates in order of start. Other readings compete, but are left out. */
export function select(candidates: readonly Candidate[]): Accepted[] {
  const rivals: Candidate[] = [];
  const supports: number[] = [];
  for (const candidate of unite(candidates)) {
    const support = supportOf(candidate.evidence);
    // What is believed too little to be a mention keeps nothing else from being one.
    if (support < ENOUGH && candidate.type !== 'other') continue;
    rivals.push(candidate);
    supports.push(support);
  }
  const accepted: Accepted[] = [];
  const accept = (rival: Candidate, support: number) => {
    if (rival.type !== 'other') accepted.push({ ...rival, type: rival.type, support });
  };
  // Rivals that overlap, directly or by others between them, are settled together.
  for (let from = 0; from < rivals.length; ) {
    let end = rivals[from].end;
    let to = from + 1;
    while (to < rivals.length && rivals[to].start < end) end = Math.max(end, rivals[to++].end);
    if (to - from === 1) accept(rivals[from], supports[from]);
    else for (const winner of schedule(rivals, supports, from, to)) accept(rivals[winner], supports[winner]);
    from = to;
  }
  return accepted;
}

/** Numbers of the disjoint rivals in `[from, to)` of greatest value together, in order of start. */
function schedule(rivals: readonly Candidate[], supports: readonly number[], from: number, to: number): number[] {
  const order = Array.from({ length: to - from }, (_, i) => from + i);
  order.sort((a, b) => rivals[a].end - rivals[b].end || rivals[a].start - rivals[b].start);
  const spans = order.map((rival) => rivals[rival]);
  // best[i]: greatest value among the first i rivals; taken[i]: whether the last of them is part of it; before[i]: those compatible with it.
  const best = new Float64Array(spans.length + 1);
  const taken = new Uint8Array(spans.length + 1);
  const before = new Int32Array(spans.length + 1);
  for (let i = 1; i <= spans.length; i++) {
    const { start, end } = spans[i - 1];
    before[i] = endingBy(spans, start, i - 1);
    const value = supports[order[i - 1]] * (end - start) - COST + best[before[i]];
    taken[i] = value > best[i - 1] ? 1 : 0;
    best[i] = Math.max(value, best[i - 1]);
  }
  const winners: number[] = [];
  for (let i = spans.length; i > 0; ) {
    if (!taken[i]) i--;
    else {
      winners.push(order[i - 1]);
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

/** Candidates with one for each span and type, holding the evidence of all that agree; in order of start, then end. */
export function unite(candidates: readonly Candidate[]): Candidate[] {
  const sorted = [...candidates].sort(
    (a, b) => a.start - b.start || a.end - b.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0),
  );
  const united: Candidate[] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i];
    let to = i + 1;
    while (
      to < sorted.length &&
      sorted[to].start === first.start &&
      sorted[to].end === first.end &&
      sorted[to].type === first.type
    )
      to++;
    united.push(to - i === 1 ? first : merge(sorted.slice(i, to)));
    i = to;
  }
  return united;
}

/** One candidate of several that agree: each piece of evidence once, entity and name of the one that is believed most. */
function merge(same: readonly Candidate[]): Candidate {
  const evidence: Evidence[] = [];
  for (const candidate of same)
    for (const piece of candidate.evidence) if (!evidence.some((known) => known.source === piece.source)) evidence.push(piece);
  const ranked = [...same].sort((a, b) => supportOf(b.evidence) - supportOf(a.evidence));
  const entity = ranked.find((candidate) => candidate.entity)?.entity;
  const name = ranked.find((candidate) => candidate.name)?.name;
  return { ...same[0], evidence, ...(entity ? { entity } : {}), ...(name ? { name } : {}) };
}

/**
 * Noisy or: independent observations that each may be right; what speaks against takes its share of the whole, or of what the tagger says.
 */
export function supportOf(evidence: readonly Evidence[]): number {
  let tagger = 1;
  for (const { weight, againstTagger } of evidence) if (againstTagger) tagger *= 1 + weight;
  let doubt = 1;
  let trust = 1;
  for (const { source, weight, againstTagger } of evidence) {
    if (weight >= 0) doubt *= 1 - (isTagger(source) ? weight * tagger : weight);
    else if (!againstTagger) trust *= 1 + weight;
  }
  return (1 - doubt) * trust;
}

const isTagger = (source: string) => source.startsWith('tagger:');
