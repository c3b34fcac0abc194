/**
 * What every matcher needs to know of a character, as two tables over UTF-16 code units: its folded form and its kind.
 * The tables are made at build time (dictionary/compile-characters.ts), since Unicode and the traditional characters
 * are too much to work out at each start.
 */
import { readCompiled } from '../dictionary/compiled.ts';

/** Kind of a folded code unit. */
export const Kind = { OTHER: 0, SPACE: 1, DIGIT: 2, LETTER: 3, HAN: 4, KANA_HANGUL: 5 } as const;

const bytes = readCompiled('characters.bin');
/** `folds[code]`: folded form: width, case, dashes, apostrophes, dots, traditional to simplified; always one code unit. */
export const folds = new Uint16Array(bytes.buffer, bytes.byteOffset, 65536);
/** `kinds[code]`: a Kind; the same for a code and its folded form. */
export const kinds = new Uint8Array(bytes.buffer, bytes.byteOffset + 131072, 65536);

/** Letters and digits of scripts that put spaces between words. */
export const isWordCode = (code: number): boolean => kinds[code] === Kind.LETTER || kinds[code] === Kind.DIGIT;
export const isHan = (code: number): boolean => kinds[code] === Kind.HAN;
export const isUpper = (code: number): boolean => kinds[code] === Kind.LETTER && folds[code] !== code;
