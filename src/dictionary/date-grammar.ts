/** The compiled date grammar: what `compile-dates.ts` writes and `match/date/` runs. Types and constants only, so that reading it costs nothing. */

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

/** `[code, next, …]`, `[slot, next, …]`, node behind needed white space, behind possible white space (-1: none), rules complete here. */
export type DateNode = readonly [
  codes: readonly number[],
  slots: readonly number[],
  space: number,
  maybe: number,
  rules: readonly number[],
];

/** Bits of a word's flags. */
export const WordFlag = { Capital: 1, Home: 2, Small: 4 } as const;

export interface DateGrammar {
  readonly languages: readonly string[];
  readonly classes: readonly string[];
  readonly rules: readonly DateRule[];
  readonly slots: readonly DateSlot[];
  /** The last node is the root. */
  readonly nodes: readonly DateNode[];
  /** Settings of each language. */
  readonly settings: readonly (readonly string[])[];
  /** Bits of Gap for each gap word. */
  readonly gaps: Readonly<Record<string, number>>;
  /** Numerals and their values. */
  readonly numerals: Readonly<Record<string, number>>;
  /** Word trie, breadth first: `codes[s]` leads to state s, whose children are `first[s]` to `first[s + 1]`; its words `words[s]` to `words[s + 1]`. */
  readonly trie: { readonly codes: string; readonly first: readonly number[]; readonly words: readonly number[] };
  /** Columns of the words, in order of their states. */
  readonly words: {
    readonly cls: readonly number[];
    readonly value: readonly (number | string)[];
    readonly language: readonly number[];
    readonly flags: readonly number[];
  };
  /** Codes that may begin a date, the pairs and triples of codes that may, and the codes that may follow its first number (base64 of bytes). */
  readonly triggers: {
    readonly codes: string;
    readonly pairs: string;
    readonly triples: string;
    readonly quads: string;
    readonly afterNumber: string;
  };
}

/** Gaps between two date pieces that bind them. */
export const Gap = { Join: 1, Comma: 2, Of: 4, To: 8, And: 16, Weekday: 32, Open: 64 } as const;

/** How a code may begin a date: not, with a fitting second code, always, as a digit. */
export const Trigger = { None: 0, Pair: 1, Always: 2, Digit: 3 } as const;
export const pairKey = (a: number, b: number): number => (Math.imul(a, 40503) ^ Math.imul(b, 7919)) & 0x3ffff;
/** 0: no date word begins so, 1: look at the fourth code too, 2: one may. Letters only. */
const letter = (c: number) => (c >= 97 && c < 0x250 ? c & 31 : 0);
export const tripleKey = (a: number, b: number, c: number): number => (letter(a) << 10) | (letter(b) << 5) | letter(c);
export const quadKey = (a: number, b: number, c: number, d: number): number =>
  (Math.imul(Math.imul(Math.imul(a, 31) + b, 31) + c, 31) + d) & 0xffff;
