import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentBuilder } from '../../src/text/document-builder.ts';
import { blockTexts, expectBackToSource } from '../support/offsets.ts';

describe('a document put together from pieces', () => {
  test('text, blocks and the way back', () => {
    const source = '<b>A&amp;B</b> c';
    const builder = new DocumentBuilder(source);
    builder.flow(3, 4);
    builder.replace('&', 4, 9);
    builder.flow(9, 10);
    builder.space(14);
    builder.flow(15, 16);
    const built = builder.finish();
    expect(blockTexts(built)).toEqual(['A&B c']);
    expectBackToSource(source, built);
    // The end of a span is where its last character ends, not where the next begins.
    expect(built.offsets.endToSource(3)).toBe(10);
    expect(built.offsets.toSource(4)).toBe(15);
  });

  test.each([
    ['between Latin words', 'one\ntwo', 'one two'],
    ['between Chinese characters', '上\n海', '上海'],
    ['between Chinese and Latin', '上\nB', '上 B'],
    ['after Chinese punctuation', '。\n海', '。海'],
    ['within a line', '上 海', '上 海'],
  ])('a line break %s', (_, source, expected) => {
    const builder = new DocumentBuilder(source);
    builder.flow(0, source.length);
    expect(blockTexts(builder.finish())).toEqual([expected]);
  });

  test('empty blocks leave no trace', () => {
    const builder = new DocumentBuilder('a b');
    builder.endBlock();
    builder.flow(1, 2);
    builder.endBlock();
    builder.flow(0, 1);
    builder.endBlock();
    builder.endBlock();
    expect(blockTexts(builder.finish())).toEqual(['a']);
  });

  test('hidden spans are skipped wherever pieces begin and end', () => {
    const source = '0123456789';
    const cut = fc.array(fc.nat(10), { maxLength: 6 }).map((cuts) => [...new Set([0, ...cuts, 10])].sort((a, b) => a - b));
    fc.assert(
      fc.property(cut, fc.nat(9), fc.integer({ min: 1, max: 10 }), (cuts, from, length) => {
        const hidden = { start: from, end: Math.min(10, from + length) };
        const builder = new DocumentBuilder(source, [hidden]);
        for (let i = 1; i < cuts.length; i++) builder.copy(cuts[i - 1], cuts[i]);
        const built = builder.finish();
        expect(blockTexts(built).join('')).toBe(source.slice(0, hidden.start) + source.slice(hidden.end));
        expectBackToSource(source, built);
      }),
    );
  });
});
