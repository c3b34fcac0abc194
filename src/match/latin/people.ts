/** Bounds of people's names: titles off, initials, particles, double names and suffixes on; and names the tagger did not mark. */
import { Class } from '../../dictionary/word-classes.ts';
import type { KnownWords } from './known-words.ts';
import { Part } from './lexicon.ts';
import { Kind, type Mark, type Marks, Multi, NO_SURNAME, Order, Sign, type Words } from './marks.ts';
import { Flag } from './traits.ts';

const HUMAN = 1;
const FIRM = 2;
const MAX_NAME = 4;
/** From this margin on a person with the name of a region is believed. */
const SURE_PERSON = 100;
/** Up to this margin another reading of a word gives way to a surname behind a given name. */
const WEAK = 60;
const TITLE_WEIGHT = 0.65;

/** Corrects the bounds of every marked person. */
export function boundPeople(words: Words, marks: Marks): void {
  for (const mark of marks.sorted()) {
    if (mark.kind !== Kind.PERSON || marks.at(mark.first) !== mark) continue;
    const first = growLeft(words, marks, trimTitles(words, mark.first, mark.last), mark);
    const last = growRight(words, marks, first, trimRight(words, first, mark.last));
    if (last < first || isNobody(words, first, last)) marks.remove(mark);
    else if (isPlace(words, first, last, mark.margin ?? 0)) mark.kind = Kind.PLACE;
    else marks.move(mark, first, last);
  }
}

/** A title alone, an ordinary word, a nationality, a saint's church. */
function isNobody(words: Words, first: number, last: number): boolean {
  if (isMereTitle(words, first, last) || words.part(first - 1, Part.saint)) return true;
  if (first < last || words.names(first, Class.givenName | Class.surname))
    return first === last && words.is(first, Class.stopWord);
  return words.is(first, Class.stopWord | Class.nationality) || (words.order(first) === Order.SMALL && words.isFirst(first));
}

/** `Lincoln Reservoir`, `Florida`: the name of a building or region. */
function isPlace(words: Words, first: number, last: number, margin: number): boolean {
  if (first === last) return words.names(first, Class.place | Class.country) && margin < SURE_PERSON;
  return (
    !words.bornName(last) && words.is(last, Class.placeTail | Class.organisationTail | Class.companyTail) && words.capital(last)
  );
}

/** A title alone names nobody. */
const isMereTitle = (words: Words, first: number, last: number): boolean =>
  first === last &&
  words.is(first, Class.titleBefore) &&
  !words.names(first, Class.givenName | Class.surname) &&
  words.order(first) >= Order.BOTH;

/** First token that is no title: `Colonel Jesse Auton`, but `Dean Martin`. */
export function trimTitles(words: Words, first: number, last: number): number {
  let from = first;
  while (
    from < last &&
    words.begins(from + 1) &&
    (isTitle(words, from) || isNamedTitle(words, from, last) || isUnlistedRole(words, from, last))
  )
    from++;
  return from;
}

/** `General Ross G. Hoyt`: a title that is a given name as well, before a full name. */
const isNamedTitle = (words: Words, i: number, last: number): boolean =>
  last - i >= 2 && words.is(i, Class.titleBefore) && words.begins(i + 2) && !words.hyphen(i + 1);

/** `Privatdetektiv Jackson Brodie`: no name itself, before a full one. */
const isUnlistedRole = (words: Words, i: number, last: number): boolean =>
  last - i >= 2 &&
  words.begins(i + 2) &&
  words.bornName(i + 1) &&
  words.names(i + 1, Class.givenName) &&
  words.entity(i) === 0 &&
  !words.names(i, Class.givenName | Class.surname) &&
  !words.flag(i, Flag.INITIAL | Flag.ALL_CAPITALS) &&
  !words.hyphen(i + 1);

