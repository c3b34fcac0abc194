/** Turns bytes into text. Which encoding they are in is found by `encoding.ts` where nobody says it. */
import { measure } from '../text/byte-lengths.ts';
import { bomLength, byteOrderMark, detectEncoding } from './encoding.ts';

export { isBinary, isEncoding } from './encoding.ts';

export interface Decoded {
  readonly text: string;
  /** WHATWG label of the encoding. */
  readonly encoding: string;
  /** Offset in the file of the first bytes that were replaced, or -1. */
  readonly invalidAt: number;
  /** Bytes of the byte order mark, which is no part of the text. */
  readonly bomLength: number;
  /** Bytes behind each U+FFFD of the text, in order. */
  readonly replaced: readonly number[];
}

/** A stretch of decoded text, with the bytes behind each U+FFFD in it. */
export interface DecodedChunk {
  readonly text: string;
  readonly encoding: string;
  readonly replaced: readonly number[];
  /** Offset in the file of the first bytes of this stretch that were replaced, or -1. */
  readonly invalidAt: number;
}

/** Decodes stretches of bytes as they arrive; what is not in the encoding becomes U+FFFD. */
export interface ByteDecoder {
  /** @param bytes the next stretch, or none at the end: what is still held back comes out */
  decode(bytes?: Uint8Array): string;
}

/**
 * @param label a WHATWG encoding label, or null to find it out. A byte order mark counts more than either.
 * Throws a RangeError where the runtime does not know the label.
 */
export async function decode(bytes: Uint8Array, label: string | null): Promise<Decoded> {
  const encoding = byteOrderMark(bytes) ?? (label ? canonical(label) : await detectEncoding(bytes));
  const decoder = createDecoder(encoding);
  const text = decoder.decode(bytes) + decoder.decode();
  const mark = bomLength(bytes);
  // Only what a decoder may have replaced needs a second look at the bytes.
  if (!text.includes('\ufffd')) return { text, encoding, invalidAt: -1, bomLength: mark, replaced: [] };
  const { replaced, invalidAt } = measure(bytes.subarray(mark), text, encoding);
  return { text, encoding, invalidAt: invalidAt < 0 ? -1 : mark + invalidAt, bomLength: mark, replaced };
}

/** The one name an encoding goes by here. Throws a RangeError for a label nobody knows. */
export function canonical(label: string): string {
  const { encoding } = new TextDecoder(label);
  // The WHATWG standard reads gbk, gb2312 and their kin as gb18030, their superset; the runtime does not.
  return encoding === 'gbk' ? 'gb18030' : encoding;
}

/** A decoder for a document from its first byte on. Throws a RangeError for a label nobody knows. */
export function createDecoder(label: string): ByteDecoder {
  const encoding = canonical(label);
  if (encoding === 'windows-1252') return { decode: (bytes) => (bytes ? windows1252(bytes) : '') };
  const decoder = new TextDecoder(encoding);
  return { decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) };
}

/** Characters of bytes 0x80 to 0x9F (WHATWG index windows-1252): some versions of Node read them as ISO-8859-1. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function windows1252(bytes: Uint8Array): string {
  return c1ToWindows1252(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
}

/** Control characters U+0080 to U+009F, which no text holds, as the characters of windows-1252 they were meant as. */
export function c1ToWindows1252(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80]);
}

/**
 * Decodes a stream of bytes, stretch by stretch, keeping count of the bytes behind what was replaced.
 * @param label a WHATWG encoding label, or null: what a byte order mark says, else UTF-8
 */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>, label: string | null): AsyncGenerator<DecodedChunk> {
  let encoding = '';
  let decoder: ByteDecoder | null = null;
  // Bytes whose characters are still to come, and where in the file they begin.
  let held: Uint8Array = new Uint8Array(0);
  let at = 0;
  const stretch = (text: string): DecodedChunk => {
    const { replaced, bytes, invalidAt } = measure(held, text, encoding);
    const chunk = { text, encoding, replaced, invalidAt: invalidAt < 0 ? -1 : at + invalidAt };
    held = held.subarray(bytes);
    at += bytes;
    return chunk;
  };
  for await (const chunk of chunks) {
    if (decoder === null) {
      encoding = byteOrderMark(chunk) ?? canonical(label ?? 'utf-8');
      decoder = createDecoder(encoding);
      at = bomLength(chunk);
      held = chunk.subarray(at);
    } else held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    yield stretch(decoder.decode(chunk));
  }
  if (decoder) yield stretch(decoder.decode());
}
