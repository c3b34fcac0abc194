/** Folds a text for matching: one code in, one code out, so that positions stay what they are. */
import { folds, Kind, kinds } from './characters.ts';

/** What no name may touch: web and mail addresses and @handles are marked by code 0. */
export const MASKED = 0;

/** Folded codes of a text, one for each UTF-16 code unit; addresses are MASKED. */
export function foldText(text: string): Uint16Array {
  const codes = utf16Units(text);
  foldAll(codes);
  maskAround(text, codes, '://');
  maskAround(text, codes, 'www.');
  maskAround(text, codes, '@');
  return codes;
}

/** By itself: a loop beside code that seldom runs is compiled anew each time that does. */
function foldAll(codes: Uint16Array): void {
  for (let i = 0; i < codes.length; i++) codes[i] = folds[codes[i]];
}

/** The UTF-16 code units of a text: written at one go, which reading them one by one is not. */
export function utf16Units(text: string): Uint16Array {
  const bytes = Buffer.allocUnsafeSlow(2 * text.length);
  bytes.write(text, 'utf16le');
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
}

/** Folded form of a short text (a dictionary name), as a string. */
export function foldString(text: string): string {
  // Codes by the thousand: a string grown one by one is a chain of pieces, slow to compare and ten times as large.
  let folded = '';
  for (let i = 0; i < text.length; i += AT_ONCE) {
    const codes: number[] = [];
    for (let j = i; j < text.length && j < i + AT_ONCE; j++) codes.push(folds[text.charCodeAt(j)]);
    folded += String.fromCharCode(...codes);
  }
  return folded;
}
const AT_ONCE = 4096;

const ADDRESS_PUNCTUATION = new Set([..."-._~:/?#[]@!$&'()*+,;=%"].map((c) => c.charCodeAt(0)));
const TRAILING = new Set([...'.,;:!?)\'"'].map((c) => c.charCodeAt(0)));
const inAddress = (code: number) =>
  code < 0x80 && (kinds[code] === Kind.LETTER || kinds[code] === Kind.DIGIT || ADDRESS_PUNCTUATION.has(code));
/** Left of `@` and `://` stand a mailbox or a scheme: no slash, bracket or comma. */
const inMailbox = (code: number) =>
  inAddress(code) && !TRAILING.has(code) && code !== 0x2f && code !== 0x28 ? true : code === 0x2e;

/** Masks each address that holds `marker`. Linear: an address once masked is stepped over. */
function maskAround(text: string, codes: Uint16Array, marker: string): void {
  let done = 0;
  for (let at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, done)) {
    let start = at;
    while (start > done && inMailbox(codes[start - 1])) start--;
    let end = at + marker.length;
    while (end < codes.length && inAddress(codes[end])) end++;
    while (end > at + marker.length && TRAILING.has(codes[end - 1])) end--;
    if (end > at + marker.length) codes.fill(MASKED, start, end);
    done = end;
  }
}
