/**
 * Attributes of Latin-script tokens for the tagger. Most depend on the word alone and are worked out once for each distinct
 * word (a "type"); the rest (glue, sentence starts, names of several words, what the text says elsewhere) once for each token.
 */
import { TypeBit } from '../../dictionary/reading-flags.ts';
import { Class } from '../../dictionary/word-classes.ts';
import { MASKED } from '../../text/fold.ts';
import { makeColumns } from '../tagger/features.ts';
import { MARGIN } from '../tagger/model.ts';
import { KNOWN_COLUMNS, type KnownColumn, LETTER_COLUMNS, TYPE_COLUMNS, type TypeColumn } from './columns.ts';
import { hashCodes, mix } from './hash.ts';
import { type Entry, type Lexicon, NOTHING, Part } from './lexicon.ts';
import { isNumber, Sign, signs, type Tokens } from './tokens.ts';
import { Flag, isInnerSign, Role, traitsOf } from './traits.ts';
import { Bucket, bucket, englishOrder } from './word-forms.ts';
import { WordTable } from './word-table.ts';

const HASH = 0x23;
const SMALL_S = 0x73;
const SMALL_E = 0x65;
const SMALL_R = 0x72;
const ZERO = 0x30;
const LONGEST = 64;
/** Types are forgotten when there are more: memory stays bounded over any amount of text. A text's own still fit below 2^17, where tables double. */
const MAX_TYPES = 120_000;
/** Profiles that are looked for; any more are taken for new ones. */
const MAX_PROFILES = 1 << 15;
/** Number of the type that stands beyond the ends of a text. */
export const EDGE = 0;

export class TokenTypes {
  count = 0;
  /** Grows each time types are numbered anew. */
  generation = 0;
  /** `columns[c][MARGIN + type]`: value of a type column; margins as tagger/features.ts wants them. */
  columns = makeColumns(TYPE_COLUMNS.length, 1024 + 2 * MARGIN);
  roles = new Uint8Array(1024);
  /** Trait bits and, above them, the kind of a sign. */
  traits = new Int32Array(1024);
  flags = new Uint16Array(1024);
  /** Class bits of the word itself. */
  classes = new Int32Array(1024);
  /** Class bits of the ending of a compound. */
  endings = new Int32Array(1024);
  /** Part bits (lexicon.ts). */
  parts = new Uint16Array(1024);
  /** Entity types the word, or its stem where GENITIVE is set, may name. */
  names = new Uint8Array(1024);
  /** Class bits of the stem: given names, surnames and places, with or without the final -s. */
  stems = new Int32Array(1024);
  population = new Int32Array(1024);
  /** Borne by known people: 1 as given name, 2 as surname. */
  known = new Uint8Array(1024);
  /** Order bucket of word-forms.ts. */
  order = new Uint8Array(1024);
  /** First folded code of tokens that are one sign, else 0. */
  sign = new Uint16Array(1024);
  /** Number of what dictionaries and counts say of a word: types with one profile have the same in all these columns. */
  profiles = new Int32Array(1024);
  profileCount = 0;
  /** The same word as if no dictionary knew it (training hides entries), or -1. */
  bare = new Int32Array(1024).fill(-1);
  private readonly table = new WordTable();
  /** Open hash table: one more than the first type of each profile. */
  private readonly profileTable = new Int32Array(2 * MAX_PROFILES);
  private readonly codes = new Uint16Array(LONGEST);
  private readonly pattern = new Uint16Array(LONGEST);

  /** @param german whether the text is German: how words are written is known for each language apart */
  constructor(
    readonly lexicon: Lexicon,
    private readonly german: boolean,
  ) {
    this.createEdge();
  }

  /** Starts afresh where too many words have been seen and says so; call between texts, since types are numbered anew. */
  trim(): boolean {
    if (this.count <= MAX_TYPES) return false;
    this.count = 0;
    this.generation++;
    this.table.clear();
    this.profileTable.fill(0);
    this.profileCount = 0;
    this.bare.fill(-1);
    this.createEdge();
    return true;
  }

