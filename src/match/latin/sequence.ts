/**
 * One span of text made ready for the tagger: tokens, their types, and the attributes that depend on where a token stands.
 * The trainer and the recogniser both read texts through this class, so that they see the same.
 */
import { TypeBit } from '../../dictionary/reading-flags.ts';
import { Class } from '../../dictionary/word-classes.ts';
import type { Hits } from '../../model.ts';
import { utf16Units } from '../../text/fold.ts';
import { MARGIN } from '../tagger/model.ts';
import { EDGE, TokenTypes } from './attributes.ts';
import type { Lexicon, WordFinder } from './lexicon.ts';
import { Glue, makeTokens, type Tokens, tokenise } from './tokens.ts';
import { signKind, Trait } from './traits.ts';

/** Columns that depend on the place of a token. */
export const PLACE_COLUMNS = ['start', 'glue', 'multi', 'elsewhere'] as const;
export type PlaceColumn = (typeof PLACE_COLUMNS)[number];

/** What a dictionary name of several words is: `code * 2 + 1` at its first token, one more at the others. */
export const Multi = { person: 0, company: 1, city: 2, place: 3, organisation: 4, title: 5, ambiguous: 6 } as const;
const Elsewhere = { GIVEN: 1, TITLE: 2, LEGAL: 4 } as const;
/** Where in a sentence a token stands: inside, first, first behind an opening sign, first on a line. */
const Start = { INSIDE: 0, FIRST: 1, QUOTED: 2, LINE: 3 } as const;

/** Room at both ends of the types of a text, EDGE there: rules look a few tokens beyond without asking. */
export const PAD = 16;

export class Sequence {
  readonly tokens: Tokens = makeTokens();
  readonly types: TokenTypes;
  count = 0;
  text = '';
  codes: Uint16Array = new Uint16Array(0);
  private units: Uint16Array = new Uint16Array(0);
  /** `padded[PAD + i]`: type of token `i`; EDGE beyond the ends. */
  padded = new Int32Array(2 * PAD);
  /** Type of each token. */
  ids = this.padded.subarray(PAD);
  /** Traits of each token (traits.ts). */
  traits = new Int32Array(0);
  /** `place[c][MARGIN + i]`: value of a place column. */
  readonly place: Int32Array[] = PLACE_COLUMNS.map(() => new Int32Array(2 * MARGIN));
  /** 1 where a name may stand. */
  gate = new Uint8Array(0);
  /** Tokens a name may begin with, or a dictionary name of several words: all that rules need look at. */
  spots = new Int32Array(0);
  spotCount = 0;
  /** Of each type, what the text says elsewhere of it; 0 between texts. */
  private evidence = new Uint8Array(0);
  /** Types of which it says anything. */
  private readonly told: number[] = [];
  private readonly gazetteer: WordFinder;

  constructor(lexicon: Lexicon, german: boolean) {
    this.gazetteer = lexicon.gazetteer;
    this.types = new TokenTypes(lexicon, german);
  }

  /** Reads `text` between `start` and `end`; `codes` and `hits` are those of the whole text. */
  load(text: string, codes: Uint16Array, hits: Hits, start: number, end: number): void {
    this.types.trim();
    if (text !== this.text) this.units = utf16Units(text);
    this.text = text;
    this.codes = codes;
    const { tokens, types, units } = this;
    tokenise(units, codes, start, end, tokens, this.isAbbreviation);
    const { count } = tokens;
    this.count = count;
    this.reserve(count);
    types.number(tokens, units, codes, this.ids, this.traits);
    this.ids.fill(EDGE, count, count + PAD);
    for (const column of this.place) column.fill(0, 0, count + 2 * MARGIN);
    this.fillMulti(hits, start, end);
    this.fillPlaces();
    this.fillElsewhere();
  }

  private readonly isAbbreviation = (start: number, end: number): boolean => this.gazetteer.has(this.codes, start, end);

  /** Sign of a token of one sign, else 0. */
  signOf(i: number): number {
    return i >= 0 && i < this.count ? this.types.sign[this.ids[i]] : 0;
  }

  /** First of its sentence, as far as signs tell. */
  isFirst(i: number): boolean {
    return this.place[0][MARGIN + i] === 1 + Start.FIRST;
  }

  /** Value of the column `multi` at a token. */
  multiAt(i: number): number {
    return i >= 0 && i < this.count ? this.place[2][MARGIN + i] : 0;
  }

  /** One walk over the tokens: where in a sentence they stand, what is beside them, where names may stand, what is told of their types. */
  private fillPlaces(): void {
    const { count, traits, gate, spots } = this;
    const { glue } = this.tokens;
    const [start, glues, multi] = this.place;
    gate.fill(0, 0, count);
    let found = 0;
    /** End of the run of tokens that may be a name so far, where one is open. */
    let end = -1;
    let before = 0;
    let twoBefore = 0;
    for (let i = 0; i < count; i++) {
      const trait = traits[i];
      const stuck = glue[i];
      const at = MARGIN + i;
      start[at] = 1 + startOf(i, stuck, before, twoBefore, i > 0 ? glue[i - 1] : 0);
      glues[at] = 1 + (stuck & Glue.CLOSE) + signKind(before) * 4;
      if (i > 0) glues[at - 1] += ((stuck & Glue.CLOSE) << 1) + signKind(trait) * 16;
      // The gate opens for runs of tokens that begin with one a name may begin with; signs at their end stay out.
      if (trait & Trait.NEVER || stuck & Glue.PARAGRAPH) end = -1;
      if (trait & Trait.BEGIN || (end >= 0 && trait & Trait.GOES_ON)) {
        for (let open = end < 0 ? i : end; open <= i; open++) gate[open] = 1;
        end = i + 1;
      }
      if (trait & Trait.BEGIN || multi[at] & 1) spots[found++] = i;
      if (i > 0 && ((trait & Trait.BEGIN && before & Trait.NAMES_NEXT) || trait & Trait.LEGAL))
        this.tell(i, trait, before, twoBefore);
      twoBefore = before;
      before = trait;
    }
    this.spotCount = found;
  }

