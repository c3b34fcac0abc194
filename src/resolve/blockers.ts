/** Readings that compete with names: places that are no cities, organisations that are no companies, ordinary words. */
import { Class } from '../dictionary/word-classes.ts';
import type { Passage } from '../model.ts';
import { isHan } from '../text/characters.ts';
import type { Blocker } from './select.ts';

/** Below that of a name listed without doubt, above that of a doubtful one. */
const SUPPORT = 0.45;
const BLOCKING = Class.place | Class.organisationTail | Class.nationality | Class.stopWord | Class.titleBefore | Class.titleAfter | Class.placeTail;

export function blockersOf({ hits, dictionary, codes }: Passage): Blocker[] {
  const blockers: Blocker[] = [];
  for (let hit = 0; hit < hits.count; hit++) {
    const [start, end] = [hits.starts[hit], hits.ends[hit]];
    if (end - start < 2 || !isHan(codes[start]) || !(dictionary.classes(hits.keys[hit]) & BLOCKING)) continue;
    blockers.push({ start, end, support: SUPPORT });
  }
  return blockers;
}
