/**
 * What the Chinese tagger sees of each character, as columns of small integers (see tagger/features.ts): the character,
 * the name it might begin, the dictionary words around it, listed names and cue words.
 */
import { Class } from '../../dictionary/word-classes.ts';
import { hashPair, hashStep, LONGEST_WORD, Mark } from '../../dictionary/word-hash.ts';
import type { Hits } from '../../model.ts';
import { makeColumns } from '../tagger/features.ts';
import { MARGIN } from '../tagger/model.ts';
import { firstStep, kindOf, type Lexicon, secondStep, spellingStep, surnameStep } from './lexicon.ts';

/** Names of the columns, as templates use them. */
export const COLUMNS = [
  'character', // folded code; digits, Latin letters and quotes are one each
  'name', // how well this and the next two characters make a Han name
  'short', // the same of two characters
  'right', // kinds of the next two characters
  'kinds', // kinds of the last, this and the next character
  'spelling', // how well the five characters around spell a foreign name
  'spelling3', // the same of three
  'words', // lengths of the longest words that start here, end before, lie over
  'segments', // the same further to the right
  'inside', // lengths of the longest words that start here, end here, lie over
  'listed', // a listed name over this character: types, place in it, length
  'begins', // what the words are that begin here
  'ended', // what the words are that ended before
] as const;
const [CHARACTER, WORDS, LISTED, BEGINS, ENDED] = (['character', 'words', 'listed', 'begins', 'ended'] as const).map((name) =>
  COLUMNS.indexOf(name),
);

/** Value of `character` beyond the edges and where text is masked. */
const EDGE = 1;
const MASKED = 2;
const DIGIT = 0x30;
const LETTER = 0x61;
const QUOTE = 0x22;
const DOT = 0xb7;
const HYPHEN = 0x2d;
const POINT = 0x2e;
const KIND_DIGIT = 1;
const KIND_LETTER = 2;
const KIND_DOT = 3;
const KIND_OPEN = 6;
const KIND_CLOSE = 7;
const KIND_QUOTE = 9;

/** What the gazetteer says of its keys. */
export interface KeyFacts {
  classes(key: number): number;
  typeBits(key: number): number;
}

const TAIL = Class.legalSuffix | Class.companyTail;
const PLACE = Class.place | Class.country;
/** Bits of `begins` and of `ended`, lowest first. */
const BEGINS_BITS = [
  Class.titleAfter,
  Class.personCueAfter,
  TAIL,
  Class.companyBranch,
  Class.organisationTail,
  Class.companyCueAfter,
  Class.placeTail,
  Class.stopWord,
  Class.titleBefore,
];
const TAIL_BEGINS = 1 << BEGINS_BITS.indexOf(TAIL);
const ENDED_BITS = [
  Class.titleBefore,
  Class.personCueBefore,
  TAIL,
  Class.companyCueBefore,
  PLACE | Class.nationality,
  Class.organisationTail,
  Class.titleAfter,
  Class.stopWord,
];

export class Attributes {
  columns: readonly Int32Array[] = [];
  /** Class of each character, as `Lexicon.characters` has it, from MARGIN on. */
  private classes = new Uint16Array(0);
  /** Longest word that starts at, ends behind, lies over (not from its start) a character; frequency of the first. */
  private starting = new Uint8Array(0);
  private ending = new Uint8Array(0);
  private covering = new Uint8Array(0);
  /** Length of the listed name a character is under. */
  private listedLength = new Uint8Array(0);
  /** Length of the longest place (country, province, district …) listed that starts at a character. */
  private placeLength = new Uint8Array(0);
  private open = new Uint8Array(0);
  /** Hashes of this and the next character, and what the table of words has in their place. */
  private pairs = new Int32Array(0);
  private entries = new Uint16Array(0);

  constructor(
    private readonly lexicon: Lexicon,
    private readonly facts: KeyFacts,
  ) {}

  /**
   * Fills `columns` for `codes[from, to)`. `hits` are looked at from `firstHit` on; returns the first that starts at `to` or
   * later. A hit for which `hidden` says so is not seen.
   */
  read(codes: Uint16Array, from: number, to: number, hits: Hits, firstHit: number, hidden?: (key: number) => boolean): number {
    this.clear(to - from);
    this.readCharacters(codes, from, to);
    this.readWords(codes, from, to);
    const next = this.readHits(from, to, hits, firstHit, hidden);
    this.combine(to - from);
    return next;
  }

