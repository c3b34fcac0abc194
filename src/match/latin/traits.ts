/** What rules and the walk over a text ask of a word, by its letters and by what dictionaries say of it. */
import { Class } from '../../dictionary/word-classes.ts';

/** May the word stand in a name: not at all, behind the first word, anywhere. */
export const Role = { NEVER: 0, INSIDE: 1, BEGIN: 2 } as const;

/** Flags of a type. */
export const Flag = {
  /** Found in the dictionary without its final -s. */
  GENITIVE: 1,
  /** A city or country with -er: an inhabitant or an adjective. */
  INHABITANT: 2,
  HASHTAG: 4,
  ALL_CAPITALS: 8,
  /** A single capital with its stop. */
  INITIAL: 16,
  CAPITAL: 32,
  /** Capitals behind small letters: `eBay`, `BioNTech`. */
  MIXED: 64,
  HAS_DIGIT: 128,
  ADDRESS: 256,
  HAS_LETTER: 512,
} as const;

/** What the walk over a text asks of a type, in one number. */
export const Trait = {
  /** Roles. */
  BEGIN: 1,
  NEVER: 2,
  /** A sign that is a hyphen, that ends a sentence, that opens what follows. */
  HYPHEN: 4,
  ENDS: 8,
  OPENS: 16,
  /** A full stop or a legal form: part of a name behind one. */
  GOES_ON: 32,
  /** A legal form with its capital. */
  LEGAL: 64,
  /** Can be a surname behind a given name. */
  SURNAME: 128,
  GIVEN: 256,
  TITLE: 512,
  NAMES_NEXT: 256 | 512,
  /** An ordinary word no dictionary has as a name. */
  ORDINARY: 1024,
} as const;
const SIGN_SHIFT = 16;
/** Kind of a sign, as the column `glue` has it: 0 none, 1 hyphen, 2 full stop, 3 another. */
export const signKind = (trait: number): number => trait >>> SIGN_SHIFT;

const HYPHEN = 0x2d;
const STOP = 0x2e;
const signSet = (signs: string): ReadonlySet<number> => new Set(Array.from(signs, (c) => c.charCodeAt(0)));
const INNER_SIGNS = signSet("-&.'+/,");
const ENDING_SIGNS = signSet('.!?:');
const OPENING_SIGNS = signSet(`"„“”»«'-(*•`);
/** Orders (word-forms.ts) from here on are those of small words and nouns. */
const ORDINARY = 4;
const NO_SURNAME = Class.legalSuffix | Class.companyTail | Class.place;

/** Whether a sign, by its folded code, may stand inside a name. */
export const isInnerSign = (sign: number): boolean => INNER_SIGNS.has(sign);

/** Traits of a word; the fields are those of TokenTypes (attributes.ts). */
export function traitsOf(word: {
  readonly role: number;
  readonly flags: number;
  readonly classes: number;
  readonly stem: number;
  readonly names: number;
  readonly order: number;
  readonly sign: number;
}): number {
  const { role, classes, stem, sign } = word;
  const isLegal = (classes & Class.legalSuffix) !== 0;
  const isCapital = (word.flags & Flag.CAPITAL) !== 0;
  const isOrdinary = word.order >= ORDINARY;
  return (
    (role === Role.BEGIN ? Trait.BEGIN : 0) |
    (role === Role.NEVER ? Trait.NEVER : 0) |
    (sign === HYPHEN ? Trait.HYPHEN : 0) |
    (ENDING_SIGNS.has(sign) ? Trait.ENDS : 0) |
    (OPENING_SIGNS.has(sign) ? Trait.OPENS : 0) |
    (sign === STOP || isLegal ? Trait.GOES_ON : 0) |
    (isLegal && isCapital ? Trait.LEGAL : 0) |
    (!(classes & NO_SURNAME) && !isOrdinary ? Trait.SURNAME : 0) |
    (stem & Class.givenName && isCapital ? Trait.GIVEN : 0) |
    (classes & Class.titleBefore ? Trait.TITLE : 0) |
    (isOrdinary && word.names === 0 && stem === 0 ? Trait.ORDINARY : 0) |
    ((sign === 0 ? 0 : sign === HYPHEN ? 1 : sign === STOP ? 2 : 3) << SIGN_SHIFT)
  );
}
