/** Readings that compete with names: Chinese places that are no cities, organisations that are no companies, titles, ordinary words. */
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Passage } from '../model.ts';
import { isHan } from '../text/characters.ts';
import { candidate } from './candidate.ts';

/** Below that of a name listed without doubt, above that of a doubtful one. */
const EVIDENCE = [{ source: 'dictionary:words', weight: 0.45 }];
const OTHER =
  Class.place |
  Class.organisationTail |
  Class.nationality |
  Class.stopWord |
  Class.titleBefore |
  Class.titleAfter |
  Class.placeTail;

/** Other readings that overlap one of the names found so far: no others matter. */
export function otherReadings({ hits, codes }: Passage, names: readonly Candidate[]): Candidate[] {
  if (!hits.han) return [];
  const contested = new Uint8Array(codes.length);
  for (const name of names) contested.fill(1, name.start, name.end);
  const readings: Candidate[] = [];
  for (let hit = 0; hit < hits.count; hit++) {
    const start = hits.starts[hit];
    const end = hits.ends[hit];
    if (end - start < 2 || !isHan(codes[start]) || !(hits.classes[hit] & OTHER)) continue;
    let at = start;
    while (at < end && contested[at] === 0) at++;
    if (at === end) continue;
    readings.push(candidate(start, end, 'other', EVIDENCE));
  }
  return readings;
}