  private clear(length: number): void {
    const size = length + 2 * MARGIN;
    if (this.columns.length === 0 || this.columns[0].length < size) {
      const room = size * 2;
      this.columns = makeColumns(COLUMNS.length, room);
      this.classes = new Uint16Array(room);
      this.starting = new Uint8Array(room);
      this.ending = new Uint8Array(room);
      this.covering = new Uint8Array(room);
      this.listedLength = new Uint8Array(room);
      this.placeLength = new Uint8Array(room);
      this.open = new Uint8Array(room);
      this.pairs = new Int32Array(room);
      this.entries = new Uint16Array(room);
    }
    for (const column of this.columns) column.fill(0, 0, size);
    for (const array of [this.classes, this.starting, this.ending, this.covering, this.listedLength, this.placeLength])
      array.fill(0, 0, size);
    this.columns[CHARACTER].fill(EDGE, 0, MARGIN).fill(EDGE, MARGIN + length, size);
  }

  private readCharacters(codes: Uint16Array, from: number, to: number): void {
    const { classes } = this;
    const { characters } = this.lexicon;
    const column = this.columns[CHARACTER];
    for (let i = from, p = MARGIN; i < to; i++, p++) {
      const code = codes[i];
      const c = characters[code];
      const kind = kindOf(c);
      classes[p] = c;
      if (kind === 0) column[p] = code;
      else if (kind === KIND_DIGIT) column[p] = DIGIT;
      else if (kind === KIND_LETTER) column[p] = LETTER;
      else if (kind === KIND_QUOTE) column[p] = QUOTE;
      else column[p] = code || MASKED;
      if (
        (code === HYPHEN || code === POINT) &&
        i > from &&
        i + 1 < to &&
        spellsOn(characters[codes[i - 1]], characters[codes[i + 1]])
      ) {
        column[p] = DOT;
        classes[p] = KIND_DOT << 8;
      }
    }
  }

  private readWords(codes: Uint16Array, from: number, to: number): void {
    const { classes, starting, ending, covering, lexicon, pairs, entries } = this;
    const words = this.columns[WORDS];
    // All pairs first: so the memory is asked for many at a time.
    for (let i = from, p = MARGIN; i + 1 < to; i++, p++) {
      pairs[p] = hashPair(codes[i], codes[i + 1]);
      entries[p] = lexicon.peek(pairs[p]);
    }
    for (let i = from, p = MARGIN; i + 1 < to; i++, p++) {
      if (entries[p] === 0 || kindOf(classes[p]) !== 0) continue;
      let hash = pairs[p];
      let longest = 0;
      for (let length = 2; ; length++) {
        const entry = lexicon.look(hash);
        if (entry & Mark.WORD) {
          longest = length;
          if (ending[p + length - 1] < length) ending[p + length - 1] = length;
          words[p] = (entry & Mark.STEP) << 9;
        }
        if (!(entry & Mark.PREFIX) || length === LONGEST_WORD || i + length >= to) break;
        hash = hashStep(hash, codes[i + length]);
      }
      starting[p] = longest;
      for (let q = 1; q < longest; q++) if (covering[p + q] < longest) covering[p + q] = longest;
    }
  }

  private readHits(from: number, to: number, hits: Hits, firstHit: number, hidden?: (key: number) => boolean): number {
    const begins = this.columns[BEGINS];
    const ended = this.columns[ENDED];
    let hit = firstHit;
    while (hit < hits.count && hits.starts[hit] < from) hit++;
    for (; hit < hits.count && hits.starts[hit] < to; hit++) {
      const end = hits.ends[hit];
      if (end > to) continue;
      const key = hits.keys[hit];
      const start = MARGIN + hits.starts[hit] - from;
      const classes = this.facts.classes(key);
      if (classes !== 0) {
        begins[start] |= gather(classes, BEGINS_BITS);
        ended[MARGIN + end - from] |= gather(classes, ENDED_BITS);
        if (classes & PLACE) this.placeLength[start] = Math.min(end - hits.starts[hit], 255);
      }
      const types = this.facts.typeBits(key);
      if ((types !== 0 || classes & PLACE) && !hidden?.(key)) this.list(start, end - hits.starts[hit], types);
    }
    return hit;
  }

