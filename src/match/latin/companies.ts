/** Companies: names up to a legal form, listed names, and words that say what stands beside them (`X-Aktie`, `Autobauer X`). */
import { Class } from '../../dictionary/word-classes.ts';
import type { KnownWords } from './known-words.ts';
import { Part } from './lexicon.ts';
import { eachListed } from './listed-names.ts';
import { Kind, type Mark, type Marks, Multi, Order, Sign, type Words } from './marks.ts';
import { Flag } from './traits.ts';

const COMPANY = 2;
const CITY = 4;
const AMBIGUOUS = 8;
const MAX_BEFORE = 8;
/** English companies the dictionary does not know count from this margin on: with a word companies end in, and without. */
const UNLISTED_ENGLISH = { tail: 80, bare: 120 } as const;
const LEGAL_WEIGHT = 0.85;
const LISTED_WEIGHT = 0.55;
const CUE_WEIGHT = 0.55;

/** Takes away companies that are ordinary words or adjectives, and unlisted English ones of which the tagger is not sure. */
export function vetCompanies(words: Words, marks: Marks): void {
  for (const mark of marks.sorted()) {
    if (mark.kind !== Kind.COMPANY) continue;
    if (isFirmAndCity(words, mark)) marks.move(mark, mark.first, mark.first);
    if (isPlace(words, mark)) mark.kind = Kind.PLACE;
    if (isKnownFirm(words, mark)) continue;
    const { first, last } = mark;
    const isWord =
      words.is(first, Class.stopWord | Class.nationality) || (words.order(first) === Order.SMALL && words.isFirst(first));
    if ((first === last && isWord) || (!words.german && (mark.margin ?? 0) < leastMargin(words, mark))) marks.remove(mark);
  }
}

/** What the tagger must say of an English company no list has: words with capitals are titles of anything. */
const leastMargin = (words: Words, { first, last }: Mark): number =>
  first < last && words.is(last, Class.companyTail) ? UNLISTED_ENGLISH.tail : UNLISTED_ENGLISH.bare;

/** `Siemens & Berlin`: a listed company and a listed city are two names. */
const isFirmAndCity = (words: Words, { first, last }: Mark): boolean =>
  last === first + 2 &&
  words.sign(first + 1) === Sign.AND &&
  words.multi(first) < 0 &&
  (words.entity(first) & COMPANY) !== 0 &&
  (words.entity(last) & (CITY | COMPANY)) === CITY;

/** `West Bank`: a listed place that ends as companies do. */
const isPlace = (words: Words, { first, last }: Mark): boolean =>
  words.multi(first) === Multi.place && words.multiEnd(first) === last;

/** Its words are listed, or it ends in a legal form or, in German, as companies do. */
function isKnownFirm(words: Words, { first, last }: Mark): boolean {
  if (words.multi(first) === Multi.company || words.is(last, Class.legalSuffix)) return true;
  if (!words.german)
    return (
      first === last && (words.entity(first) & COMPANY) !== 0 && (!(words.entity(first) & AMBIGUOUS) || isCued(words, first))
    );
  if (words.is(last, Class.companyTail)) return true;
  for (let i = first; i <= last; i++) if (words.entity(i) & COMPANY) return true;
  return false;
}

/** Marks names that end in a legal form, whatever stood there before. */
export function findLegalForms(words: Words, marks: Marks): void {
  const { spots, spotCount } = words.sequence;
  let next = 1;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    if (i < next || !isLegal(words, i) || words.paragraph(i)) continue;
    const first = leftBound(words, i);
    const last = rightBound(words, i);
    if (first < i) takeCompany(marks, first, last);
    next = last + 1;
  }
}

const isLegal = (words: Words, i: number): boolean =>
  words.is(i, Class.legalSuffix) && words.capital(i) && words.length(i) > 1 && !(words.close(i) && words.sign(i - 1) === 0);

