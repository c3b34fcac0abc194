/** Spans over the tokens of a sequence, and what the rules ask of tokens. */
import { Class } from '../../dictionary/word-classes.ts';
import { MARGIN } from '../tagger/model.ts';
import { type Lexicon, Part } from './lexicon.ts';
import { Multi, PAD, Sequence } from './sequence.ts';
import { Glue } from './tokens.ts';
import { Flag, Role } from './traits.ts';

/** What a mark says a span is. The last two are told apart so that they are not taken for the others. */
export const Kind = { PERSON: 0, COMPANY: 1, CITY: 2, PLACE: 3, ORGANISATION: 4 } as const;

export interface Mark {
  kind: number;
  first: number;
  /** Last token, included. */
  last: number;
  /** What found it: `tagger:latin`, `rule:…`. */
  source: string;
  weight: number;
  /** Trainer's score against no name at all. */
  margin?: number;
  /** The last word carries a genitive -s. */
  genitive?: boolean;
  /** Places: how far the tagger prefers them to cities. */
  doubt?: number;
}

/** Folded codes of the signs rules look at. */
export const Sign = {
  HYPHEN: 0x2d,
  STOP: 0x2e,
  COMMA: 0x2c,
  AND: 0x26,
  OPEN: 0x28,
  CLOSE: 0x29,
  SLASH: 0x2f,
  PLUS: 0x2b,
} as const;

const QUOTES = new Set([...'"“”„«»'].map((c) => c.charCodeAt(0)));

/** Order buckets of word-forms.ts. */
export const Order = { UNKNOWN: 0, RARE: 1, NAME: 2, BOTH: 3, SMALL: 4, NOUN: 5 } as const;

/** Marks that do not overlap, by token. */
export class Marks {
  readonly list: (Mark | null)[] = [];
  /** Marks in order of text, until one is added or removed. */
  private order: Mark[] | null = null;
  private readonly owner: Int32Array;

  constructor(count: number) {
    this.owner = new Int32Array(count).fill(-1);
  }

  at(token: number): Mark | null {
    const index = this.owner[token] ?? -1;
    return index < 0 ? null : this.list[index];
  }

  isFree(first: number, last: number): boolean {
    for (let i = first; i <= last; i++) if (this.owner[i] >= 0) return false;
    return true;
  }

  /** Adds a mark; those it overlaps go. */
  add(mark: Mark): Mark {
    for (let i = mark.first; i <= mark.last; i++) if (this.owner[i] >= 0) this.remove(this.list[this.owner[i]]!);
    this.order = null;
    this.owner.fill(this.list.push(mark) - 1, mark.first, mark.last + 1);
    return mark;
  }

  remove(mark: Mark): void {
    const index = this.owner[mark.first];
    if (this.list[index] !== mark) return;
    this.list[index] = null;
    this.order = null;
    for (let i = mark.first; i <= mark.last; i++) if (this.owner[i] === index) this.owner[i] = -1;
  }

  /** Moves the bounds of a mark; others it then overlaps go. */
  move(mark: Mark, first: number, last: number): void {
    if (first === mark.first && last === mark.last) return;
    this.remove(mark);
    mark.first = first;
    mark.last = last;
    this.add(mark);
  }

  /** Marks in order of text, as they are now. */
  sorted(): readonly Mark[] {
    this.order ??= this.list.filter((mark) => mark !== null).sort((a, b) => a.first - b.first);
    return this.order;
  }
}

/** Questions about the tokens of a sequence; positions a little beyond its ends answer with nothing. */
export class Words {
  readonly sequence: Sequence;
  constructor(
    lexicon: Lexicon,
    readonly german: boolean,
  ) {
    this.sequence = new Sequence(lexicon, german);
  }

  get count(): number {
    return this.sequence.count;
  }

  private type(i: number): number {
    return this.sequence.padded[PAD + i];
  }

  is(i: number, classes: number): boolean {
    return (this.sequence.types.classes[this.type(i)] & classes) !== 0;
  }

