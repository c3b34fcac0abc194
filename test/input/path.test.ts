/** Names of any bytes: as strings inside, back to the bytes for the file system, and as something to read in a table. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePath, shownPath, systemPath } from '../../src/input/path.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('a path', () => {
  test.each<[string, Buffer, string]>([
    ['of UTF-8 is itself', Buffer.from('a/上海 🙂'), 'a/上海 🙂'],
    ['holds U+FFFD', Buffer.from('a\ufffd'), 'a\ufffd'],
    ['with a byte that is none', latin1('a/x\xff.txt'), 'a/x\\xff.txt'],
    ['in another encoding', Buffer.from('cec4bcfe2e747874', 'hex'), '\\xceļ\\xfe.txt'],
    ['cut inside a character', Buffer.from('e4b8ad2fe4b8', 'hex'), '中/\\xe4\\xb8'],
    ['with a surrogate in three bytes', Buffer.from('eda080', 'hex'), '\\xed\\xa0\\x80'],
  ])('%s', (_, bytes, shown) => expect(shownPath(decodePath(bytes))).toBe(shown));

  test('of any bytes is had back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 1 }), (bytes) => {
        expect(Buffer.from(systemPath(decodePath(Buffer.from(bytes))) as string)).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
