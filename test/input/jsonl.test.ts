import { describe, expect, test } from 'vitest';
import { languageOf, parseDocumentLine } from '../../src/input/jsonl.ts';

const FORMATS = ['text', 'html', 'markdown'];
const ORIGIN = { utf16: 0, codepoint: 0, byte: 0, line: 0 };

describe('a line of JSONL', () => {
  test.each([
    ['{"id":"a","text":"x"}', { name: 'a', text: 'x', format: 'text', date: null, language: null }],
    ['{"id":7,"text":""}', { name: '7', text: '', format: 'text', date: null, language: null }],
    [
      '{"id":"a","text":"x","date":"2021-08-23","lang":"zh-TW","format":"html"}',
      { name: 'a', text: 'x', format: 'html', date: '2021-08-23', language: 'zh-Hant' },
    ],
    [
      '{"id":"a","text":"x","lang":"fr","date":3,"more":[1]}',
      { name: 'a', text: 'x', format: 'text', date: null, language: null },
    ],
  ])('%s', (line, expected) => {
    expect(parseDocumentLine(line, FORMATS)).toEqual({ ...expected, origin: ORIGIN });
  });

  test.each([
    ['{"id":"a"', /^not JSON \(/],
    ['[1]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['"text"', 'not a JSON object'],
    ['{"id":"a"}', '"text" is missing'],
    ['{"id":"a","text":1}', '"text" is not a string'],
    ['{"text":"x"}', '"id" is missing'],
    ['{"id":null,"text":"x"}', '"id" is neither a string nor a number'],
    ['{"id":"a","text":"x","format":"pdf"}', '"format" is "pdf": one of text, html, markdown is needed'],
  ])('%s is refused', (line, reason) => {
    expect(() => parseDocumentLine(line, FORMATS)).toThrow(reason);
  });
});

test.each([
  ['zh', 'zh-Hans'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-Hant-HK', 'zh-Hant'],
  ['zh-SG', 'zh-Hans'],
  ['de-AT', 'de'],
  ['EN', 'en'],
  ['fr', null],
])('language tag %s is %s', (tag, expected) => {
  expect(languageOf(tag)).toBe(expected);
});