/** A legal form wins over what was marked inside it, and only lengthens a company that begins elsewhere. */
function takeCompany(marks: Marks, first: number, last: number): void {
  const mark = marks.at(first);
  if (mark?.kind === Kind.COMPANY && mark.first <= first && mark.last >= last) return;
  const from = mark?.kind === Kind.COMPANY ? mark.first : first;
  marks.add({ kind: Kind.COMPANY, first: from, last, source: 'rule:legal-form', weight: LEGAL_WEIGHT });
}

/** First token of the name in front of the legal form at `legal`. */
function leftBound(words: Words, legal: number): number {
  let first = legal;
  for (let i = legal - 1, steps = 0; i >= 0 && steps < MAX_BEFORE && !words.paragraph(i + 1); i--, steps++) {
    if (isNameWord(words, i, legal)) first = i;
    else if (!isLink(words, i, legal)) break;
  }
  // A sentence's first word, if an ordinary one, is no part of the name.
  while (
    first < legal - 1 &&
    words.order(first) >= Order.SMALL &&
    (words.is(first, Class.stopWord) || words.part(first, Part.determiner))
  )
    first++;
  return first;
}

function isNameWord(words: Words, i: number, legal: number): boolean {
  const isWord = words.is(i, Class.stopWord) && !words.flag(i, Flag.ALL_CAPITALS);
  if (words.flag(i, Flag.ADDRESS) || isWord || words.part(i, Part.determiner)) return false;
  if (i < legal - 1 && words.is(i, Class.titleBefore | Class.companyCueBefore) && words.order(i) >= Order.BOTH) return false;
  if (words.begins(i)) return true;
  return words.flag(i, Flag.HAS_DIGIT) && words.length(i) < 5;
}

/** What may stand between the words of a company's name: `&`, hyphens, `(China)`, a comma before the legal form, `und`. */
function isLink(words: Words, i: number, legal: number): boolean {
  const sign = words.sign(i);
  if (sign === Sign.AND || sign === Sign.PLUS || words.hyphen(i) || (sign === Sign.SLASH && words.close(i))) return true;
  if (sign === Sign.COMMA) return i === legal - 1 || words.is(i + 1, Class.legalSuffix);
  if (sign === Sign.CLOSE) return words.capital(i - 1) && (words.sign(i - 2) === Sign.OPEN || words.sign(i - 3) === Sign.OPEN);
  if (sign === Sign.OPEN) return words.capital(i + 1) && (words.sign(i + 2) === Sign.CLOSE || words.sign(i + 3) === Sign.CLOSE);
  return words.part(i, Part.joiner) && words.begins(i - 1) && words.begins(i + 1) && !words.is(i - 1, Class.legalSuffix);
}

/** Last token of the legal form that begins at `legal`: `GmbH & Co. KG`, `Co., Ltd.`. */
function rightBound(words: Words, legal: number): number {
  let last = legal;
  while (!words.breaks(last + 1)) {
    const sign = words.sign(last + 1);
    const link = sign === Sign.AND || sign === Sign.COMMA ? 2 : 1;
    if (link === 2 && words.breaks(last + 2)) break;
    if (!words.is(last + link, Class.legalSuffix) || !words.capital(last + link)) break;
    last += link;
  }
  return last;
}

/** Marks listed names: long ones at once, single words where nothing makes them another thing. */
export function findListed(words: Words, marks: Marks): void {
  eachListed(words, Multi.company, isListed, (first, last) => listCompany(words, marks, first, last));
}

function listCompany(words: Words, marks: Marks, first: number, last: number): void {
  if (!words.begins(first) || words.hyphen(first - 1)) return;
  const here = marks.at(first);
  if (here === null ? !marks.isFree(first, last) : !(here.first >= first && here.last <= last && here.kind !== Kind.PERSON))
    return;
  if (here?.kind === Kind.COMPANY && here.first === first && here.last === last) return;
  marks.add({ kind: Kind.COMPANY, first, last, source: 'rule:listed-company', weight: LISTED_WEIGHT });
}