function isTitle(words: Words, i: number): boolean {
  if (words.flag(i, Flag.INITIAL) || words.hyphen(i + 1)) return false;
  if (words.is(i, Class.titleBefore)) return !words.names(i, Class.givenName) || words.order(i) >= Order.BOTH;
  if (!words.german || words.names(i, Class.givenName | Class.surname)) return false;
  return words.ends(i, Class.titleBefore) || words.order(i) === Order.NOUN;
}

/** Signs, small words and German nouns at the end are no part of a name. */
function trimRight(words: Words, first: number, last: number): number {
  let to = last;
  while (to > first && !words.begins(to) && !words.part(to, Part.suffix)) to--;
  while (
    words.german &&
    to > first &&
    isNoun(words, to) &&
    (to > first + 1 || words.flag(to - 1, Flag.GENITIVE) || !words.names(to, Class.surname))
  )
    to--;
  return to;
}

const isNoun = (words: Words, i: number): boolean =>
  (words.order(i) === Order.NOUN || words.order(i) === Order.SMALL) && !words.bornName(i);

/** A given name joined by a hyphen in front: `Hans-Peter`. */
function growLeft(words: Words, marks: Marks, first: number, mark: Mark): number {
  const isName =
    words.names(first - 2, Class.givenName) ||
    (words.begins(first - 2) && words.nameLike(first - 2) && !words.ends(first - 2, Class.titleBefore));
  const joined = words.hyphen(first - 1) && isName;
  const before = marks.at(first - 2);
  if (joined && (before === null || before === mark || before.kind === Kind.PERSON)) return first - 2;
  const given = first - 1;
  const isGiven =
    words.names(given, Class.givenName) &&
    !words.is(given, Class.titleBefore) &&
    words.capital(given) &&
    !words.flag(given, Flag.GENITIVE) &&
    !words.breaks(first);
  return isGiven && marks.at(given) === null && !words.close(first) && !words.isFirst(given) ? given : first;
}

function growRight(words: Words, marks: Marks, first: number, from: number): number {
  let last = from;
  if (first === last && isGivenAlone(words, first) && isLooseSurname(words, marks, last + 1)) last++;
  else if (first === last && words.flag(last + 1, Flag.INITIAL) && isGivenAlone(words, first)) last++;
  if (isEpithet(words, last)) last += 2;
  last = growNickname(words, last);
  while (words.hyphen(last + 1) && isNamePart(words, marks, last + 2, first < last)) {
    last += 2;
    while (marks.at(last + 1)?.kind === Kind.PERSON && !words.breaks(last + 1)) last++;
  }
  last = growParticles(words, marks, last);
  if (first === last && isOfPlace(words, last)) last += 2;
  if (isSuffix(words, last + 1)) last++;
  return isNumbered(words, last) ? last + 1 : last;
}

/** `Günther "Champus" Rist`. */
function growNickname(words: Words, last: number): number {
  if (!words.quote(last + 1) || words.close(last + 1)) return last;
  const end = words.quote(last + 3) ? last + 3 : last + 4;
  const isName = words.quote(end) && words.capital(last + 2) && words.surnameLike(end + 1) && !words.close(end + 1);
  return isName && !words.breaks(end + 1) ? end + 1 : last;
}

const isGivenAlone = (words: Words, i: number): boolean =>
  words.names(i, Class.givenName) && !words.flag(i, Flag.GENITIVE | Flag.HASHTAG);

const CUES = Class.companyCueAfter | Class.companyCueBefore | Class.personCueAfter | Class.titleAfter | Class.nationality;

/** A word behind a given name that nothing else firmly claims; German nouns too, where they are no role. */
function isLooseSurname(words: Words, marks: Marks, i: number): boolean {
  const mark = marks.at(i);
  const isWeak = mark === null || (mark.first === mark.last && (mark.margin ?? SURE_PERSON) < WEAK);
  if (!isWeak || words.breaks(i) || words.close(i) || words.length(i) < 3) return false;
  if (words.order(i) === Order.NOUN)
    return words.german && words.capital(i) && !words.ends(i, NO_SURNAME | CUES) && !words.flag(i, Flag.ALL_CAPITALS);
  if (!words.surnameLike(i)) return false;
  return !words.is(i, Class.nationality) && (words.nameLike(i) || words.names(i, Class.surname));
}

