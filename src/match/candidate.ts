/** One way to make candidates: where all recognisers' meet, objects of one shape are read several times as fast. */
import type { Candidate, Entity, Evidence, Timex } from '../model.ts';

export const candidate = (
  start: number,
  end: number,
  type: Candidate['type'],
  evidence: readonly Evidence[],
  entity?: Entity,
  name?: string,
  timex?: Timex,
): Candidate => ({ start, end, type, evidence, entity, name, timex });