  /** Type EDGE is what templates see beyond the ends of a text. */
  private createEdge(): void {
    const edge = Uint16Array.of(1);
    this.create(edge, edge, 0, 1, true);
  }

  /**
   * Writes the type of each token to `ids`, its traits to `traits`. Numbers of one length are one type; in a word (`O2`), digits tell
   * names apart.
   */
  number(tokens: Tokens, units: Uint16Array, folded: Uint16Array, ids: Int32Array, traits: Int32Array): void {
    const { table } = this;
    const { starts, ends, one, two, count } = tokens;
    for (let i = 0; i < count; i++) {
      let at = table.place(one[i], two[i]);
      if (table.slots[at + 2] === 0) {
        const type = this.create(units, folded, starts[i], ends[i], true);
        table.add(one[i], two[i], type, this.traits[type]);
        at = table.place(one[i], two[i]);
      }
      ids[i] = table.slots[at + 2] - 1;
      traits[i] = table.slots[at + 3];
    }
  }

  /** The type of the same word with all dictionary knowledge hidden. */
  bareOf(type: number, units: Uint16Array, folded: Uint16Array, start: number, end: number): number {
    if (this.bare[type] < 0) this.bare[type] = this.create(units, folded, start, end, false);
    return this.bare[type];
  }

  value(column: TypeColumn, type: number): number {
    return this.columns[TYPE_COLUMNS.indexOf(column)][MARGIN + type];
  }

  private create(units: Uint16Array, folded: Uint16Array, start: number, end: number, known: boolean): number {
    const type = this.count++;
    this.reserve(type + 1);
    this.bare[type] = -1;
    const { codes, lexicon } = this;
    const tag = units[start] === HASH && end - start > 1;
    const from = tag ? start + 1 : start;
    const length = Math.min(LONGEST, end - from);
    for (let i = 0; i < length; i++) codes[i] = folded[from + i];
    const flags =
      this.writtenFlags(units, from, from + length) | (tag ? Flag.HASHTAG : 0) | (codes[0] === MASKED ? Flag.ADDRESS : 0);
    // What a dictionary says of one number says nothing of the others of its type.
    const own = isNumber(units, from, from + length)
      ? NOTHING
      : lexicon.find(codes, 0, length, (flags & (Flag.CAPITAL | Flag.HASHTAG)) !== 0);
    const ending = length > 4 && !(flags & Flag.ADDRESS) ? lexicon.endingClasses(codes, 0, length, this.german) : 0;
    const stem = known ? this.stemOf(own, length, flags) : { entry: { ...own, types: 0, population: 0, classes: 0 }, flag: 0 };
    this.flags[type] = flags | stem.flag;
    this.classes[type] = own.classes;
    this.endings[type] = ending;
    this.parts[type] = lexicon.partsOf(codes, 0, length);
    this.names[type] = stem.entry.types;
    const isName = (flags & (Flag.CAPITAL | Flag.HASHTAG)) !== 0;
    this.stems[type] = isName ? stem.entry.classes & NAME_CLASSES : 0;
    this.population[type] = stem.entry.population;
    this.sign[type] = end - start === 1 && this.isSign(units, start) ? codes[0] : 0;
    const record = this.formOf(length);
    this.order[type] = this.german ? bucket(record, Bucket.order) : englishOrder(record);
    this.known[type] = bucket(record, Bucket.known);
    this.roles[type] = this.roleOf(type, units, start);
    this.traits[type] = traitsOf({
      role: this.roles[type],
      flags: this.flags[type],
      classes: own.classes,
      stem: this.stems[type],
      names: this.names[type],
      order: this.order[type],
      sign: this.sign[type],
    });
    this.fillWord(type, length);
    this.fillKnown(type, record, length);
    this.profiles[type] = this.profileOf(type);
    return type;
  }

