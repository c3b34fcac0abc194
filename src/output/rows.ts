/** Mentions as rows of the mention table, with positions in the unit asked for. */
import type { Document, Evidence, Mention, Row } from '../model.ts';

export const OFFSET_UNITS = ['codepoint', 'utf16', 'byte'] as const;
export type OffsetUnit = (typeof OFFSET_UNITS)[number];

/** Counts code points, bytes and lines up to ascending positions of a source text, reading each character once. */
class Counter {
  private position = 0;
  private codepoints = 0;
  private bytes = 0;
  private lines = 0;
  constructor(
    private readonly text: string,
    private readonly byteLength: (codePoint: number) => number,
    private readonly countBytes: boolean,
  ) {}

  advance(to: number): { utf16: number; codepoint: number; byte: number; line: number } {
    while (this.position < to) {
      const code = this.text.charCodeAt(this.position);
      const pair =
        code >= 0xd800 &&
        code < 0xdc00 &&
        this.position + 1 < this.text.length &&
        (this.text.charCodeAt(this.position + 1) & 0xfc00) === 0xdc00;
      if (this.countBytes) this.bytes += this.byteLength(pair ? this.text.codePointAt(this.position)! : code);
      if (code === 10) this.lines++;
      this.codepoints++;
      this.position += pair ? 2 : 1;
    }
    return { utf16: this.position, codepoint: this.codepoints, byte: this.bytes, line: this.lines };
  }
}

const utf8Length = (codePoint: number) => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);

/** Rows of a document's mentions, in order of start. */
export function toRows(document: Document, mentions: readonly Mention[], unit: OffsetUnit): Row[] {
  const { source, offsets } = document;
  const counter = new Counter(source.text, source.byteLength ?? utf8Length, unit === 'byte');
  let block = 0;
  return mentions.map((mention) => {
    while (block + 1 < document.blocks.length && document.blocks[block].end <= mention.start) block++;
    const start = counter.advance(offsets.toSource(mention.start));
    const end = counter.advance(offsets.endToSource(mention.end));
    return {
      document: source.name,
      lang: document.blocks[block]?.language ?? document.language,
      type: mention.type,
      text: document.text.slice(mention.start, mention.end).replace(/\s+/g, ' '),
      name: mention.name,
      id: mention.id,
      value: mention.value,
      start: source.origin[unit] + start[unit],
      end: source.origin[unit] + end[unit],
      line: source.origin.line + start.line + 1,
      source: mention.source,
      evidence: explain(mention.evidence),
    };
  });
}

const explain = (evidence: readonly Evidence[]): string =>
  [...evidence]
    .sort((a, b) => b.weight - a.weight)
    .map(({ source, weight }) => `${source} ${weight.toFixed(2).replace(/\.?0+$/, '')}`)
    .join('; ');