/** `Karl der Große`, `Alexander the Great`. */
const isEpithet = (words: Words, last: number): boolean =>
  words.part(last + 1, Part.article) && words.part(last + 2, Part.epithet) && words.capital(last + 2) && !words.breaks(last + 1);

/** A given name and where its bearer is from: `Gebhard von Ravenna`. */
const isOfPlace = (words: Words, last: number): boolean =>
  words.german &&
  isGivenAlone(words, last) &&
  words.is(last + 1, Class.cityCueBefore) &&
  words.particle(last + 1) &&
  words.capital(last + 2) &&
  words.nameLike(last + 2) &&
  !words.breaks(last + 1) &&
  !words.breaks(last + 2);

/** `Ludwig XIV.` */
const isNumbered = (words: Words, last: number): boolean =>
  words.german &&
  words.part(last, Part.suffix) &&
  words.flag(last, Flag.ALL_CAPITALS | Flag.CAPITAL) &&
  words.sign(last + 1) === Sign.STOP &&
  words.close(last + 1);

/** Second half of a double name. */
function isNamePart(words: Words, marks: Marks, i: number, full: boolean): boolean {
  const mark = marks.at(i);
  if (!words.begins(i) || (mark !== null && mark.kind !== Kind.PERSON)) return false;
  if (words.ends(i, Class.titleBefore | Class.companyCueAfter | Class.organisationTail) || isNoun(words, i)) return false;
  return words.names(i, Class.givenName | Class.surname) || (full && words.nameLike(i));
}

/** `Ursula` + `von der Leyen`, where the rest was marked apart. */
function growParticles(words: Words, marks: Marks, last: number): number {
  let next = last + 1;
  while (next < words.count && words.particle(next) && next - last < MAX_NAME && !words.breaks(next)) next++;
  if (next === last + 1 || marks.at(next)?.kind !== Kind.PERSON) return last;
  while (marks.at(next + 1)?.kind === Kind.PERSON) next++;
  return next;
}

const isSuffix = (words: Words, i: number): boolean =>
  words.part(i, Part.suffix) && !words.breaks(i) && words.capital(i) && words.length(i) > 1;

/** Takes a German genitive -s off single names the dictionary knows without it, and off those the text has without it. */
export function markGenitives(words: Words, marks: Marks, known: KnownWords): void {
  if (!words.german) return;
  for (const mark of marks.sorted()) {
    if (mark.kind > Kind.CITY) continue;
    const { first, last } = mark;
    const alone =
      first === last && words.flag(last, Flag.GENITIVE) && (mark.kind === Kind.CITY || (words.entity(last) & HUMAN) !== 0);
    mark.genitive = alone || (mark.kind === Kind.PERSON && known.isGenitive(words, last));
  }
}

/** Marks listed full names, also where the tagger takes them for a place or an organisation. */
export function findListedPeople(words: Words, marks: Marks): void {
  const { spots, spotCount } = words.sequence;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    if (words.multi(i) !== Multi.person || !words.begins(i)) continue;
    const last = words.multiEnd(i);
    const mark = marks.at(i);
    const isSame = mark !== null && mark.kind >= Kind.PLACE && mark.first === i && mark.last === last;
    if ((isSame || marks.isFree(i, last)) && !isPartOfLonger(words, last))
      marks.add({ kind: Kind.PERSON, first: i, last, source: 'rule:listed-person', weight: TITLE_WEIGHT });
  }
}

