/** Positions of a text in other units: code points, bytes of its encoding, lines. */

/** Bytes of a code point in UTF-8. */
export const utf8Length = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

export interface Position {
  readonly utf16: number;
  readonly codepoint: number;
  readonly byte: number;
  /** Line breaks before it. */
  readonly line: number;
}

/** A text without pairs of surrogates has as many code points as code units. */
const LEAD_SURROGATE = /[\ud800-\udbff]/;

/** Counts up to ascending positions of a text, reading each character once at most. */
export class PositionCounter {
  private position = 0;
  private codepoints = 0;
  private bytes = 0;
  private lines = 0;
  /** Where code points are code units, only lines are counted: the next line break, or -1. */
  private feed: number;
  private readonly countsUnits: boolean;

  /** @param byteLength bytes of a code point, or null where bytes are not asked for (they stay 0) */
  constructor(
    private readonly text: string,
    private readonly byteLength: ((codePoint: number) => number) | null,
  ) {
    this.countsUnits = byteLength === null && !LEAD_SURROGATE.test(text);
    this.feed = text.indexOf('\n');
  }

  /** @param to UTF-16 position, not before the last one */
  advance(to: number): Position {
    if (this.countsUnits) return this.advanceUnits(to);
    const { text, byteLength } = this;
    while (this.position < to) {
      const code = text.charCodeAt(this.position);
      const pair = code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(this.position + 1) & 0xfc00) === 0xdc00;
      if (byteLength) this.bytes += byteLength(pair ? text.codePointAt(this.position)! : code);
      if (code === 10) this.lines++;
      this.codepoints++;
      this.position += pair ? 2 : 1;
    }
    return { utf16: this.position, codepoint: this.codepoints, byte: this.bytes, line: this.lines };
  }

  private advanceUnits(to: number): Position {
    for (; this.feed >= 0 && this.feed < to; this.feed = this.text.indexOf('\n', this.feed + 1)) this.lines++;
    return { utf16: to, codepoint: to, byte: 0, line: this.lines };
  }
}

/** How long a text is in every unit. @param byteLength bytes of a code point */
export function sizeOf(text: string, byteLength: (codePoint: number) => number): Position {
  if (byteLength !== utf8Length) return new PositionCounter(text, byteLength).advance(text.length);
  return { ...new PositionCounter(text, null).advance(text.length), byte: Buffer.byteLength(text) };
}
