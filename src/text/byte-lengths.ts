/** How many bytes each character of a decoded text took in its file, for every encoding: offsets in bytes point into the file. */
import { utf8Length } from './positions.ts';

/**
 * Bytes of each code point in an encoding. Undefined for UTF-8, where they follow from the code point. Tables of the Chinese encodings are
 * made from the runtime's own decoder when first asked for (some milliseconds).
 * @param encoding a name as `TextDecoder.encoding` gives it
 */
export function byteLengthIn(encoding: string): ((codePoint: number) => number) | undefined {
  if (encoding === 'utf-8') return undefined;
  if (encoding.startsWith('utf-16')) return (codePoint) => (codePoint < 0x10000 ? 2 : 4);
  const pairs = pairTable(encoding);
  if (encoding === 'gb18030') return (codePoint) => (codePoint < 0x80 ? 1 : codePoint < 0x10000 ? pairs[codePoint] || 4 : 4);
  return (codePoint) => (codePoint < 0x80 ? 1 : codePoint < 0x10000 ? pairs[codePoint] || 1 : 2);
}

/**
 * Bytes of the code points of a text, in order: to be asked once for each, since a replaced sequence has a length of its own.
 * @param encoding a name as `TextDecoder.encoding` gives it; UTF-8 where absent
 */
export function sourceByteLength(source: {
  readonly encoding?: string;
  readonly replaced?: readonly number[];
}): (codePoint: number) => number {
  const lengthOf = byteLengthIn(source.encoding ?? 'utf-8') ?? utf8Length;
  const { replaced } = source;
  if (!replaced || replaced.length === 0) return lengthOf;
  let next = 0;
  return (codePoint) => (codePoint === 0xfffd ? (replaced[next++] ?? 3) : lengthOf(codePoint));
}

const tables = new Map<string, Uint8Array>();

/** `table[code]`: bytes of a character of the basic plane that takes one or two, else 0. */
function pairTable(encoding: string): Uint8Array {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Uint8Array(65536);
  tables.set(encoding, table);
  const decoder = new TextDecoder(encoding);
  if (MULTIBYTE.test(encoding))
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x30; trail <= 0xfe; trail++) {
        const text = decoder.decode(Uint8Array.of(lead, trail));
        if (text.length === 1) table[text.charCodeAt(0)] = 2;
      }
  for (let byte = 0x80; byte <= 0xff; byte++) {
    const text = decoder.decode(Uint8Array.of(byte));
    // Where a character has two forms (the euro sign in GB18030), the pair is the usual one.
    if (text.length === 1 && table[text.charCodeAt(0)] === 0) table[text.charCodeAt(0)] = 1;
  }
  table[0xfffd] = 1;
  return table;
}

const MULTIBYTE = /^(?:gb|big5|euc|shift|iso-2022)/;

export interface Measured {
  /** Bytes behind each U+FFFD of the text, in order. */
  readonly replaced: number[];
  /** Bytes the whole text was decoded from. */
  readonly bytes: number;
  /** Offset of the first bytes that were replaced, or -1: a U+FFFD the file itself holds is none. */
  readonly invalidAt: number;
}

/**
 * How bytes became text. Linear in the text.
 * @param bytes what the text was decoded from, without a byte order mark; more may follow
 */
export function measure(bytes: Uint8Array, text: string, encoding: string): Measured {
  if (encoding === 'utf-8' && !text.includes('\ufffd')) return { replaced: [], bytes: Buffer.byteLength(text), invalidAt: -1 };
  const lengthOf = byteLengthIn(encoding) ?? utf8Length;
  const replaced: number[] = [];
  let invalidAt = -1;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    if (codePoint === 0xfffd) {
      const length = Math.min(replacedAt(bytes, at, encoding), bytes.length - at);
      if (invalidAt < 0 && !isReplacementCharacter(bytes.subarray(at, at + length), encoding)) invalidAt = at;
      replaced.push(length);
      at += length;
      // The euro sign of GBK as Windows has it.
    } else if (codePoint === 0x20ac && bytes[at] === 0x80) at++;
    else at += lengthOf(codePoint);
  }
  return { replaced, bytes: at, invalidAt };
}

/** Whether bytes are those of U+FFFD itself. */
function isReplacementCharacter(bytes: Uint8Array, encoding: string): boolean {
  const form = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
  return form === (REPLACEMENT[encoding] ?? '');
}
const REPLACEMENT: Readonly<Record<string, string>> = {
  'utf-8': 'efbfbd',
  'utf-16le': 'fdff',
  'utf-16be': 'fffd',
  gb18030: '8431a437',
};

function replacedAt(bytes: Uint8Array, at: number, encoding: string): number {
  if (encoding === 'utf-8') return replacedUtf8(bytes, at);
  if (encoding.startsWith('utf-16')) return 2;
  if (!MULTIBYTE.test(encoding)) return 1;
  const trail = bytes[at + 1];
  if (bytes[at] === 0xff) return 1;
  if (encoding === 'gb18030' && trail >= 0x30 && trail <= 0x39) return replacedGb18030(bytes, at);
  // A byte that could begin something of its own is left for it.
  if (trail === 0xff) return encoding === 'gb18030' ? 2 : 1;
  return trail === undefined || trail < 0x40 || trail === 0x7f ? 1 : 2;
}

/** The maximal part of a sequence that a decoder replaces as one (WHATWG, UTF-8 decoder). */
function replacedUtf8(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  const needed = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
  let lower = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  let upper = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  let length = 1;
  while (length <= needed && bytes[at + length] >= lower && bytes[at + length] <= upper) {
    length++;
    lower = 0x80;
    upper = 0xbf;
  }
  return length;
}

function replacedGb18030(bytes: Uint8Array, at: number): number {
  const third = bytes[at + 2];
  const fourth = bytes[at + 3];
  if (third === undefined) return 2;
  if (third < 0x81 || third > 0xfe) return 1;
  if (fourth === undefined) return 3;
  return fourth >= 0x30 && fourth <= 0x39 ? 4 : 1;
}
