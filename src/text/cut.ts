/** Where a long text is cut, so that memory stays bounded. Where the cuts fall depends on the text alone. */

/** UTF-16 code units of a piece at most. A name is found again (short forms, repeats) within its piece. */
export const PIECE = 1 << 16;
/** Texts up to this length are worked on whole. */
export const WHOLE = 12 * PIECE;

/** Where a text is best cut, the best first: behind a line, a sentence, a part of one. */
const ENDS = ['\n', '。', '！', '？', '. ', '! ', '? ', '；', '，', ' '];

/** End of the piece that starts at `start`; what is left must be longer than PIECE. */
export function cutAt(text: string, start = 0): number {
  const half = start + PIECE / 2;
  const last = text.slice(half, start + PIECE);
  for (const mark of ENDS) {
    const at = last.lastIndexOf(mark);
    if (at >= 0) return half + at + mark.length;
  }
  const end = start + PIECE;
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code < 0xdc00 ? end - 1 : end;
}

/** The same text as a string of its own: one cut from another is read at half the speed, and keeps the other in memory. */
export const ownString = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
