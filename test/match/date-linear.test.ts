/** No text drives the date scan beyond linear time: ten times the text takes about ten times as long. */
import { expect, test } from 'vitest';
import type { Language } from '../../src/model.ts';
import { foldText } from '../../src/text/fold.ts';
import { matchDates } from '../support/dates.ts';

const MEGABYTE = 1_000_000;
const repeat = (unit: string, length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
const seconds = (text: string, language: Language) => {
  const codes = foldText(text);
  const start = performance.now();
  matchDates({ text, codes }, { start: 0, end: text.length, language });
  return (performance.now() - start) / 1000;
};

const UNITS = [
  '1',
  '12',
  '年',
  '1年',
  '2018年',
  '.',
  '1.',
  '1. ',
  ' ',
  '1 ',
  '12/',
  '1-',
  '2018-',
  '十',
  '一二',
  '上',
  '上个',
  'mo ',
  'am ',
  'may ',
  '1. und ',
  'zwischen dem 1. und dem ',
  '(',
  '1至',
  '周',
  'the last ',
];

test.each(UNITS)(
  'a megabyte of «%s» is scanned in linear time',
  (unit) => {
    const language: Language = /\p{Script=Han}/u.test(unit) ? 'zh-Hans' : 'de';
    const least = (length: number) => Math.min(...[1, 2, 3].map(() => seconds(repeat(unit, length), language)));
    const small = least(MEGABYTE / 10);
    // Ten times the text may take ten times as long; thirty allows for a busy machine, a quadratic scan would need a hundred.
    expect(seconds(repeat(unit, MEGABYTE), language)).toBeLessThan(Math.max(30 * small, 1));
  },
  60_000,
);
