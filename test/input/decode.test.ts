import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, isBinary } from '../../src/input/decode.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const GERMAN = 'Größere Städte wie Köln und Düsseldorf wären für die Züge schöner, hieß es am Anfang der Übung. ';

describe('decoding', () => {
  test.each<[string, Uint8Array, string | null, string]>([
    ['UTF-8', Buffer.from('上海 Köln 🙂'), null, '上海 Köln 🙂'],
    ['a byte order mark is no character', Buffer.from('\ufeff上海'), null, '上海'],
    ['UTF-16, little end first', Buffer.from('\ufeff上海', 'utf16le'), null, '上海'],
    ['UTF-16, big end first', Buffer.from('\ufeff上海', 'utf16le').swap16(), null, '上海'],
    ['what is stated wins', latin1('Köln'), 'windows-1252', 'Köln'],
    [
      'what HTML declares',
      Buffer.concat([Buffer.from('<meta charset="gb2312">'), bytes(0xc9, 0xcf, 0xba, 0xa3)]),
      null,
      '<meta charset="gb2312">上海',
    ],
    [
      'what XML declares',
      Buffer.concat([Buffer.from('<?xml version="1.0" encoding="gb18030"?>'), bytes(0xc9, 0xcf)]),
      null,
      '<?xml version="1.0" encoding="gb18030"?>上',
    ],
    ['a declaration that UTF-8 belies', Buffer.from('<meta charset="big5">上'), null, '<meta charset="big5">上'],
    ['a guess', latin1(GERMAN.repeat(5)), null, GERMAN.repeat(5)],
    ['nothing', bytes(), null, ''],
  ])('%s', async (_, input, label, expected) => {
    const { text, invalidAt } = await decode(input, label);
    expect(text).toBe(expected);
    expect(invalidAt).toBe(-1);
  });

  test('bad bytes are replaced and told', async () => {
    expect(await decode(bytes(0x41, 0x42, 0xff, 0x43), 'utf-8')).toMatchObject({
      text: 'AB\ufffdC',
      encoding: 'utf-8',
      invalidAt: 2,
    });
  });

  test('any text comes back from UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect((await decode(Buffer.from(text), null)).text).toBe(text.replace(/^\ufeff/, ''));
      }),
    );
  });
});

test.each<[string, Uint8Array, boolean]>([
  ['a NUL byte', bytes(0x50, 0x4b, 0, 3), true],
  ['UTF-16 with its mark', Buffer.from('\ufeffA', 'utf16le'), false],
  ['text', Buffer.from('上海'), false],
  ['nothing', bytes(), false],
])('binary or not: %s', (_, input, expected) => {
  expect(isBinary(input)).toBe(expected);
});