  /** Notes a listed name; types 0 is a place that is no city. The longest name over a character counts. */
  private list(start: number, length: number, types: number): void {
    const { listedLength } = this;
    const listed = this.columns[LISTED];
    const size = Math.min(length, 255);
    if (length < 2 || kindOf(this.classes[start]) !== 0) return;
    for (let q = 0; q < length; q++) {
      if (listedLength[start + q] >= size) continue;
      listedLength[start + q] = size;
      const place = q === 0 ? 0 : q === length - 1 ? 2 : 1;
      listed[start + q] = 1 + place + 3 * (length > 2 ? 1 : 0) + 6 * types;
    }
  }

  /**
   * Marks the positions a name may stand at: around surnames, pairs of characters that spell foreign names or are given names,
   * dots between names, listed names, ends of companies' names, Latin words. Elsewhere the tagger need not look.
   */
  gate(length: number): Uint8Array {
    const { classes: c, columns, open } = this;
    const listed = columns[LISTED];
    const begins = columns[BEGINS];
    open.fill(0, 0, length);
    const mark = (from: number, to: number) => open.fill(1, Math.max(0, from - MARGIN), Math.min(length, to - MARGIN));
    for (let p = MARGIN; p < MARGIN + length; p++) {
      const here = c[p];
      const next = c[p + 1];
      if (surnameStep(here) > 0 && kindOf(next) === 0) mark(p, p + 4);
      else if (spellingStep(here) > 0 && spellingStep(next) > 0) mark(p - 1, p + 3);
      else if (firstStep(here) > 2 && secondStep(next) > 1) mark(p - 1, p + 2);
      if (kindOf(here) === KIND_DOT) mark(p - 4, p + 5);
      else if (listed[p] !== 0) mark(p, p + 1);
      if (begins[p] & TAIL_BEGINS) mark(p - 6, p + 4);
    }
    return open;
  }

  /** Whether a span is a listed place that is no city. */
  isPlace(start: number, end: number): boolean {
    return this.placeLength[MARGIN + start] === end - start;
  }

  /** A span without the punctuation at its ends; `brackets` that close in a name may end it. */
  trim(from: number, to: number, brackets: boolean): [number, number] {
    const kind = (at: number) => kindOf(this.classes[MARGIN + at]);
    let start = from;
    let end = to;
    while (start < end && kind(start) > KIND_LETTER) start++;
    const opened = () => {
      for (let i = start; i < end; i++) if (kind(i) === KIND_OPEN) return true;
      return false;
    };
    while (end > start && kind(end - 1) > KIND_LETTER && !(brackets && kind(end - 1) === KIND_CLOSE && opened())) end--;
    return [start, end];
  }

  private combine(length: number): void {
    const { classes: c, starting: s, ending: e, covering: o, columns } = this;
    const [, name, short, right, kinds, spelling, spelling3, words, segments, inside] = columns;
    for (let p = MARGIN - 3; p < MARGIN + length + 1; p++) {
      const here = c[p];
      const next = c[p + 1];
      const third = c[p + 2];
      name[p] = surnameStep(here) | (firstStep(next) << 2) | (secondStep(third) << 4);
      short[p] = surnameStep(here) | (secondStep(next) << 2);
      right[p] = kindOf(next) | (kindOf(third) << 4);
      if (p < MARGIN || p >= MARGIN + length) continue;
      const last = c[p - 1];
      kinds[p] = kindOf(last) | (kindOf(here) << 4) | (kindOf(next) << 8);
      spelling3[p] = spellingStep(last) | (spellingStep(here) << 2) | (spellingStep(next) << 4);
      spelling[p] = spelling3[p] | (spellingStep(c[p - 2]) << 6) | (spellingStep(third) << 8);
      words[p] |= s[p] | (e[p - 1] << 3) | (o[p] << 6);
      segments[p] = s[p] | (e[p - 1] << 3) | (s[p + 2] << 6) | (s[p + 3] << 9) | (o[p + 1] << 12);
      inside[p] = s[p] | (e[p] << 3) | (o[p] << 6);
    }
  }
}

const spellsOn = (before: number, after: number): boolean =>
  kindOf(before) === 0 && kindOf(after) === 0 && spellingStep(before) > 0 && spellingStep(after) > 0;

function gather(classes: number, bits: readonly number[]): number {
  let gathered = 0;
  for (let i = 0; i < bits.length; i++) if (classes & bits[i]) gathered |= 1 << i;
  return gathered;
}
