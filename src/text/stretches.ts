/** A long document is matched a stretch at a time. */
import type { Block, Document } from '../model.ts';
import { cutAt, ownString, PIECE, WHOLE } from './cut.ts';

/** The document itself, or stretches of a long one in order, each with its own blocks; together they are its text. */
export function* stretchesOf(document: Document): Generator<Document> {
  const { text, blocks, offsets } = document;
  if (text.length <= WHOLE) {
    yield document;
    return;
  }
  let next = 0;
  for (let start = 0; start < text.length; ) {
    const from = start;
    const to = text.length - from > PIECE ? cutAt(text, from) : text.length;
    const own: Block[] = [];
    while (next < blocks.length && blocks[next].start < to) {
      const { start, end, language } = blocks[next];
      own.push({ start: Math.max(start, from) - from, end: Math.min(end, to) - from, language });
      if (end > to) break; // goes on in the next stretch
      next++;
    }
    yield {
      ...document,
      text: ownString(text.slice(from, to)),
      blocks: own,
      offsets: {
        toSource: (position) => offsets.toSource(position + from),
        endToSource: (position) => offsets.endToSource(position + from),
      },
    };
    start = to;
  }
}
