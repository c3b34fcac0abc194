/**
 * Cuts a large plain text into pieces that are documents of their own, so that memory stays bounded. Where the cuts fall depends on the
 * text alone, not on how it arrives: at the last line break of a stretch of fixed length, else at the last sentence end, else anywhere.
 */
import type { Origin } from '../model.ts';
import { PositionCounter, utf8Length } from '../text/positions.ts';

/** UTF-16 code units of a piece at most. A name is found again (short forms, repeats) within its piece. */
export const PIECE = 1 << 18;

export interface Piece {
  readonly text: string;
  readonly origin: Origin;
}

/** @param chunks decoded text as it arrives */
export async function* cutPieces(chunks: AsyncIterable<string>): AsyncGenerator<Piece> {
  let pending = '';
  let origin: Origin = { utf16: 0, codepoint: 0, byte: 0, line: 0 };
  for await (const chunk of chunks) {
    pending += chunk;
    while (pending.length > PIECE) {
      const end = cutAt(pending);
      const text = pending.slice(0, end);
      yield { text, origin };
      origin = behind(origin, text);
      pending = pending.slice(end);
    }
  }
  if (pending !== '' || origin.utf16 === 0) yield { text: pending, origin };
}

const SENTENCE_ENDS = ['。', '！', '？', '. ', '! ', '? ', '；', '，', ' '];

/** End of the first piece of a text longer than PIECE. */
function cutAt(text: string): number {
  const feed = text.lastIndexOf('\n', PIECE - 1);
  if (feed >= PIECE / 2) return feed + 1;
  for (const mark of SENTENCE_ENDS) {
    const end = text.lastIndexOf(mark, PIECE - mark.length);
    if (end >= PIECE / 2) return end + mark.length;
  }
  const code = text.charCodeAt(PIECE - 1);
  return code >= 0xd800 && code < 0xdc00 ? PIECE - 1 : PIECE;
}

/** Where the text behind a piece begins. */
function behind(origin: Origin, text: string): Origin {
  const size = new PositionCounter(text, utf8Length).advance(text.length);
  return {
    utf16: origin.utf16 + size.utf16,
    codepoint: origin.codepoint + size.codepoint,
    byte: origin.byte + size.byte,
    line: origin.line + size.line,
  };
}
