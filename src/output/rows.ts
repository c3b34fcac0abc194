/** Mentions as rows of the mention table, with positions in the unit asked for. */
import type { Document, Evidence, Mention, Row, Source } from '../model.ts';
import { sourceByteLength } from '../text/byte-lengths.ts';
import { PositionCounter } from '../text/positions.ts';

/** What `start` and `end` count. */
export type OffsetUnit = 'codepoint' | 'utf16' | 'byte';

export interface RowOptions {
  readonly offsets: OffsetUnit;
  /** Whether rows carry their evidence. */
  readonly explain?: boolean;
}

/** Counts positions of a source in the unit asked for, from its start on. */
export const positionsIn = (source: Source, unit: OffsetUnit): PositionCounter =>
  new PositionCounter(source.text, unit === 'byte' ? sourceByteLength(source) : null);

/**
 * Rows of a document's mentions, in order of start.
 * @param counter of the document's source; it is left at the end of the last mention
 */
export function toRows(document: Document, mentions: readonly Mention[], counter: PositionCounter, options: RowOptions): Row[] {
  const { source, offsets } = document;
  const unit = options.offsets;
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
      ...(options.explain ? { evidence: explain(mention.evidence) } : {}),
    };
  });
}

const explain = (evidence: readonly Evidence[]): string =>
  [...evidence]
    .sort((a, b) => b.weight - a.weight)
    .map(({ source, weight }) => `${source} ${weight.toFixed(2).replace(/\.?0+$/, '')}`)
    .join('; ');
