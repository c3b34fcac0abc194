/** The compiled date grammar: what `compile-dates.ts` makes and `match/date/` runs. Types and constants only, so that reading it costs nothing. */

export interface DateRule {
  readonly name: string;
  /** Index into `languages`. */
  readonly language: number;
  readonly flags: readonly string[];
  readonly parts: Readonly<Record<string, number | string>>;
}

/** What a pattern reads at a place: a number (`number` holds its bounds) or a word of a class. */
export interface DateSlot {
  readonly name: string;
  /** Index into `classes`, -1 for a number. */
  readonly cls: number;
  /** Digits from, digits to, least value, greatest value, 1 where numerals will not do. */
  readonly number: readonly [number, number, number, number, number?] | null;
  /** Part it fills. */
  readonly field: string;
  /** Which end of a range it fills; both where empty. */
  readonly side: '<' | '>' | '';
  /** No word boundary needed behind it. */
  readonly glued: boolean;
}

/** The lists of the grammar; they stand as JSON in its file. */
export interface DateLists {
  readonly languages: readonly string[];
  readonly classes: readonly string[];
  readonly rules: readonly DateRule[];
  readonly slots: readonly DateSlot[];
  /** Settings of each language. */
  readonly settings: readonly (readonly string[])[];
  /** Bits of Gap for each gap word. */
  readonly gaps: Readonly<Record<string, number>>;
  /** Numerals and their values. */
  readonly numerals: Readonly<Record<string, number>>;
  /** Values of words that are no numbers: `wordValue` counts on from TEXT. */
  readonly texts: readonly string[];
  /** Place of the root in `tree`. */
  readonly root: number;
}

/** The tables of the grammar; they stand as they are in its file. */
export interface DateTables {
  /**
   * Pattern tree. A node is: bits of the symbols it may go on with; count of rules complete here, the rules; node behind needed white space, behind possible white
   * space (-1: none); count of codes, `code, node` each; count of number slots, `slot, node` each; count of word slots, likewise.
   */
  readonly tree: Int32Array;
  /** Word trie, breadth first: `trieCodes[s]` leads to state s, whose children are `trieFirst[s]` to `trieFirst[s + 1]`; its words likewise. */
  readonly trieCodes: Uint16Array;
  readonly trieFirst: Uint16Array;
  readonly trieWords: Uint16Array;
  /** The same of the words that are looked for before a date, spelled backwards. */
  readonly backCodes: Uint16Array;
  readonly backFirst: Uint16Array;
  readonly backWords: Uint16Array;
  readonly backClass: Uint8Array;
  /** Columns of the words, in order of their states. */
  readonly wordClass: Uint8Array;
  readonly wordLanguage: Uint8Array;
  readonly wordFlags: Uint8Array;
  readonly wordValue: Int32Array;
  /** What each code may begin: a value of Start. */
  readonly starts: Uint8Array;
  /** Class of each code for `heads` (see HeadClass). */
  readonly headClasses: Uint8Array;
  /** Bits by `headKey` of four codes: whether a pattern may begin with them. */
  readonly heads: Uint32Array;
  /** By `mix` of a word's hash: 0 where no pattern begins with the word, FOLLOW_ALL, or its row of `follow`; and its `printOf`. */
  readonly firstWords: Uint16Array;
  readonly firstPrints: Uint8Array;
  /** Rows of bits by `followKey`: which three symbols may follow a first word or number, blanks skipped. */
  readonly follow: Uint32Array;
  /** By length of a number: its row of `follow` (0: none), its least and its greatest value. */
  readonly numbers: Int32Array;
  /** By hash of the first two codes: 1 where the third decides by `triples`, 2 where it may be any. */
  readonly pairs: Uint8Array;
  readonly triples: Uint8Array;
}

export interface DateGrammar extends DateLists, DateTables {}

/** Bits of a word's flags. */
export const WordFlag = { Capital: 1, Home: 2, Small: 4 } as const;
/** Word values from here on are texts. */
export const TEXT = 0x40000000;

/** Gaps between two date pieces that bind them. */
export const Gap = { Join: 1, Comma: 2, Of: 4, To: 8, And: 16, Weekday: 32, Open: 64 } as const;

/** How a code may begin a date: not, as a letter of a word, a digit, a numeral, with fitting codes behind it, always. */
export const Start = { None: 0, Letter: 1, Digit: 2, Numeral: 3, Pair: 4, Always: 5 } as const;

export const isLatin = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0x24f && c !== 0xd7 && c !== 0xf7);
export const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 9 || c === 13 || c === 160 || c === 0x3000;
export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Classes of codes that tell apart what may follow a first word. */
export const Symbols = { Other: 0, Foreign: 27, Digit: 28, Blank: 29, Stop: 30, Hyphen: 31 } as const;
export function symbolOf(c: number): number {
  if (isLatin(c)) return (c | 32) <= 122 ? (c | 32) - 96 : Symbols.Foreign;
  if (isDigit(c)) return Symbols.Digit;
  if (isSpace(c)) return Symbols.Blank;
  return c === 46 ? Symbols.Stop : c === 45 ? Symbols.Hyphen : Symbols.Other;
}

/** Classes of codes that tell apart what may begin a date: letters as in Symbols, and codes that begin one by themselves. */
export const HeadClass = { Other: 0, Digit: Symbols.Digit, Blank: Symbols.Blank, Starter: 30 } as const;
export const HEAD_KEYS = 1 << 20;
/** Key of the last four classes: a class after those of `key`. */
export const headKey = (key: number, headClass: number): number => ((key << 5) | headClass) & (HEAD_KEYS - 1);

export const FOLLOW_ALL = 65535;
/** Words of a row of `follow`. */
export const ROW = 512;
/** Key of three symbols; letters sixteen apart share one in the third place. */
export const followKey = (a: number, b: number, c: number): number => (a << 9) | (b << 4) | (c & 15);
/** Hash of a word, code by code (FNV-1a), and the place it has in a table of 65536. */
export const HASH = 0x811c9dc5 | 0;
export const hashCode = (hash: number, code: number): number => Math.imul(hash ^ code, 16777619);
export const mix = (hash: number): number => (hash ^ (hash >>> 15)) & 0xffff;
export const pairKey = (a: number, b: number): number => (Math.imul(a, 40503) ^ Math.imul(b, 7919)) & 0xffff;
export const tripleKey = (a: number, b: number, c: number): number => mix(hashCode(hashCode(hashCode(HASH, a), b), c));
/** Tells apart most words of one place of `firstWords`; ANY_PRINT where two share it. */
export const ANY_PRINT = 0;
export const printOf = (hash: number): number => (hash >>> 24) | 1;
/** Stands for a number of so many digits, or for numerals (0), in the keys of pairs and triples. */
export const numberHead = (length: number): number => 0xe000 + length;
/** Any digit, any blank: one code for the keys. */
export const plain = (c: number): number => (isDigit(c) ? 48 : isSpace(c) ? 32 : c);
