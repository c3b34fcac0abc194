/**
 * One span of text made ready for the tagger: tokens, their types, and the attributes that depend on where a token stands.
 * The trainer and the recogniser both read texts through this class, so that they see the same.
 */
import { Class } from '../../dictionary/word-classes.ts';
import type { Hits } from '../../model.ts';
import { MARGIN } from '../tagger/model.ts';
import { Flag, Role, TokenTypes } from './attributes.ts';
import type { Lexicon, WordFinder } from './lexicon.ts';
import { Glue, makeTokens, type Tokens, tokenise } from './tokens.ts';

/** Columns that depend on the place of a token. */
export const PLACE_COLUMNS = ['start', 'glue', 'multi', 'elsewhere'] as const;
export type PlaceColumn = (typeof PLACE_COLUMNS)[number];

/** What a dictionary name of several words is: `code * 2 + 1` at its first token, one more at the others. */
export const Multi = { person: 0, company: 1, city: 2, place: 3, organisation: 4, title: 5, ambiguous: 6 } as const;
const Elsewhere = { GIVEN: 1, TITLE: 2, LEGAL: 4 } as const;
/** Where in a sentence a token stands: inside, first, first behind an opening sign, first on a line. */
const Start = { INSIDE: 0, FIRST: 1, QUOTED: 2, LINE: 3 } as const;

const HYPHEN = 0x2d;
const STOP = 0x2e;
const ENDING = tableOf('.!?:');
const OPENING = tableOf(`"„“”»«'-(*•`);

export class Sequence {
  readonly tokens: Tokens = makeTokens();
  readonly types: TokenTypes;
  count = 0;
  text = '';
  codes: Uint16Array = new Uint16Array(0);
  /** Type of each token. */
  ids = new Int32Array(0);
  /** `place[c][MARGIN + i]`: value of a place column. */
  readonly place: Int32Array[] = PLACE_COLUMNS.map(() => new Int32Array(2 * MARGIN));
  /** 1 where a name may stand. */
  gate = new Uint8Array(0);
  /** Tokens a name may begin with, or a dictionary name of several words: all that rules need look at. */
  spots = new Int32Array(0);
  spotCount = 0;
  private seen = new Int32Array(0);
  private evidence = new Uint8Array(0);
  private generation = 0;
  private readonly gazetteer: WordFinder;

  constructor(lexicon: Lexicon, german: boolean) {
    this.gazetteer = lexicon.gazetteer;
    this.types = new TokenTypes(lexicon, german);
  }