  private isSign(units: Uint16Array, at: number): boolean {
    const sign = signs[units[at]];
    return sign === Sign.OTHER || sign === Sign.HAN;
  }

  private writtenFlags(units: Uint16Array, start: number, end: number): number {
    let upper = 0;
    let lower = 0;
    let digits = 0;
    for (let i = start; i < end; i++) {
      const sign = signs[units[i]];
      if (sign === Sign.UPPER) upper++;
      else if (sign === Sign.LOWER) lower++;
      else if (sign === Sign.DIGIT) digits++;
    }
    let flags = signs[units[start]] === Sign.UPPER ? Flag.CAPITAL : 0;
    if (upper > 1 && lower === 0) flags |= Flag.ALL_CAPITALS;
    if (lower > 0 && upper > (flags & Flag.CAPITAL ? 1 : 0)) flags |= Flag.MIXED;
    if (digits > 0) flags |= Flag.HAS_DIGIT;
    if (upper + lower > 0) flags |= Flag.HAS_LETTER;
    if (upper === 1 && lower === 0 && end - start === 2 && units[end - 1] === 0x2e) flags |= Flag.INITIAL;
    return flags;
  }

  /** The word, or where it names nothing the word without genitive -s, or without the -er of inhabitants. */
  private stemOf(own: Entry, length: number, flags: number): { entry: Entry; flag: number } {
    const { codes, lexicon } = this;
    if (own.types !== 0 || (own.classes & NAME_CLASSES) !== 0 || !(flags & (Flag.CAPITAL | Flag.HASHTAG)) || length < 5) {
      return { entry: own, flag: 0 };
    }
    if (codes[length - 1] === SMALL_S) {
      const entry = lexicon.find(codes, 0, length - 1);
      if (entry.types !== 0 || entry.classes & NAME_CLASSES) return { entry, flag: Flag.GENITIVE };
    }
    if (codes[length - 1] === SMALL_R && codes[length - 2] === SMALL_E && length > 5) {
      const entry = lexicon.find(codes, 0, length - 2);
      const other = entry.types & TypeBit.city ? entry : lexicon.find(codes, 0, length - 1);
      if ((other.types & TypeBit.city) !== 0) return { entry: other, flag: Flag.INHABITANT };
    }
    return { entry: own, flag: 0 };
  }

  private formOf(length: number): number {
    const { codes, lexicon } = this;
    const record = lexicon.forms.find(codes, 0, length);
    return record === 0 && length > 4 && codes[length - 1] === SMALL_S ? lexicon.forms.find(codes, 0, length - 1) : record;
  }

  private roleOf(type: number, units: Uint16Array, start: number): number {
    const flags = this.flags[type];
    if (flags & Flag.ADDRESS) return Role.NEVER;
    if (flags & (Flag.CAPITAL | Flag.HASHTAG | Flag.MIXED)) return Role.BEGIN;
    const sign = signs[units[start]];
    if (sign === Sign.DIGIT) return flags & Flag.HAS_LETTER ? Role.BEGIN : Role.INSIDE;
    if (sign === Sign.LOWER)
      return this.names[type] & 2 ? Role.BEGIN : this.parts[type] || this.codes[0] === 0x27 ? Role.INSIDE : Role.NEVER;
    return isInnerSign(this.sign[type]) ? Role.INSIDE : Role.NEVER;
  }

  /** Columns of the letters themselves. */
  private fillWord(type: number, length: number): void {
    const { codes } = this;
    for (let i = length; i < LONGEST; i++) codes[i] = 0;
    let digits = 0;
    for (let i = 0; i < length; i++) {
      if (signs[codes[i]] === Sign.DIGIT) {
        codes[i] = ZERO;
        digits++;
      }
    }
    const at = MARGIN + type;
    const set = (column: number, value: number) => {
      this.columns[column][at] = value;
    };
    set(0, hashCodes(codes, 0, length));
    set(1, this.shapeOf(type, length));
    set(2, hashCodes(codes, Math.max(0, length - 2), length, 109));
    set(3, hashCodes(codes, Math.max(0, length - 3), length, 108));
    set(4, hashCodes(codes, Math.max(0, length - 4), length, 110));
    set(5, hashCodes(codes, 0, Math.min(3, length), 111));
    set(6, hashCodes(codes, 0, Math.min(4, length), 112));
    set(7, 1 + Math.min(length, 10) + (digits > 0 ? 16 : 0) + (digits === length ? 32 * Math.min(length, 5) : 0));
  }