  /** Notes what token `i` and those before it say of a word: that it stands behind a given name, behind a title, before a legal form. */
  private tell(i: number, trait: number, before: number, twoBefore: number): void {
    const { ids } = this;
    const glue = this.tokens.glue[i];
    if (trait & Trait.BEGIN && !(glue & Glue.PARAGRAPH)) {
      if (trait & Trait.SURNAME && !(glue & Glue.CLOSE) && before & Trait.GIVEN) this.note(ids[i], Elsewhere.GIVEN);
      if (before & Trait.TITLE) this.note(ids[i], Elsewhere.TITLE);
    }
    if (trait & Trait.LEGAL) {
      if (before & Trait.BEGIN) this.note(ids[i - 1], Elsewhere.LEGAL);
      if (twoBefore & Trait.BEGIN) this.note(ids[i - 2], Elsewhere.LEGAL);
    }
  }

  private note(type: number, what: number): void {
    if (this.evidence[type] === 0) this.told.push(type);
    this.evidence[type] |= what;
  }

  /** Marks the dictionary's names of several words; of overlapping ones the first, and of these the longest. */
  private fillMulti(hits: Hits, from: number, to: number): void {
    const { tokens, count, gazetteer } = this;
    const multi = this.place[2];
    let i = 0;
    for (let h = hits.first[from]; h < hits.count && hits.starts[h] < to; h++) {
      while (i < count && tokens.starts[i] < hits.starts[h]) i++;
      if (i === count) return;
      if (tokens.starts[i] !== hits.starts[h] || tokens.ends[i] >= hits.ends[h]) continue;
      const code = this.multiCode(gazetteer, hits.keys[h]);
      if (code < 0) continue;
      let last = i + 1;
      while (last + 1 < count && tokens.ends[last] < hits.ends[h]) last++;
      // A genitive -s may hang on the last token.
      if (tokens.ends[last] < hits.ends[h] || tokens.starts[last] >= hits.ends[h]) continue;
      if (multi[MARGIN + i] !== 0 && !(multi[MARGIN + i] & 1)) continue;
      multi[MARGIN + i] = code * 2 + 1;
      for (let j = i + 1; j <= last; j++) multi[MARGIN + j] = code * 2 + 2;
    }
  }

  private multiCode(gazetteer: WordFinder, key: number): number {
    const types = gazetteer.typeBits(key);
    if (types & TypeBit.ambiguous) return Multi.ambiguous;
    if (types & TypeBit.person) return Multi.person;
    if (types & TypeBit.company) return Multi.company;
    if (types & TypeBit.city) return Multi.city;
    const classes = gazetteer.classes(key);
    if (classes & (Class.place | Class.country)) return Multi.place;
    if (classes & (Class.organisationHead | Class.organisationTail)) return Multi.organisation;
    return classes & Class.titleBefore ? Multi.title : -1;
  }

  /** What the text says elsewhere of the same word. */
  private fillElsewhere(): void {
    const { ids, count, evidence, told } = this;
    if (told.length === 0) return;
    const column = this.place[3];
    for (let i = 0; i < count; i++) column[MARGIN + i] = evidence[ids[i]];
    for (const type of told) evidence[type] = 0;
    told.length = 0;
  }

  private reserve(count: number): void {
    if (count + PAD > this.ids.length) {
      this.padded = new Int32Array(count * 2 + 2 * PAD);
      this.ids = this.padded.subarray(PAD);
      this.traits = new Int32Array(count * 2);
      this.spots = new Int32Array(count * 2);
      this.gate = new Uint8Array(count * 2);
      for (let c = 0; c < this.place.length; c++) this.place[c] = new Int32Array(count * 2 + 2 * MARGIN);
    }
    const most = this.types.count + count + 1;
    if (most > this.evidence.length) this.evidence = new Uint8Array(most * 2);
  }
}

/** Where in its sentence a token stands, by what is before it. */
function startOf(i: number, glue: number, before: number, twoBefore: number, glueBefore: number): number {
  if (i === 0 || glue & Glue.PARAGRAPH || before & Trait.ENDS) return Start.FIRST;
  if (before & Trait.OPENS && !(before & Trait.HYPHEN && glue & Glue.CLOSE))
    return i === 1 || twoBefore & Trait.ENDS || glueBefore & Glue.PARAGRAPH ? Start.FIRST : Start.QUOTED;
  return glue & Glue.LINE ? Start.LINE : Start.INSIDE;
}
