/**
 * Longer forms of listed companies: a place in brackets, a legal form, a branch. `西门子（中国）有限公司`, `Siemens (China) Co., Ltd.`,
 * `Siemens China`, `渣打银行（中国）有限公司北京分行`. A legal form alone leaves the entity what it is; a country makes it a subsidiary
 * with an id derived from its parent's: `Q81230@cn`.
 */
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Entity, Evidence, Passage } from '../model.ts';
import { isUpper, Kind, kinds } from '../text/characters.ts';
import { candidate } from './candidate.ts';

const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const BRACKET_REACH = 24;

const LONGER: Evidence = { source: 'rule:company-form', weight: 0.5 };

/** Where a longer form ends, and the country it names. */
interface Extension {
  readonly end: number;
  readonly country: string;
}

/** Adds the longer forms of the company candidates given. */
export function companyForms(passage: Passage, listed: readonly Candidate[]): Candidate[] {
  const forms: Candidate[] = [];
  for (const { start, end, type, entity, evidence } of listed) {
    if (type !== 'company' || !entity) continue;
    const form = extend(passage, end);
    if (form.end === end) continue;
    const whole = form.country && form.country !== entity.country ? subsidiary(entity, form.country) : entity;
    forms.push(candidate(start, form.end, type, [...evidence, LONGER], whole));
  }
  return forms;
}

/** The subsidiary of a company in a country. */
function subsidiary(parent: Entity, country: string): Entity {
  return { ...parent, id: `${parent.id}@${country.toLowerCase()}`, name: `${parent.name} (${countryName(country)})`, country };
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
const countryName = (code: string): string => regions.of(code) ?? code;

/** Follows brackets, tails, legal forms and branches behind a name. */
function extend(passage: Passage, from: number): Extension {
  let end = from;
  let country = '';
  const bracket = bracketed(passage, end);
  if (bracket) ({ end, country } = bracket);
  for (let step = 0; step < 4; step++) {
    const next = nextPart(passage, end);
    if (!next) break;
    end = next.end;
    country ||= next.country;
  }
  return { end, country };
}

/** `（中国）` behind a name: the place in brackets, or null. */
function bracketed(passage: Passage, at: number): Extension | null {
  const { codes, dictionary, hits, context } = passage;
  const open = context.skipBlank(at);
  if (open >= codes.length || codes[open] !== OPEN) return null;
  let close = open + 1;
  while (close < codes.length && close < open + BRACKET_REACH && codes[close] !== CLOSE) close++;
  if (close >= codes.length || codes[close] !== CLOSE) return null;
  const [first, last] = context.hitsAt(open + 1);
  for (let hit = first; hit < last; hit++) {
    if (hits.ends[hit] !== close) continue;
    const key = hits.keys[hit];
    const country = dictionary.country(key);
    if (
      country ||
      dictionary.classes(key) & Class.place ||
      dictionary.readings(key).some((reading) => reading.entity.type === 'city')
    )
      return { end: close + 1, country };
  }
  return null;
}

/** A company tail, legal form, country or branch right behind `at`, or null. */
function nextPart(passage: Passage, at: number): Extension | null {
  const { codes, text, hits, dictionary, context } = passage;
  let start = context.skipBlank(at);
  const afterComma = start < codes.length && codes[start] === COMMA;
  if (afterComma) start = context.skipBlank(start + 1);
  if (start >= codes.length) return null;
  const latin = kinds[codes[start]] === Kind.LETTER;
  if (afterComma && !latin) return null;
  if (latin && (start === at || !isUpper(text.charCodeAt(start)))) return null;
  let best: Extension | null = null;
  const [first, last] = context.hitsAt(start);
  for (let hit = first; hit < last; hit++) {
    const key = hits.keys[hit];
    const classes = dictionary.classes(key);
    const country = dictionary.country(key);
    const fits = afterComma
      ? classes & Class.legalSuffix
      : classes & (Class.legalSuffix | Class.companyBranch) || (latin && country);
    if (fits) best = { end: withStop(codes, hits.ends[hit]), country };
  }
  return best ?? (latin || afterComma ? null : cityBranch(passage, start));
}

/** A branch named by its city: 北京分行. */
function cityBranch(passage: Passage, start: number): Extension | null {
  const { hits, dictionary, context } = passage;
  const [first, last] = context.hitsAt(start);
  for (let hit = last - 1; hit >= first; hit--) {
    const key = hits.keys[hit];
    if (!(dictionary.classes(key) & Class.place) && !dictionary.readings(key).some((reading) => reading.entity.type === 'city'))
      continue;
    const end = context.longestAt(hits.ends[hit], Class.companyBranch);
    if (end >= 0) return { end, country: '' };
  }
  return null;
}

const STOP = 0x2e;
/** The full stop of an abbreviated legal form belongs to it: `Co., Ltd.` */
const withStop = (codes: Uint16Array, end: number) =>
  codes[end] === STOP && kinds[codes[end - 1]] === Kind.LETTER && codes[end + 1] !== STOP ? end + 1 : end;
