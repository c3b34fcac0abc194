/**
 * What the Chinese tagger sees of each character, as columns of small integers (see tagger/features.ts): the character,
 * the name it might begin, the dictionary words around it, listed names and cue words.
 */
import { Class } from '../../dictionary/word-classes.ts';
import { hashPair, hashStep, LONGEST_WORD, Mark } from '../../dictionary/word-hash.ts';
import type { Hits } from '../../model.ts';
import { type Columns, makeColumns } from '../tagger/features.ts';
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
const [CHARACTER, LISTED, BEGINS, ENDED] = (['character', 'listed', 'begins', 'ended'] as const).map((name) =>
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

/** Bytes of what is noted of the words at a character: the longest that starts there, ends behind it, lies over it but does not start there. */
const STARTS = 0;
const ENDS = 1;
const COVERS = 2;
/** Frequency of the word that starts there, as the lexicon has it. */
const FREQUENCY = 3;
const WORD_BIT = Math.log2(Mark.WORD);
const PREFIX_BIT = Math.log2(Mark.PREFIX);

export class Attributes {
  columns: Columns = [];
  /** Class of each character, as `Lexicon.characters` has it, from MARGIN on. */
  private classes = new Uint16Array(0);
  /** Notes on words: a number for each position, of four bytes. */
  private wordNotes = new Int32Array(0);
  private wordBytes = new Uint8Array(0);
  /** Length of the listed name a character is under. */
  private listedLength = new Uint8Array(0);
  /** Length of the longest place (country, province, district …) listed that starts at a character. */
  private placeLength = new Uint8Array(0);
  private open = new Uint8Array(0);
  /** Where the words begin that may go on. */
  private starts = new Int32Array(0);

  /** @param makeColumns makes the columns for sequences up to a length */
  constructor(
    private readonly lexicon: Lexicon,
    private readonly facts: KeyFacts,
    private readonly makeRoom = (length: number): Columns => makeColumns(COLUMNS.length, length + 2 * MARGIN),
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
    if (this.classes.length < size) {
      this.columns = this.makeRoom(2 * length);
      const room = 2 * size;
      this.classes = new Uint16Array(room);
      this.wordNotes = new Int32Array(room);
      this.wordBytes = new Uint8Array(this.wordNotes.buffer);
      this.listedLength = new Uint8Array(room);
      this.placeLength = new Uint8Array(room);
      this.open = new Uint8Array(room);
      this.starts = new Int32Array(room);
      this.columns[CHARACTER].fill(EDGE, 0, MARGIN);
    }
    for (const array of [this.listedLength, this.placeLength, this.columns[LISTED], this.columns[BEGINS], this.columns[ENDED]])
      array.fill(0, 0, size);
    this.classes.fill(0, MARGIN + length, size);
    this.wordNotes.fill(0, MARGIN + length, size);
    this.columns[CHARACTER].fill(EDGE, MARGIN + length, size);
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

  /** Looks up the pairs of characters, then what goes on, by a character at a time. */
  private readWords(codes: Uint16Array, from: number, to: number): void {
    const { lexicon, starts } = this;
    const length = to - from;
    lexicon.reserve(length);
    const { hashes, entries } = lexicon;
    for (let i = 0; i + 1 < length; i++) hashes[i] = hashPair(codes[from + i], codes[from + i + 1]);
    lexicon.look(length - 1);
    let count = this.notePairs(length);
    for (let size = 3; count > 0; size++) {
      let candidates = 0;
      for (let n = 0; n < count; n++) {
        const next = starts[n] + size - 1;
        if (next >= length) continue;
        starts[candidates] = starts[n];
        hashes[candidates++] = hashStep(hashes[n], codes[from + next]);
      }
      lexicon.look(candidates);
      count = 0;
      for (let n = 0; n < candidates; n++) {
        if (entries[n] & Mark.WORD) this.noteWord(starts[n], size, entries[n] & Mark.STEP);
        if (!(entries[n] & Mark.PREFIX) || size === LONGEST_WORD) continue;
        starts[count] = starts[n];
        hashes[count++] = hashes[n];
      }
    }
  }

  /** Notes the words of two characters, without branches; returns how many pairs may go on, after gathering them and their hashes. */
  private notePairs(length: number): number {
    const { classes, wordNotes, starts } = this;
    const { hashes, entries } = this.lexicon;
    let count = 0;
    let before = 0;
    for (let i = 0; i < length; i++) {
      const entry = i + 1 < length && kindOf(classes[MARGIN + i]) === 0 ? entries[i] : 0;
      const word = (entry & Mark.WORD) >> WORD_BIT;
      wordNotes[MARGIN + i] =
        word * (2 | ((entry & Mark.STEP) << (8 * FREQUENCY))) + before * ((2 << (8 * ENDS)) | (2 << (8 * COVERS)));
      before = word;
      starts[count] = i;
      hashes[count] = hashes[i];
      count += (entry & Mark.PREFIX) >> PREFIX_BIT;
    }
    return count;
  }

  /** Notes a longer word; shorter ones from the same start were noted before. */
  private noteWord(start: number, length: number, frequency: number): void {
    const { wordBytes } = this;
    const at = (MARGIN + start) * 4;
    wordBytes[at + STARTS] = length;
    wordBytes[at + FREQUENCY] = frequency;
    const last = at + (length - 1) * 4;
    if (wordBytes[last + ENDS] < length) wordBytes[last + ENDS] = length;
    for (let q = at + 4; q <= last; q += 4) if (wordBytes[q + COVERS] < length) wordBytes[q + COVERS] = length;
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
    const { classes, columns, open } = this;
    const listed = columns[LISTED];
    const begins = columns[BEGINS];
    let here = classes[MARGIN];
    // The gate is open up to here.
    let until = 0;
    for (let i = 0, p = MARGIN; i < length; i++, p++) {
      const next = classes[p + 1];
      let first = i;
      if (surnameStep(here) > 0 && kindOf(next) === 0) until = Math.max(until, i + 4);
      else if (spellingStep(here) > 0 && spellingStep(next) > 0) {
        first = i - 1;
        until = Math.max(until, i + 3);
      } else if (firstStep(here) > 2 && secondStep(next) > 1) {
        first = i - 1;
        until = Math.max(until, i + 2);
      }
      if (kindOf(here) === KIND_DOT) {
        first = i - 4;
        until = Math.max(until, i + 5);
      } else if (listed[p] !== 0) until = Math.max(until, i + 1);
      if (begins[p] & TAIL_BEGINS) {
        first = i - 6;
        until = Math.max(until, i + 4);
      }
      for (let q = Math.max(0, first); q < i; q++) open[q] = 1;
      open[i] = i < until ? 1 : 0;
      here = next;
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
    const { classes, wordNotes, columns } = this;
    const [, name, short, right, kinds, spelling, spelling3, words, segments, inside] = columns;
    const end = MARGIN + length;
    let [farLast, last, here, next] = [0, 0, 0, 0];
    let [lastNote, note, nextNote, thirdNote] = [0, 0, 0, 0];
    for (let p = MARGIN - 3; p < end + MARGIN; p++) {
      const third = p < end ? classes[p + 2] : 0;
      const fourthNote = p < end ? wordNotes[p + 3] : 0;
      name[p] = surnameStep(here) | (firstStep(next) << 2) | (secondStep(third) << 4);
      short[p] = surnameStep(here) | (secondStep(next) << 2);
      right[p] = kindOf(next) | (kindOf(third) << 4);
      if (p >= MARGIN && p < end) {
        kinds[p] = kindOf(last) | (kindOf(here) << 4) | (kindOf(next) << 8);
        spelling3[p] = spellingStep(last) | (spellingStep(here) << 2) | (spellingStep(next) << 4);
        spelling[p] = spelling3[p] | (spellingStep(farLast) << 6) | (spellingStep(third) << 8);
        const starts = noted(note, STARTS);
        const covers = noted(note, COVERS) << 6;
        const before = starts | (noted(lastNote, ENDS) << 3);
        words[p] = before | covers | (noted(note, FREQUENCY) << 9);
        segments[p] =
          before | (noted(thirdNote, STARTS) << 6) | (noted(fourthNote, STARTS) << 9) | (noted(nextNote, COVERS) << 12);
        inside[p] = starts | (noted(note, ENDS) << 3) | covers;
      } else if (p >= end) kinds[p] = spelling3[p] = spelling[p] = words[p] = segments[p] = inside[p] = 0;
      [farLast, last, here, next] = [last, here, next, third];
      [lastNote, note, nextNote, thirdNote] = [note, nextNote, thirdNote, fourthNote];
    }
  }
}

const noted = (note: number, what: number): number => (note >> (8 * what)) & 0xff;

const spellsOn = (before: number, after: number): boolean =>
  kindOf(before) === 0 && kindOf(after) === 0 && spellingStep(before) > 0 && spellingStep(after) > 0;

function gather(classes: number, bits: readonly number[]): number {
  let gathered = 0;
  for (let i = 0; i < bits.length; i++) if (classes & bits[i]) gathered |= 1 << i;
  return gathered;
}