  /** Kinds of characters in order, repeats drawn together: `Xx`, `XX-x`, `0.0`. */
  private shapeOf(type: number, length: number): number {
    const { pattern, codes } = this;
    const flags = this.flags[type];
    let count = 0;
    let last = 0;
    pattern[count++] = (flags & (Flag.HASHTAG | Flag.ALL_CAPITALS | Flag.CAPITAL | Flag.MIXED | Flag.ADDRESS)) + 1;
    for (let i = 0; i < length && count < 8; i++) {
      const sign = signs[codes[i]];
      const kind = sign === Sign.OTHER ? 256 + codes[i] : sign;
      if (kind !== last) pattern[count++] = kind;
      last = kind;
    }
    if (flags & Flag.ALL_CAPITALS) pattern[count++ % LONGEST] = 100 + Math.min(length, 5);
    return hashCodes(pattern, 0, count, 102);
  }

  /** Columns of what dictionaries and counts say. */
  private fillKnown(type: number, record: number, length: number): void {
    const c = this.classes[type];
    const s = this.stems[type];
    const both = c | this.endings[type];
    const n = this.names[type];
    const p = this.population[type];
    const has = (bits: number, mask: number, value: number) => ((bits & mask) !== 0 ? value : 0);
    const bent = has(this.flags[type], Flag.GENITIVE, 1) + has(this.flags[type], Flag.INHABITANT, 2);
    const unsure = has(n, 8, 1);
    const city = n & 4 ? (p < 15_000 ? 1 : p < 150_000 ? 2 : 3) : 0;
    const order = bucket(record, Bucket.order);
    const values: Readonly<Record<KnownColumn, number>> = {
      name: this.nameStrength(type) === 0 ? 0 : this.nameStrength(type) * 3 + bent,
      human: has(n, 1, 1 + unsure),
      city: city === 0 ? 0 : 1 + city * 8 + unsure * 4 + bent,
      region: has(s, Class.place, 1) + has(s, Class.country, 2) + has(c, Class.nationality, 4),
      placeTail: has(both, Class.placeTail, 1),
      firm: has(n, 2, 1 + unsure),
      form: has(c, Class.legalSuffix, 1) + has(c, Class.legalPrefix, 2),
      firmTail: has(both, Class.companyTail, 1) + has(c, Class.companyBranch, 2),
      body: has(c, Class.organisationHead, 1) + has(both, Class.organisationTail, 2),
      titled: has(both, Class.titleBefore, 1) + has(both, Class.titleAfter, 2),
      personCue: has(c, Class.personCueBefore, 1) + has(c, Class.personCueAfter, 2),
      firmCue: has(both, Class.companyCueBefore, 1) + has(both, Class.companyCueAfter, 2),
      cityCue: has(c, Class.cityCueBefore, 1) + has(c, Class.cityCueAfter, 2),
      small: has(c, Class.stopWord, 1) + this.parts[type] * 2,
      written: 1 + order + bucket(record, Bucket.english) * 8,
      article: 1 + bucket(record, Bucket.article) + order * 8,
      given: 1 + bucket(record, Bucket.given),
      title: 1 + bucket(record, Bucket.title),
      place: 1 + bucket(record, Bucket.place),
      capital: 1 + bucket(record, Bucket.capital) + bucket(record, Bucket.legal) * 8,
      summary: this.summaryOf(type, length),
    };
    const at = MARGIN + type;
    for (let c = 0; c < KNOWN_COLUMNS.length; c++) this.columns[LETTER_COLUMNS.length + c][at] = values[KNOWN_COLUMNS[c]];
  }