function isListed(words: Words, i: number): boolean {
  const entity = words.entity(i);
  if (!(entity & COMPANY) || !words.begins(i) || words.flag(i, Flag.INHABITANT)) return false;
  const cued = isCued(words, i);
  if (entity & AMBIGUOUS) return cued && words.nameLike(i);
  return words.nameLike(i) && (cued || !words.names(i, Class.place | Class.country | Class.givenName));
}

const isCued = (words: Words, i: number): boolean =>
  (words.is(i - 1, Class.companyCueBefore) && !words.breaks(i)) ||
  (words.is(i + 1, Class.companyCueAfter) && !words.breaks(i + 1)) ||
  (words.hyphen(i + 1) && words.ends(i + 2, Class.companyCueAfter));

/** `Rüstungskonzern X`: a singular noun for a company right in front. */
const isAnnounced = (words: Words, i: number): boolean =>
  words.ends(i - 1, Class.companyCueBefore) &&
  words.capital(i - 1) &&
  !words.breaks(i) &&
  !words.close(i) &&
  words.german &&
  words.length(i) > 2 &&
  !words.is(i, Class.stopWord) &&
  words.order(i - 1) !== Order.SMALL;

/** Last of the unmarked name words from `i` on. */
function runEnd(words: Words, marks: Marks, i: number): number {
  let last = i;
  for (;;) {
    const next = words.hyphen(last + 1) ? last + 2 : last + 1;
    if (
      words.breaks(next) ||
      !words.begins(next) ||
      !words.nameLike(next) ||
      marks.at(next) !== null ||
      (next === last + 1 && words.close(next))
    )
      return last;
    last = next;
  }
}

/** `X-Aktie`, `X-Chef`: X is a company if it looks like a name. */
export function findCued(words: Words, marks: Marks): void {
  const { spots, spotCount } = words.sequence;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    // What stands beside it first: that leaves next to none.
    const compound =
      !words.flag(i, Flag.HAS_DIGIT) &&
      words.hyphen(i + 1) &&
      words.ends(i + 2, Class.companyCueAfter) &&
      words.order(i) !== Order.NOUN;
    if ((!compound && !isAnnounced(words, i)) || marks.at(i) !== null || !looksLikeCompany(words, i)) continue;
    const last = compound ? i : runEnd(words, marks, i);
    marks.add({
      kind: Kind.COMPANY,
      first: i,
      last,
      source: `rule:company-${compound ? 'compound' : 'cue'}`,
      weight: CUE_WEIGHT,
    });
  }
}

const looksLikeCompany = (words: Words, i: number): boolean =>
  words.begins(i) &&
  words.flag(i, Flag.CAPITAL | Flag.HASHTAG) &&
  words.nameLike(i) &&
  !words.hyphen(i - 1) &&
  words.length(i) > 1 &&
  !(words.entity(i) & 5) &&
  !words.names(i, NO_COMPANY) &&
  !words.is(i, NO_COMPANY);

const NO_COMPANY =
  Class.country |
  Class.place |
  Class.givenName |
  Class.nationality |
  Class.organisationHead |
  Class.organisationTail |
  Class.titleBefore;

/** The name without its legal form, later in the document. */
export function repeatCompanies(words: Words, marks: Marks, known: KnownWords): void {
  for (const mark of marks.sorted()) {
    if (mark.kind === Kind.COMPANY && words.is(mark.last, Class.legalSuffix)) remember(words, mark, known);
  }
  if (known.size === 0) return;
  const { spots, spotCount } = words.sequence;
  for (let s = 0; s < spotCount; s++) {
    const i = spots[s];
    if (words.begins(i) && words.capital(i) && known.has(words, i) && marks.at(i) === null && !words.hyphen(i - 1)) {
      marks.add({ kind: Kind.COMPANY, first: i, last: i, source: 'rule:company-again', weight: LISTED_WEIGHT });
    }
  }
}

function remember(words: Words, mark: Mark, known: KnownWords): void {
  const head = mark.first;
  if (mark.last === head || words.length(head) < 3 || words.order(head) > Order.NAME) return;
  if (words.entity(head) & 5 || words.names(head, NO_COMPANY) || words.is(head, NO_COMPANY)) return;
  known.add(words, head, false);
}
