/** Cities: listed ones the tagger left unmarked, where nothing speaks against them. */
import { Class } from '../../dictionary/word-classes.ts';
import { Part } from './lexicon.ts';
import { eachListed } from './listed-names.ts';
import { Kind, type Marks, Multi, Order, type Words } from './marks.ts';
import { Flag } from './traits.ts';

const CITY = 4;
const AMBIGUOUS = 8;
const LARGE = 150_000;
const WEIGHT = 0.55;
/** From this lead of the tagger's reading as another place over that as a city its word counts. */
const UNDOUBTED = 100;

/** Takes away cities that are nouns or ordinary words no list has. */
export function vetCities(words: Words, marks: Marks): void {
  for (const mark of marks.sorted()) {
    const { kind, first, last } = mark;
    if (kind !== Kind.CITY || first !== last || words.entity(first) & CITY) continue;
    if (words.order(first) >= Order.SMALL || words.is(first, Class.stopWord)) marks.remove(mark);
  }
}

/** Marks listed cities where the tagger marked nothing, or a place of which it is not sure. */
export function findCities(words: Words, marks: Marks): void {
  eachListed(words, Multi.city, isCity, (first, last) => claim(words, marks, first, last));
}

function claim(words: Words, marks: Marks, first: number, last: number): void {
  const mark = marks.at(first);
  if (mark?.kind === Kind.PLACE && mark.first === first && mark.last === last && (mark.doubt ?? 0) < UNDOUBTED) {
    if (!isRange(words, first)) mark.kind = Kind.CITY;
  } else if (marks.isFree(first, last) && (words.begins(first) || words.begins(last)))
    marks.add({ kind: Kind.CITY, first, last, source: 'rule:listed-city', weight: WEIGHT });
}

/** `zwischen A und B`: ends of a stretch of road. */
const isRange = (words: Words, i: number): boolean =>
  words.part(i - 1, Part.range) || (words.part(i - 1, Part.joiner) && words.part(i - 3, Part.range));

function isCity(words: Words, i: number): boolean {
  if (!words.begins(i) || !(words.entity(i) & CITY) || words.flag(i, Flag.INHABITANT)) return false;
  if (words.hyphen(i - 1) || words.names(i, Class.country)) return false;
  const cued = words.is(i - 1, Class.cityCueBefore) || words.is(i + 1, Class.cityCueAfter) || words.flag(i, Flag.HASHTAG);
  if (words.entity(i) & AMBIGUOUS && !cued) return false;
  if (words.order(i) > Order.NAME) return false;
  if (words.german) return cued || !words.names(i, Class.givenName | Class.surname) || words.population(i) >= LARGE;
  return cued || words.population(i) >= LARGE;
}