  /** Reads `text` between `start` and `end`; `codes` and `hits` are those of the whole text. */
  load(text: string, codes: Uint16Array, hits: Hits, start: number, end: number): void {
    if (this.types.trim()) this.seen.fill(0);
    this.text = text;
    this.codes = codes;
    const { tokens, types } = this;
    tokenise(text, codes, start, end, tokens, this.isAbbreviation);
    const count = tokens.count;
    this.count = count;
    this.reserve(count);
    for (let i = 0; i < count; i++) this.ids[i] = types.intern(text, codes, tokens.starts[i], tokens.ends[i]);
    this.fillPlaces();
    this.fillMulti(hits, start, end);
    this.fillElsewhere();
    this.fillGate();
    this.fillSpots();
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

  private fillPlaces(): void {
    const { count, tokens } = this;
    const [start, glue, multi] = this.place;
    multi.fill(0, 0, count + 2 * MARGIN);
    const { ids } = this;
    const signs = this.types.sign;
    let before = 0;
    let here = count > 0 ? signs[ids[0]] : 0;
    for (let i = 0; i < count; i++) {
      const after = i + 1 < count ? signs[ids[i + 1]] : 0;
      const close = (tokens.glue[i] & Glue.CLOSE) | (i + 1 < count ? (tokens.glue[i + 1] & Glue.CLOSE) << 1 : 0);
      start[MARGIN + i] = 1 + this.startOf(i, before);
      glue[MARGIN + i] = 1 + close + kindOf(before) * 4 + kindOf(after) * 16;
      before = here;
      here = after;
    }
    for (const column of [start, glue]) {
      column.fill(0, 0, MARGIN);
      column.fill(0, MARGIN + count, count + 2 * MARGIN);
    }
  }

  private startOf(i: number, before: number): number {
    const { glue } = this.tokens;
    if (i === 0 || glue[i] & Glue.PARAGRAPH || ENDING[before] !== 0) return Start.FIRST;
    if (OPENING[before] !== 0 && !(before === HYPHEN && glue[i] & Glue.CLOSE)) {
      const first = i === 1 || ENDING[this.signOf(i - 2)] !== 0 || glue[i - 1] & Glue.PARAGRAPH;
      return first ? Start.FIRST : Start.QUOTED;
    }
    return glue[i] & Glue.LINE ? Start.LINE : Start.INSIDE;
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
    if (types & 8) return Multi.ambiguous;
    if (types & 1) return Multi.person;
    if (types & 2) return Multi.company;
    if (types & 4) return Multi.city;
    const classes = gazetteer.classes(key);
    if (classes & (Class.place | Class.country)) return Multi.place;
    if (classes & (Class.organisationHead | Class.organisationTail)) return Multi.organisation;
    return classes & Class.titleBefore ? Multi.title : -1;
  }

  /** What the text says elsewhere of the same word: behind a given name, behind a title, before a legal form. */
  private fillElsewhere(): void {
    const { ids, count, types, seen, evidence } = this;
    const now = ++this.generation;
    for (let i = 0; i < count; i++) {
      const type = ids[i];
      if (seen[type] !== now) {
        seen[type] = now;
        evidence[type] = 0;
      }
      if (i === 0) continue;
      const before = ids[i - 1];
      const classes = types.classes[type];
      if (types.roles[type] === Role.BEGIN && !(this.tokens.glue[i] & Glue.PARAGRAPH)) {
        const isName = !(classes & NO_SURNAME) && types.order[type] < 4 && !(this.tokens.glue[i] & Glue.CLOSE);
        if (isName && types.stems[before] & Class.givenName && types.flags[before] & Flag.CAPITAL)
          evidence[type] |= Elsewhere.GIVEN;
        if (types.classes[before] & Class.titleBefore) evidence[type] |= Elsewhere.TITLE;
      }
      if (classes & Class.legalSuffix && types.flags[type] & Flag.CAPITAL) {
        if (types.roles[before] === Role.BEGIN) evidence[before] |= Elsewhere.LEGAL;
        if (i > 1 && types.roles[ids[i - 2]] === Role.BEGIN) evidence[ids[i - 2]] |= Elsewhere.LEGAL;
      }
    }
    const column = this.place[3];
    column.fill(0, 0, MARGIN);
    for (let i = 0; i < count; i++) column[MARGIN + i] = evidence[ids[i]];
    column.fill(0, MARGIN + count, count + 2 * MARGIN);
  }

  /** Opens the gate for runs of tokens that begin with one a name may begin with; signs at their end stay out. */
  private fillGate(): void {
    const { ids, count, types, gate, tokens } = this;
    const roles = types.roles;
    gate.fill(0, 0, count);
    for (let i = 0; i < count; ) {
      if (roles[ids[i]] !== Role.BEGIN) {
        i++;
        continue;
      }
      let end = i + 1;
      for (let j = i + 1; j < count && roles[ids[j]] !== Role.NEVER && !(tokens.glue[j] & Glue.PARAGRAPH); j++) {
        if (roles[ids[j]] === Role.BEGIN || types.sign[ids[j]] === STOP || types.classes[ids[j]] & Class.legalSuffix) end = j + 1;
      }
      gate.fill(1, i, end);
      i = end;
    }
  }

  private fillSpots(): void {
    const { ids, count, spots } = this;
    const { roles } = this.types;
    const multi = this.place[2];
    let found = 0;
    for (let i = 0; i < count; i++) if (roles[ids[i]] === Role.BEGIN || multi[MARGIN + i] & 1) spots[found++] = i;
    this.spotCount = found;
  }

  private reserve(count: number): void {
    if (count > this.ids.length) {
      this.spots = new Int32Array(count * 2);
      this.ids = new Int32Array(count * 2);
      this.gate = new Uint8Array(count * 2);
      for (let c = 0; c < this.place.length; c++) this.place[c] = new Int32Array(count * 2 + 2 * MARGIN);
    }
    const most = this.types.count + count + 1;
    if (most > this.seen.length) {
      const seen = new Int32Array(most * 2);
      seen.set(this.seen);
      this.seen = seen;
      const evidence = new Uint8Array(most * 2);
      evidence.set(this.evidence);
      this.evidence = evidence;
    }
  }
}

/** Kind of a sign, as the column `glue` has it. */
const kindOf = (sign: number): number => (sign === HYPHEN ? 1 : sign === STOP ? 2 : sign === 0 ? 0 : 3);

const NO_SURNAME = Class.legalSuffix | Class.companyTail | Class.place;

/** Table of which codes are signs of a text. */
function tableOf(signs: string): Uint8Array {
  const table = new Uint8Array(65536);
  for (let i = 0; i < signs.length; i++) table[signs.charCodeAt(i)] = 1;
  return table;
}
