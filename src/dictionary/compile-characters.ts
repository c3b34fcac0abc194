/** Builds the character tables of text/characters.ts. Runs at build time only: needs opencc-js and Unicode regular expressions. */
import { Converter } from 'opencc-js';

const FOLDED_CHARACTERS: readonly [RegExp, string][] = [
  [/[\u2010-\u2015\u2212\uFE58\uFE63]/, '-'],
  [/[\u2018\u2019\u201B\u02BC\u00B4`\u2032]/, "'"],
  [/[\u2022\u2027\u30FB\u00B7\u2219\u22C5]/, '·'],
];
/** NFKC only where it undoes width or compatibility ideographs: `²` and `½` stay themselves. */
const WIDTH = /[\u2000-\u200A\u202F\u205F\u3000\u00A0\uFF00-\uFFEF\uF900-\uFAFF\u2F00-\u2FDF]/;

/** Folded form of one code unit. `simplify` maps a traditional character to its simplified one. */
function fold(character: string, simplify: (text: string) => string): string {
  let folded = character;
  if (WIDTH.test(folded)) folded = one(folded.normalize('NFKC')) ?? folded;
  for (const [pattern, replacement] of FOLDED_CHARACTERS) if (pattern.test(folded)) folded = replacement;
  folded = one(folded.toLowerCase()) ?? folded;
  return /\p{Script=Han}/u.test(folded) ? (one(simplify(folded)) ?? folded) : folded;
}
const one = (text: string): string | undefined => (text.length === 1 ? text : undefined);

function kind(character: string): number {
  if (/\s/u.test(character)) return 1;
  if (/[0-9]/.test(character)) return 2;
  if (/[\p{Script=Han}々〇]/u.test(character)) return 4;
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character)) return 5;
  return /[\p{L}\p{M}]/u.test(character) ? 3 : 0;
}

/** 65,536 folded codes (Uint16, host byte order), then 65,536 kinds (Uint8). */
export function compileCharacters(): Uint8Array {
  const simplify = Converter({ from: 't', to: 'cn' });
  const folds = new Uint16Array(65536);
  const kinds = new Uint8Array(65536);
  for (let code = 1; code < 65536; code++) {
    const surrogate = code >= 0xd800 && code < 0xe000;
    const folded = surrogate ? String.fromCharCode(code) : fold(String.fromCharCode(code), simplify);
    folds[code] = folded.charCodeAt(0);
    kinds[code] = surrogate ? 0 : kind(folded);
  }
  return Buffer.concat([Buffer.from(folds.buffer), kinds]);
}
