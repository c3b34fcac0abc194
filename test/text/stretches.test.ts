/** A long document is matched in stretches that together are the document. */
import { expect, test } from 'vitest';
import type { Block, Document } from '../../src/model.ts';
import { PIECE, WHOLE } from '../../src/text/cut.ts';
import { stretchesOf } from '../../src/text/stretches.ts';

function documentOf(text: string): Document {
  const blocks: Block[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    blocks.push({ start, end: start + line.length, language: 'de' });
    start += line.length + 1;
  }
  const offsets = { toSource: (at: number) => 2 * at, endToSource: (at: number) => 2 * at + 1 };
  return { source: {} as Document['source'], text, blocks, offsets, language: 'de', date: null };
}

const line = 'Die Siemens AG baut in München ein neues Werk.';

test.each([
  ['short lines', `${line}\n`.repeat(30_000)],
  ['one long line', `${line} `.repeat(30_000)],
  ['neither a line nor a sentence', 'x'.repeat(WHOLE + 3 * PIECE + 5)],
])('%s', (_, text) => {
  const document = documentOf(text);
  const stretches = [...stretchesOf(document)];
  expect(stretches.length).toBeGreaterThan(WHOLE / PIECE);
  expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
  let at = 0;
  const blocks: string[] = [];
  for (const stretch of stretches) {
    expect(stretch.text.length).toBeLessThanOrEqual(PIECE);
    expect(stretch.offsets.toSource(7)).toBe(2 * (at + 7));
    expect(stretch.offsets.endToSource(7)).toBe(2 * (at + 7) + 1);
    for (const { start, end } of stretch.blocks) blocks.push(stretch.text.slice(start, end));
    at += stretch.text.length;
  }
  // What a block says stands in the blocks of the stretches, cut or whole.
  expect(blocks.join('')).toBe(document.blocks.map(({ start, end }) => text.slice(start, end)).join(''));
});

test('a document of ordinary length stays as it is', () => {
  const document = documentOf(`${line}\n`.repeat(100));
  expect([...stretchesOf(document)]).toEqual([document]);
});
