/**
 * What the Chinese tagger sees of each character, as columns of small integers (see tagger/features.ts): the character,
 * the name it might begin, the dictionary words around it, listed names and cue words.
 */
import { Class } from '../../dictionary/word-classes.ts';
import { hashPair, hashStep, LONGEST_WORD, Mark } from '../../dictionary/word-hash.ts';
import type { Hits } from '../../model.ts';
import { type Columns, makeColumns } from '../tagger/features.ts';
import { MARGIN } from '../tagger/model.ts';
import { openGate } from './gate.ts';
import { firstStep, KIND_DOT, kindOf, type Lexicon, secondStep, spellingStep, surnameStep } from './lexicon.ts';

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

/** Whether a column is one of those `Attributes.combine` writes. */
export const isCombined = (column: number): boolean => column > CHARACTER && column < LISTED;

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
    const next = this.note(codes, from, to, hits, firstHit, hidden);
    this.combine(-MARGIN, to - from);
    return next;
  }

  /** The same but for what `combine` writes. */
  note(codes: Uint16Array, from: number, to: number, hits: Hits, firstHit: number, hidden?: (key: number) => boolean): number {
    this.clear(to - from);
    this.readCharacters(codes, from, to);
    this.readWords(codes, from, to);
    return this.readHits(from, to, hits, firstHit, hidden);
  }

  private clear(length: number): void {
    const size = length + 2 * MARGIN;
    if (this.classes.length < size) this.reserve(2 * length);
    const { columns, classes, wordNotes } = this;
    for (const array of [this.listedLength, this.placeLength, columns[LISTED], columns[BEGINS], columns[ENDED]])
      array.fill(0, 0, size);
    for (let p = MARGIN + length; p < size; p++) {
      classes[p] = wordNotes[p] = 0;
      columns[CHARACTER][p] = EDGE;
      for (let c = CHARACTER + 1; c < LISTED; c++) columns[c][p] = 0;
    }
  }

  private reserve(length: number): void {
    const room = length + 2 * MARGIN;
    this.columns = this.makeRoom(length);
    this.classes = new Uint16Array(room);
    this.wordNotes = new Int32Array(room);
    this.wordBytes = new Uint8Array(this.wordNotes.buffer);
    this.listedLength = new Uint8Array(room);
    this.placeLength = new Uint8Array(room);
    this.open = new Uint8Array(room);
    this.starts = new Int32Array(room);
    this.columns[CHARACTER].fill(EDGE, 0, MARGIN);
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
        const gathered = gather(classes | 0);
        begins[start] |= gathered & 0xffff;
        ended[MARGIN + end - from] |= gathered >>> 16;
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

  /** The positions of the sequence a name may stand at, marked: see gate.ts. */
  gate(length: number): Uint8Array {
    openGate(this.open, length, this.classes, this.columns[LISTED], this.columns[BEGINS], TAIL_BEGINS);
    return this.open;
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

  /** Writes the columns that join what was noted of neighbours, at positions `[from, to)`; in the margin those of the name that follows. */
  combine(from: number, to: number): void {
    const { classes, wordNotes, columns } = this;
    const [, name, short, right, kinds, spelling, spelling3, words, segments, inside] = columns;
    const first = Math.max(MARGIN + from, 2);
    let farLast = classes[first - 2];
    let last = classes[first - 1];
    let here = classes[first];
    let next = classes[first + 1];
    let lastNote = wordNotes[first - 1];
    let note = wordNotes[first];
    let nextNote = wordNotes[first + 1];
    let thirdNote = wordNotes[first + 2];
    for (let p = first; p < MARGIN + to; p++) {
      const third = classes[p + 2];
      const fourthNote = wordNotes[p + 3];
      name[p] = surnameStep(here) | (firstStep(next) << 2) | (secondStep(third) << 4);
      short[p] = surnameStep(here) | (secondStep(next) << 2);
      right[p] = kindOf(next) | (kindOf(third) << 4);
      if (p >= MARGIN) {
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
      }
      farLast = last;
      last = here;
      here = next;
      next = third;
      lastNote = note;
      note = nextNote;
      nextNote = thirdNote;
      thirdNote = fourthNote;
    }
  }
}

const noted = (note: number, what: number): number => (note >> (8 * what)) & 0xff;

const spellsOn = (before: number, after: number): boolean =>
  kindOf(before) === 0 && kindOf(after) === 0 && spellingStep(before) > 0 && spellingStep(after) > 0;

const memoKeys = new Int32Array(1024);
const memo = new Int32Array(1024);

/** Bits of `begins` for some classes, and 16 higher those of `ended`. There are few sets of classes: what was gathered is remembered. */
function gather(classes: number): number {
  const slot = Math.imul(classes, 0x9e3779b1) >>> 22;
  if (memoKeys[slot] !== classes) {
    memoKeys[slot] = classes;
    memo[slot] = bitsOf(classes, BEGINS_BITS) | (bitsOf(classes, ENDED_BITS) << 16);
  }
  return memo[slot];
}

function bitsOf(classes: number, bits: readonly number[]): number {
  let gathered = 0;
  for (let i = 0; i < bits.length; i++) if (classes & bits[i]) gathered |= 1 << i;
  return gathered;
}