  /** Number of the profile of a type: that of the first type with the same columns. */
  private profileOf(type: number): number {
    const { columns, profileTable: table } = this;
    const at = MARGIN + type;
    let hash = 0;
    for (let c = LETTER_COLUMNS.length; c < TYPE_COLUMNS.length; c++) hash = mix(hash, columns[c][at]);
    const mask = table.length - 1;
    let slot = hash & mask;
    for (; table[slot] !== 0; slot = (slot + 1) & mask) {
      const other = MARGIN + table[slot] - 1;
      let c: number = LETTER_COLUMNS.length;
      while (c < TYPE_COLUMNS.length && columns[c][at] === columns[c][other]) c++;
      if (c === TYPE_COLUMNS.length) return this.profiles[table[slot] - 1];
    }
    if (this.profileCount < MAX_PROFILES) table[slot] = type + 1;
    return this.profileCount++;
  }

  /** How well a word is known as given name and surname: 0 not, 1 listed, 2 borne by known people; for surnames times 3. */
  nameStrength(type: number): number {
    const s = this.stems[type];
    const strong = this.known[type];
    const given = s & Class.givenName ? (strong & 1 ? 2 : 1) : 0;
    const surname = s & Class.surname ? (strong & 2 ? 2 : 1) : 0;
    return given + surname * 3;
  }

  /** The most telling of what is known, in one value, to be joined with other columns. */
  private summaryOf(type: number, length: number): number {
    const c = this.classes[type];
    const s = this.stems[type];
    const both = c | this.endings[type];
    const n = this.names[type];
    const has = (bits: number, mask: number, value: number) => ((bits & mask) !== 0 ? value : 0);
    const city = n & 4 ? (this.population[type] < 150_000 ? 8 : 16) : 0;
    const kind =
      this.roles[type] + has(this.flags[type], Flag.ALL_CAPITALS, 4) + has(c, Class.stopWord, 8) + (this.sign[type] ? 16 : 0);
    const known = this.nameStrength(type) + has(n, 1, 256) + city * 2 + has(s, Class.place, 64) + has(n, 2, 128);
    const words =
      has(c, Class.legalSuffix, 1) +
      has(both, Class.companyTail, 2) +
      has(both, Class.organisationHead | Class.organisationTail, 4) +
      has(both, Class.titleBefore, 8) +
      has(this.parts[type], Part.particle, 16) +
      has(c, Class.nationality, 32) +
      64 * this.order[type];
    return mix(mix(kind + known * 32, words), length === 1 ? this.sign[type] : 0);
  }

  private reserve(size: number): void {
    if (size <= this.roles.length) return;
    const larger = this.roles.length * 2;
    const grow = <T extends Uint8Array | Uint16Array | Int32Array>(array: T, length: number): T => {
      const grown = new (array.constructor as new (n: number) => T)(length);
      grown.set(array);
      return grown;
    };
    const columns = makeColumns(TYPE_COLUMNS.length, larger + 2 * MARGIN);
    for (let c = 0; c < columns.length; c++) columns[c].set(this.columns[c]);
    this.columns = columns;
    this.roles = grow(this.roles, larger);
    this.traits = grow(this.traits, larger);
    this.flags = grow(this.flags, larger);
    this.classes = grow(this.classes, larger);
    this.endings = grow(this.endings, larger);
    this.parts = grow(this.parts, larger);
    this.names = grow(this.names, larger);
    this.stems = grow(this.stems, larger);
    this.population = grow(this.population, larger);
    this.order = grow(this.order, larger);
    this.known = grow(this.known, larger);
    this.sign = grow(this.sign, larger);
    this.profiles = grow(this.profiles, larger);
    const bare = new Int32Array(larger).fill(-1);
    bare.set(this.bare);
    this.bare = bare;
  }
}

const NAME_CLASSES = Class.givenName | Class.surname | Class.place | Class.country;
