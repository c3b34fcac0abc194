/**
 * Annotated text for the German and English tagger, and what its annotations say in our labels. Sets differ in what they know:
 * where one knows only organisations, a token may be company or other organisation; where one knows only places, city or other
 * place. The dictionary narrows such open labels: a listed country is no city, a name that ends in a legal form is a company.
 *
 * Rules, by set (told by the file's name):
 *   all           PERSON person; COMPANY company; CITY city; ORG company or organisation; LOC city or place;
 *                 dates, times, amounts nothing; anything else (products, works, events, DERIV, PART) nothing, place or organisation
 *   mobie         COMPANY and CITY are told apart, so ORG is organisation and LOC place; streets, stops and routes place or nothing
 *   crossner      parties are organisations, countries places
 *   dfki-product  ORG is company (capital spans only); places and organisations are not annotated: open
 *   sec-filings   PERSON spans that are roles (`Borrower`) are open
 *   all           titles in front of a person's name are nothing
 *   all           spans that begin inside a token, at a small word or in an address or handle are open
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Class } from '../../src/dictionary/word-classes.ts';
import type { Words } from '../../src/match/latin/marks.ts';
import { trimTitles } from '../../src/match/latin/people.ts';
import type { Sequence } from '../../src/match/latin/sequence.ts';
import { Role } from '../../src/match/latin/traits.ts';

export const LABELS = [
  'O',
  'B-person',
  'I-person',
  'B-company',
  'I-company',
  'B-city',
  'I-city',
  'B-place',
  'I-place',
  'B-organisation',
  'I-organisation',
] as const;

const PERSON = 0;
const COMPANY = 1;
const CITY = 2;
const PLACE = 3;
const ORGANISATION = 4;
/** Stands for "no name" among the kinds above. */
const NOTHING = -1;

export interface Annotation {
  readonly start: number;
  readonly end: number;
  readonly type: string;
  readonly label?: string;
  readonly text: string;
}

export interface AnnotatedText {
  readonly set: string;
  readonly lang: 'de' | 'en';
  readonly text: string;
  readonly entities: readonly Annotation[];
}

const NOT_NAMES = new Set(['DATE', 'TIME', 'DURATION', 'SET', 'Quantity', 'Money', 'MONEY', 'CARDINAL', 'PERCENT']);
/** A place of that name with so many inhabitants is meant even where the name has other meanings. */
const SURE_CITY = 150_000;
const EVERY = (1 << LABELS.length) - 1;
const begin = (kind: number): number => (kind === NOTHING ? 1 : 1 << (1 + 2 * kind));
const inside = (kind: number): number => (kind === NOTHING ? 1 : 1 << (2 + 2 * kind));

export function readAnnotated(path: string): AnnotatedText[] {
  const set = basename(path);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ set, ...JSON.parse(line) }));
}

/** Labels allowed at each token of the text that `sequence` holds. */
export function allowedLabels(document: AnnotatedText, words: Words): Uint16Array {
  const { sequence } = words;
  const { count, tokens, types, ids } = sequence;
  const isProducts = document.set.includes('dfki-product');
  const outside = isProducts
    ? 1 | begin(CITY) | inside(CITY) | begin(PLACE) | inside(PLACE) | begin(ORGANISATION) | inside(ORGANISATION)
    : 1;
  const allowed = new Uint16Array(count).fill(outside);
  for (const entity of document.entities) {
    if (NOT_NAMES.has(entity.type)) continue;
    let first = -1;
    let last = -1;
    for (let i = 0; i < count; i++) {
      if (tokens.starts[i] >= entity.start && tokens.ends[i] <= entity.end) {
        if (first < 0) first = i;
        last = i;
      }
    }
    if (first < 0) continue;
    // Final signs are no part of a name.
    while (last > first && types.roles[ids[last]] === Role.NEVER) last--;
    const kinds = kindsOf(document.set, entity, sequence, first, last);
    let broken = types.roles[ids[first]] !== Role.BEGIN || tokens.starts[first] !== entity.start || kinds.length === 0;
    for (let i = first; i <= last; i++) broken ||= types.roles[ids[i]] === Role.NEVER;
    if (entity.type === 'PERSON' && !broken) {
      const name = trimTitles(words, first, last);
      allowed.fill(1, first, name);
      first = name;
    }
    for (let i = first; i <= last; i++) {
      allowed[i] = broken ? EVERY : kinds.reduce((bits, kind) => bits | (i === first ? begin(kind) : inside(kind)), 0);
    }
  }
  return allowed;
}

/** What an annotation may be; none where it says nothing. */
function kindsOf(set: string, entity: Annotation, sequence: Sequence, first: number, last: number): number[] {
  const isMobie = set.includes('mobie');
  switch (entity.type) {
    case 'PERSON':
      return set.includes('sec-filings') && isRole(sequence, first, last) ? [] : [PERSON];
    case 'COMPANY':
      return [COMPANY];
    case 'CITY':
      return [CITY];
    case 'LOC':
      if (entity.label === 'country') return [PLACE];
      return isMobie ? [PLACE] : placeKinds(sequence, first, last);
    case 'ORG':
      if (set.includes('dfki-product')) return isRole(sequence, first, last) && first === last ? [] : [COMPANY];
      if (isMobie || entity.label === 'politicalparty') return [ORGANISATION];
      return organisationKinds(sequence, first, last);
    case 'STREET':
    case 'ROUTE':
    case 'STOP':
      return [NOTHING, PLACE];
    default:
      return [NOTHING, PLACE, ORGANISATION];
  }
}

function placeKinds({ types, ids, codes, tokens }: Sequence, first: number, last: number): number[] {
  const { classes, types: names, population } = types.lexicon.find(codes, tokens.starts[first], tokens.ends[last]);
  if (classes & (Class.place | Class.country)) return [PLACE];
  if (names & 4 && (!(names & 8) || population > SURE_CITY)) return [CITY];
  const end = ids[last];
  return last > first && (types.classes[end] | types.endings[end]) & Class.placeTail ? [PLACE] : [CITY, PLACE];
}

function organisationKinds({ types, ids, codes, tokens }: Sequence, first: number, last: number): number[] {
  const end = ids[last];
  if (last > first && types.classes[end] & Class.legalSuffix) return [COMPANY];
  const whole = types.lexicon.find(codes, tokens.starts[first], tokens.ends[last]);
  if (whole.types & 2 && !(whole.types & 8)) return [COMPANY];
  const tail = types.classes[end] | types.endings[end];
  const isBody = tail & Class.organisationTail || types.classes[ids[first]] & Class.organisationHead;
  return isBody && !(tail & Class.companyTail) ? [ORGANISATION] : [COMPANY, ORGANISATION];
}

/** A span of ordinary words: a role in a contract, `we`. */
function isRole({ types, ids }: Sequence, first: number, last: number): boolean {
  for (let i = first; i <= last; i++) {
    const type = ids[i];
    if (types.order[type] < 3 && !(types.classes[type] & Class.stopWord)) return false;
    const isListed = types.stems[type] & (Class.givenName | Class.surname);
    if (isListed && !(types.classes[type] & (Class.titleBefore | Class.titleAfter))) return false;
  }
  return true;
}