  /** Of a word or its compound's ending. */
  ends(i: number, classes: number): boolean {
    const type = this.type(i);
    return ((this.sequence.types.classes[type] | this.sequence.types.endings[type]) & classes) !== 0;
  }

  /** Given name, surname or place, with or without genitive -s. */
  names(i: number, classes: number): boolean {
    return (this.sequence.types.stems[this.type(i)] & classes) !== 0;
  }

  /** A given name or surname that known people bear, not merely a listed one. */
  bornName(i: number): boolean {
    return this.sequence.types.known[this.type(i)] !== 0 && this.names(i, Class.givenName | Class.surname);
  }

  /** Bits of the entity types it may name. */
  entity(i: number): number {
    return this.sequence.types.names[this.type(i)];
  }

  flag(i: number, flags: number): boolean {
    return (this.sequence.types.flags[this.type(i)] & flags) !== 0;
  }

  part(i: number, parts: number): boolean {
    return (this.sequence.types.parts[this.type(i)] & parts) !== 0;
  }

  order(i: number): number {
    return this.sequence.types.order[this.type(i)];
  }

  population(i: number): number {
    return this.sequence.types.population[this.type(i)];
  }

  /** Hash of the folded word; digits are alike. */
  hash(i: number): number {
    return this.sequence.types.columns[0][MARGIN + this.type(i)];
  }

  sign(i: number): number {
    return this.sequence.signOf(i);
  }

  length(i: number): number {
    const { tokens } = this.sequence;
    return i >= 0 && i < this.count ? tokens.ends[i] - tokens.starts[i] : 0;
  }

  /** May a name begin here. */
  begins(i: number): boolean {
    return this.sequence.types.roles[this.type(i)] === Role.BEGIN;
  }

  capital(i: number): boolean {
    return this.flag(i, Flag.CAPITAL);
  }

  /** First of its sentence, as far as signs tell. */
  isFirst(i: number): boolean {
    return this.sequence.isFirst(i);
  }

  /** Nothing stands between it and the token before it. */
  close(i: number): boolean {
    return i > 0 && i < this.count && (this.sequence.tokens.glue[i] & Glue.CLOSE) !== 0;
  }

  /** A line begins here. */
  breaks(i: number): boolean {
    return i >= this.count || (this.sequence.tokens.glue[i] & Glue.LINE) !== 0;
  }

  paragraph(i: number): boolean {
    return i >= this.count || (this.sequence.tokens.glue[i] & Glue.PARAGRAPH) !== 0;
  }

  /** `i` is a hyphen that joins two words. */
  hyphen(i: number): boolean {
    return this.sign(i) === Sign.HYPHEN && this.close(i) && this.close(i + 1);
  }

  /** `i` is a double quotation mark. */
  quote(i: number): boolean {
    return QUOTES.has(this.sign(i));
  }

  /** Written like a name: neither a noun nor an ordinary small word. */
  nameLike(i: number): boolean {
    return this.order(i) <= Order.NAME;
  }

  /** Word after a given name that may be a surname. */
  surnameLike(i: number): boolean {
    if (!this.begins(i) || !this.capital(i) || this.is(i, NO_SURNAME)) return false;
    return this.nameLike(i) || this.names(i, Class.surname | Class.givenName);
  }

  particle(i: number): boolean {
    return this.part(i, Part.particle) && !this.capital(i);
  }

  /** Code of a dictionary name of several words that begins here (sequence.ts), or -1. */
  multi(i: number): number {
    const value = this.sequence.multiAt(i);
    return value & 1 ? value >> 1 : -1;
  }

  /** Last token of the name of several words that begins at `i`. */
  multiEnd(i: number): number {
    const inside = this.sequence.multiAt(i) + 1;
    let last = i;
    while (last + 1 < this.count && this.sequence.multiAt(last + 1) === inside) last++;
    return last;
  }
}

export const NO_SURNAME =
  Class.legalSuffix |
  Class.companyTail |
  Class.organisationTail |
  Class.organisationHead |
  Class.titleBefore |
  Class.country |
  Class.stopWord;

export { Multi };
