import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pinyinSpans } from '../../src/text/pinyin.ts';
import { prose } from '../support/arbitraries.ts';

const without = (text: string) => {
  let kept = '';
  let at = 0;
  for (const { start, end } of pinyinSpans(text)) {
    kept += text.slice(at, start);
    at = end;
  }
  return kept + text.slice(at);
};

describe('bracketed pinyin', () => {
  test.each([
    ['behind each character', '開(kāi)展(zhǎn)工(gōng)作', '開展工作'],
    ['inside other brackets', '微(wēi)軟(ruǎn)(中(zhōng)國(guó))', '微軟(中國)'],
    ['in full-width brackets', '上（shàng）海（hǎi）市（shì）', '上海市'],
    ['toneless syllables among toned ones', '西(xī)門(mén)子(zǐ)的(de)', '西門子的'],
    ['two toned syllables are too few', '北(běi)京(jīng)', '北(běi)京(jīng)'],
    ['an abbreviation stays', '苹果(ios)、华为(app)、小米(sdk)', '苹果(ios)、华为(app)、小米(sdk)'],
    ['a name behind a word stays', '西(xī)門(mén)子(zǐ)(Siemens)', '西門子(Siemens)'],
    ['Latin before the bracket', 'abc(xī)(mén)(zǐ)', 'abc(xī)(mén)(zǐ)'],
    ['an open bracket', '西(xī)門(mén)子(zǐ', '西(xī)門(mén)子(zǐ'],
  ])('%s', (_, text, expected) => {
    expect(without(text)).toBe(expected);
  });

  test('spans ascend and do not overlap', () => {
    const syllables = fc.constantFrom('(xī)', '(mén)', '（zǐ）', '(de)', '(', ')', '西', '門', 'a');
    fc.assert(
      fc.property(fc.array(syllables, { maxLength: 40 }), (pieces) => {
        const spans = pinyinSpans(pieces.join(''));
        for (let i = 1; i < spans.length; i++) expect(spans[i].start).toBeGreaterThanOrEqual(spans[i - 1].end);
      }),
    );
  });

  test('text without tones is left alone', () => {
    fc.assert(
      fc.property(prose, (text) => {
        expect(pinyinSpans(text)).toEqual([]);
      }),
    );
  });
});
