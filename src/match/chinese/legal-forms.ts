/**
 * Chinese companies by the legal form their names end in: `上海锅炉厂有限公司`. The name begins behind the last word before it that no
 * name holds: a preposition, a verb, a title.
 */
import { Class } from '../../dictionary/word-classes.ts';
import type { Candidate, Passage } from '../../model.ts';
import { isHan, isWordCode } from '../../text/characters.ts';
import { candidate } from '../candidate.ts';

/** Longest stretch looked through before a legal form. */
const REACH = 40;
/** Shorter legal forms (公司, 集团) also end common nouns. */
const SHORTEST_FORM = 4;
const EVIDENCE = [{ source: 'rule:legal-form', weight: 0.8 }];
const OPEN = 0x28;
const CLOSE = 0x29;
const INNER = new Set([...'·-&'].map((c) => c.charCodeAt(0)));
const LEFT_EDGE =
  Class.stopWord |
  Class.companyCueBefore |
  Class.cityCueBefore |
  Class.titleBefore |
  Class.titleAfter |
  Class.personCueAfter |
  Class.personCueBefore;

export function legalFormCompanies(passage: Passage): Candidate[] {
  const { codes, hits } = passage;
  const found: Candidate[] = [];
  if (!hits.han) return found;
  let done = 0;
  for (let hit = 0; hit < hits.count; hit++) {
    const [form, formEnd] = [hits.starts[hit], hits.ends[hit]];
    if (formEnd - form < SHORTEST_FORM || !isHan(codes[form]) || !(hits.classes[hit] & Class.legalSuffix)) continue;
    const start = nameStart(passage, leftmost(codes, form, done), form);
    if (form - start < 2) continue;
    const end = branchEnd(passage, formEnd);
    const before = found[found.length - 1];
    if (before && before.end > start) found.pop();
    found.push(candidate(start, end, 'company', EVIDENCE));
    done = end;
  }
  return found;
}

/** First position of the unbroken stretch before a legal form: letters, brackets, inner signs. */
function leftmost(codes: Uint16Array, form: number, limit: number): number {
  let depth = 0;
  let i = form;
  while (i > limit && form - i < REACH) {
    const code = codes[i - 1];
    if (code === CLOSE) depth++;
    else if (code === OPEN) {
      if (depth === 0) break;
      depth--;
    } else if (!isHan(code) && !isWordCode(code) && !INNER.has(code)) break;
    i--;
  }
  // An unopened bracket: the name begins behind it.
  while (depth > 0 && i < form) if (codes[i++] === CLOSE) depth--;
  return i;
}

/** Where the name begins: behind the last word in the stretch at which a name cannot start or go on. */
function nameStart(passage: Passage, from: number, form: number): number {
  const { codes, context, segmenter } = passage;
  const words = segmenter.chinese(String.fromCharCode(...codes.subarray(from, form)));
  let start = from;
  let position = from;
  for (const word of words) {
    const end = position + word.length;
    const edge =
      context.longestAt(position, LEFT_EDGE) === end && context.longestAt(position, Class.place | Class.companyTail) !== end;
    if (edge && end < form) start = end;
    position = end;
  }
  return behindCountry(passage, start);
}

/** A country before a listed company is where it comes from, not part of its name: 德国西门子股份公司. */
function behindCountry({ context, dictionary, hits }: Passage, start: number): number {
  const country = context.longestAt(start, Class.country);
  if (country < 0) return start;
  const [first, last] = context.hitsAt(country);
  for (let hit = first; hit < last; hit++)
    if (dictionary.readings(hits.keys[hit]).some(({ entity, ambiguous }) => entity.type === 'company' && !ambiguous))
      return country;
  return start;
}

/** A branch behind the legal form: 北京分行, 华东区域总部. */
function branchEnd({ context }: Passage, end: number): number {
  const direct = context.longestAt(end, Class.companyBranch);
  if (direct >= 0) return direct;
  const place = context.longestAt(end, Class.place);
  const branch = place >= 0 ? context.longestAt(place, Class.companyBranch) : -1;
  return branch >= 0 ? branch : end;
}
