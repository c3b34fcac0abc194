import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlain } from '../../src/text/plain.ts';
import { noisy } from '../support/arbitraries.ts';
import { blockTexts, expectBackToSource } from '../support/offsets.ts';

const LONG = 'a line of sixty characters that is wrapped where the words end';

describe('plain text', () => {
  test.each<[string, string, string[]]>([
    ['a line is a block', 'one\ntwo\n', ['one', 'two']],
    ['empty lines are none', '\n\none\n\n\ntwo', ['one', 'two']],
    ['carriage returns belong to the break', 'one\r\ntwo\r\n', ['one', 'two']],
    ['blanks inside a line stay', 'one  two\n', ['one  two']],
    ['nothing', '', []],
    ['a wrapped paragraph is one block', `${LONG}\n`.repeat(5).concat('end'), [`${`${LONG} `.repeat(5)}end`]],
    ['an empty line ends a wrapped paragraph', `${`${LONG}\n`.repeat(5)}end\n\nnext`, [`${`${LONG} `.repeat(5)}end`, 'next']],
    ['lines that end sentences are not wrapped', `${LONG}.\n`.repeat(2), [`${LONG}.`, `${LONG}.`]],
    [
      'one long line, and nothing is wrapped',
      `${LONG}\n`.repeat(5).concat('x'.repeat(91)),
      [...Array(5).fill(LONG), 'x'.repeat(91)],
    ],
    ['bracketed pinyin is gone', '上(shàng)海(hǎi)西(xī)門(mén)', ['上海西門']],
  ])('%s', (_, source, expected) => {
    expect(blockTexts(readPlain(source))).toEqual(expected);
    expectBackToSource(source, readPlain(source));
  });

  test('every character leads back to the source', () => {
    fc.assert(fc.property(noisy, (source) => expectBackToSource(source, readPlain(source))));
  });

  test('no visible character is lost', () => {
    fc.assert(
      fc.property(noisy, (source) => {
        expect(blockTexts(readPlain(source)).join('').replace(/\s/g, '')).toBe(source.replace(/\s/g, ''));
      }),
    );
  });
});
