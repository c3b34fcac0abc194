import { describe, expect, test } from 'vitest';
import { foldString, foldText, MASKED } from '../../src/text/fold.ts';
import { formatOf } from '../../src/text/formats.ts';
import { isoDate } from '../../src/text/iso-date.ts';
import { sourceOf } from '../support/extract.ts';

test.each([
  ['what is stated wins', { name: 'a.html', format: 'text', text: '<p>' }, 'text'],
  ['then the name', { name: 'a.html', text: 'plain' }, 'html'],
  ['in capitals too', { name: 'A.MD', text: 'plain' }, 'markdown'],
  ['then the content: HTML', { name: '-', text: '\n<!DOCTYPE html><p>' }, 'html'],
  ['then the content: a fragment', { name: 'a.txt', text: '<div class="x">' }, 'html'],
  ['then the content: front matter', { name: 'a.txt', text: '---\ntitle: x\n---\n' }, 'markdown'],
  ['then the content: marks at line starts', { name: 'a.txt', text: '# a\n\n## b\n' }, 'markdown'],
  ['one mark is an accident', { name: 'a.txt', text: '# a\nb\n' }, 'text'],
  ['an equation is no tag', { name: 'a.txt', text: '<5 and >6' }, 'text'],
  ['nothing', { name: 'a.txt', text: '' }, 'text'],
])('format: %s', (_, source, expected) => {
  expect(formatOf(sourceOf('', { format: null, ...source }))).toBe(expected);
});

test.each([
  ['2021-08-23', '2021-08-23'],
  ['2021/8/3 10:00', '2021-08-03'],
  ['2021年8月3日', '2021-08-03'],
  ['2021-08-23T23:30:00-08:00', '2021-08-23'],
  ['Mon, 23 Aug 2021 23:30:00 GMT', '2021-08-23'],
  ['Mon, 23 Aug 2021 23:30:00 +0800', '2021-08-23'],
  ['2021-02-29', null],
  ['2021-13-01', null],
  ['yesterday', null],
  ['', null],
])('date stated as %j is %s', (text, expected) => {
  expect(isoDate(text)).toBe(expected);
});

describe('folding', () => {
  test.each([
    ['case', 'ZÜRICH', 'zürich'],
    ['width', 'ＡＢＣ（１）', 'abc(1)'],
    ['traditional characters', '臺灣西門子', '台湾西门子'],
    ['apostrophes and dashes', 'd’Or–X', "d'or-x"],
  ])('%s', (_, text, folded) => {
    expect(foldString(text)).toBe(folded);
    expect(foldText(text)).toHaveLength(text.length);
  });

  test.each([
    ['see https://siemens.com/berlin?a=b, Berlin', 'https://siemens.com/berlin?a=b'],
    ['(www.siemens.com)', 'www.siemens.com'],
    ['mail info@siemens.com.', 'info@siemens.com'],
    ['by @siemens in', '@siemens'],
    ['a @ b', ''],
  ])('addresses in %j are masked', (text, masked) => {
    const codes = foldText(text);
    expect([...text].filter((_, i) => codes[i] === MASKED).join('')).toBe(masked);
  });
});
