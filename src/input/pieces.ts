/**
 * Cuts a large plain text into pieces that are documents of their own, so that memory stays bounded. Where the cuts fall depends on the
 * text alone, not on how it arrives: at the last line break of a stretch of fixed length, else at the last sentence end, else anywhere.
 */
import type { Origin } from '../model.ts';
import { sourceByteLength } from '../text/byte-lengths.ts';
import { cutAt, ownString, PIECE } from '../text/cut.ts';
import { sizeOf } from '../text/positions.ts';
import type { DecodedChunk } from './decode.ts';

export interface Piece {
  readonly text: string;
  readonly origin: Origin;
  /** Bytes behind each U+FFFD of the text, in order. */
  readonly replaced: readonly number[];
}

/**
 * @param chunks decoded text as it arrives
 * @param encoding what it was decoded from
 * @param byte where in the file it begins: behind the byte order mark
 */
export async function* cutPieces(chunks: AsyncIterable<DecodedChunk>, encoding: string, byte: number): AsyncGenerator<Piece> {
  let pending = '';
  let lengths: number[] = [];
  let origin: Origin = { utf16: 0, codepoint: 0, byte, line: 0 };
  const piece = (cut: string): Piece => {
    const text = ownString(cut);
    const replaced = lengths.length === 0 ? lengths : lengths.slice(0, countReplaced(text));
    const made = { text, origin, replaced };
    lengths = lengths.slice(replaced.length);
    origin = behind(made, encoding);
    return made;
  };
  for await (const { text, replaced } of chunks) {
    pending += text;
    if (replaced.length > 0) lengths = lengths.concat(replaced);
    while (pending.length > PIECE) {
      const end = cutAt(pending);
      yield piece(pending.slice(0, end));
      pending = pending.slice(end);
    }
  }
  if (pending !== '' || origin.utf16 === 0) yield piece(pending);
}

function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  return count;
}

/** Where the text behind a piece begins. */
function behind({ text, origin, replaced }: Piece, encoding: string): Origin {
  const size = sizeOf(text, sourceByteLength({ encoding, replaced }));
  return {
    utf16: origin.utf16 + size.utf16,
    codepoint: origin.codepoint + size.codepoint,
    byte: origin.byte + size.byte,
    line: origin.line + size.line,
  };
}