/** Marks `Herr Chen Xinwu` where nothing is marked: a title and what can be a name. */
export function findPeople(words: Words, marks: Marks): void {
  const { spots, spotCount } = words.sequence;
  let next = 0;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    if (i < next || !isHonorific(words, i) || marks.at(i) !== null || !words.begins(i)) continue;
    let from = i;
    while (from < words.count && isHonorific(words, from)) from++;
    if (words.paragraph(from) || !words.begins(from)) continue;
    const last = nameEnd(words, marks, from);
    if (last < from || !marks.isFree(from, last) || isPartOfLonger(words, last)) continue;
    marks.add({ kind: Kind.PERSON, first: from, last, source: 'rule:title', weight: TITLE_WEIGHT });
    next = last + 1;
  }
}

/** Titles with a stop, and those that are no names themselves; a saint's is a church's. */
const isHonorific = (words: Words, i: number): boolean =>
  words.is(i, Class.titleBefore) &&
  words.capital(i) &&
  !words.names(i, Class.givenName | Class.surname) &&
  !words.part(i, Part.saint) &&
  !words.hyphen(i - 1);

/** Last token of the name that begins at `from`; before `from` where there is none. */
function nameEnd(words: Words, marks: Marks, from: number): number {
  let capitals = 0;
  let last = from - 1;
  for (let i = from; i < words.count && marks.at(i) === null && capitals < MAX_NAME; i++) {
    if (i > from && words.breaks(i)) break;
    if (words.flag(i, Flag.INITIAL)) {
      if (capitals > 0) last = i;
      continue;
    }
    if (capitals > 0 && (words.hyphen(i) || words.particle(i)) && words.surnameLike(i + 1)) continue;
    if (!words.begins(i) || !words.capital(i) || words.is(i, NO_SURNAME) || (words.close(i) && !words.hyphen(i - 1))) break;
    const isGiven = words.names(i, Class.givenName) && !words.flag(i, Flag.GENITIVE | Flag.INHABITANT);
    if (!canStand(words, i, isGiven, capitals)) break;
    capitals++;
    last = i;
  }
  return capitals >= 2 || (capitals === 1 && words.bornName(last)) ? last : from - 1;
}

function canStand(words: Words, i: number, isGiven: boolean, capitals: number): boolean {
  if (words.flag(i, Flag.ALL_CAPITALS) && words.length(i) < MAX_NAME) return false;
  if (words.entity(i) & FIRM && !isGiven) return false;
  return (
    words.nameLike(i) ||
    (capitals > 0 ? isGiven || words.names(i, Class.surname) : words.names(i, Class.givenName | Class.surname))
  );
}

/** `Konrad-Adenauer-Stiftung`, `Willy Brandt Platz`: the name of something else. */
function isPartOfLonger(words: Words, last: number): boolean {
  if (words.hyphen(last + 1)) return true;
  if (words.breaks(last + 1)) return false;
  return (
    words.is(last + 1, Class.legalSuffix | Class.companyTail | Class.organisationTail | Class.placeTail) &&
    words.capital(last + 1)
  );
}

/** Surnames alone behind the full name, in this span and, through `known`, in the document's later ones. */
export function repeatPeople(words: Words, marks: Marks, known: KnownWords): void {
  for (const mark of marks.sorted()) {
    if (mark.kind !== Kind.PERSON || mark.last === mark.first) continue;
    let last = mark.last;
    while (last > mark.first && words.part(last, Part.suffix | Part.epithet)) last--;
    if (last > mark.first && words.length(last) > 2) known.add(words, last, words.flag(last, Flag.GENITIVE));
  }
  if (known.size === 0) return;
  const { spots, spotCount } = words.sequence;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    if (!words.begins(i) || !words.capital(i) || !known.has(words, i) || words.hyphen(i - 1) || marks.at(i) !== null) continue;
    if (words.order(i) === Order.SMALL || words.is(i, Class.titleBefore | Class.stopWord)) continue;
    if (words.sign(i + 1) === Sign.HYPHEN && words.close(i + 1)) continue;
    marks.add({ kind: Kind.PERSON, first: i, last: i, source: 'rule:surname-again', weight: TITLE_WEIGHT });
  }
}
