/** What several observations of one span say together. */
import type { Candidate, EntityType, Evidence } from '../model.ts';

/** A candidate, and how much its evidence says, from 0 to 1. */
export interface Weighed extends Candidate {
  readonly support: number;
}

/** An accepted candidate. */
export interface Accepted extends Weighed {
  readonly type: EntityType;
}

/** A candidate with its support. All such objects have the same fields in the same order: they are read often, and so they are read fast. */
export function weighed(candidate: Candidate, evidence: readonly Evidence[] = candidate.evidence): Weighed {
  const { start, end, type, entity, name, timex } = candidate;
  return { start, end, type, evidence, entity, name, timex, support: supportOf(evidence) };
}

const inOrder = (a: Candidate, b: Candidate): number =>
  a.start - b.start || a.end - b.end || (a.type === b.type ? 0 : a.type < b.type ? -1 : 1);

/**
 * Sorts candidates by start, then end, and leaves one for each span and type.
 * @param join makes one of several (two at least) that agree
 */
export function unite<T extends Candidate>(candidates: T[], join: (same: readonly T[]) => T): T[] {
  candidates.sort(inOrder);
  const united: T[] = [];
  for (let i = 0; i < candidates.length; ) {
    const first = candidates[i];
    let to = i + 1;
    while (to < candidates.length && inOrder(first, candidates[to]) === 0) to++;
    united.push(to - i === 1 ? first : join(candidates.slice(i, to)));
    i = to;
  }
  return united;
}

/** One candidate of several that agree: each piece of evidence once, entity and name of the one that is believed most. */
export function joined(same: readonly Candidate[]): Candidate {
  const evidence: Evidence[] = [];
  let entity: Candidate['entity'];
  let name: Candidate['name'];
  let [entitySupport, nameSupport] = [-1, -1];
  for (const candidate of same) {
    for (const piece of candidate.evidence) if (!evidence.some(({ source }) => source === piece.source)) evidence.push(piece);
    const support = supportOf(candidate.evidence);
    if (candidate.entity && support > entitySupport) [entity, entitySupport] = [candidate.entity, support];
    if (candidate.name && support > nameSupport) [name, nameSupport] = [candidate.name, support];
  }
  const { start, end, type, timex } = same[0];
  return { start, end, type, evidence, entity, name, timex };
}

/**
 * Noisy or: independent observations that each may be right; what speaks against takes its share of the whole, or of what the tagger says.
 */
export function supportOf(evidence: readonly Evidence[]): number {
  let tagger = 1;
  for (const { weight, againstTagger } of evidence) if (againstTagger) tagger *= 1 + weight;
  let doubt = 1;
  let trust = 1;
  for (const piece of evidence) {
    const { weight } = piece;
    if (weight >= 0) doubt *= 1 - (tagger < 1 && isTaggers(piece) ? weight * tagger : weight);
    else if (!piece.againstTagger) trust *= 1 + weight;
  }
  return (1 - doubt) * trust;
}

/** Whether a tagger says so. */
export const isTaggers = ({ source }: Evidence): boolean => source.startsWith('tagger:');
