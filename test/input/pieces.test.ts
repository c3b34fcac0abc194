/** However a large text arrives, it is decoded and cut in the same way, and every piece knows where it begins. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, decodeStream } from '../../src/input/decode.ts';
import { cutPieces, type Piece } from '../../src/input/pieces.ts';
import { PIECE } from '../../src/text/cut.ts';

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length];
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
const characters = fc.string({ unit: fc.constantFrom('a', 'ü', '上', '🙂', '\n', '\ufffd') });

const encoded: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  'utf-8': fc.oneof(
    characters.map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 30 }),
  ),
  'utf-16le': fc.oneof(
    characters.map((text) => Buffer.from(text, 'utf16le')),
    fc.uint8Array({ maxLength: 30 }),
  ),
  gb18030: fc
    .array(fc.constantFrom([0x61], [0xc9, 0xcf], [0x81, 0x30, 0x84, 0x36]), { maxLength: 12 })
    .map((all) => Uint8Array.from(all.flat())),
};

describe('a stream of bytes', () => {
  test.each(Object.keys(encoded))('decodes as the whole does: %s', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(encoded[encoding], sizes, async (bytes, cuts) => {
        // A byte order mark is told by the first chunk, which holds it whole wherever bytes come from.
        const stretches = await collect(decodeStream(chunksOf(bytes, [8, ...cuts]), encoding));
        const whole = await decode(bytes, encoding);
        expect(stretches.map(({ text }) => text).join('')).toBe(whole.text);
        expect(stretches.flatMap(({ replaced }) => replaced)).toEqual(whole.replaced);
      }),
    );
  });
});

const pieces = (text: string, size: number): Promise<Piece[]> =>
  collect(cutPieces(decodeStream(chunksOf(Buffer.from(text), [size]), 'utf-8'), 'utf-8', 0));

describe('pieces of a large text', () => {
  const LINE = '西门子 and Siemens 🙂 in München\n';
  const TEXTS = [
    ['lines', LINE.repeat(25_000)],
    ['sentences', '上海很大。Berlin is large. '.repeat(25_000)],
    ['one word', '🙂'.repeat(300_000)],
    ['a short text', 'Berlin'],
    ['nothing', ''],
  ] as const;

  test.each(TEXTS)('%s: together they are the text, and each knows where it begins', async (_, text) => {
    let at = 0;
    for (const piece of await pieces(text, 65_536)) {
      const before = text.slice(0, at);
      expect(piece.origin).toEqual({
        utf16: at,
        codepoint: [...before].length,
        byte: Buffer.byteLength(before),
        line: before.split('\n').length - 1,
      });
      expect(piece.text.length).toBeLessThanOrEqual(PIECE);
      expect(text.startsWith(piece.text, at)).toBe(true);
      at += piece.text.length;
    }
    expect(at).toBe(text.length);
  });

  test.each(TEXTS)('%s: the same cuts however they arrive', async (_, text) => {
    const expected = await pieces(text, Math.max(1, text.length * 4));
    for (const size of [10_007, 262_144]) expect(await pieces(text, size)).toEqual(expected);
  });

  test('lines and sentences stay whole', async () => {
    for (const [mark, text] of [
      ['\n', TEXTS[0][1]],
      ['。', TEXTS[1][1]],
    ])
      for (const piece of (await pieces(text, 65_536)).slice(0, -1)) expect(piece.text.endsWith(mark)).toBe(true);
  });
});
