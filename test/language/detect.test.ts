import { describe, expect, test } from 'vitest';
import { detectLanguages } from '../../src/language/detect.ts';
import type { Language } from '../../src/model.ts';

/** Language of a text of one line to a block, and of its blocks. */
const detect = async (text: string, stated: Language | null = null) => {
  let at = 0;
  const spans = text.split('\n').map((line) => {
    const span = { start: at, end: at + line.length };
    at += line.length + 1;
    return span;
  });
  const { language, blocks } = await detectLanguages(text, spans, stated);
  return [language, ...blocks.map((block) => block.language)];
};

const DE = 'Die Stadt ist schön, und der Fluss ist breit.';
const EN = 'The town is nice and the river is wide.';
const HANS = '这座城市很漂亮，河也很宽。';
const HANT = '這座城市很漂亮，河也很寬。';

describe('the language of a text', () => {
  test.each<[string, string, Language[]]>([
    ['simplified', HANS, ['zh-Hans', 'zh-Hans']],
    ['traditional', HANT, ['zh-Hant', 'zh-Hant']],
    ['German', DE, ['de', 'de']],
    ['English', EN, ['en', 'en']],
    ['Chinese with Latin names', '西门子Siemens和宝马BMW在上海签约', ['zh-Hans', 'zh-Hans']],
    ['English with a Chinese name', `${EN} 上海`, ['en', 'en']],
    ['blocks of their own', [HANS, HANS, DE, EN].join('\n'), ['zh-Hans', 'zh-Hans', 'zh-Hans', 'de', 'en']],
    ['blocks follow the document where they say nothing', `${DE}\nSiemens AG\n12.5`, ['de', 'de', 'de', 'de']],
    ['a Latin block of Chinese text', `${HANS}\nSiemens AG`, ['zh-Hans', 'zh-Hans', 'en']],
    ['Chinese blocks of a Latin text', `${EN}\n${EN}\n${EN}\n${HANT}`, ['en', 'en', 'en', 'en', 'zh-Hant']],
    [
      'French is none of ours',
      'Le conseil municipal a approuvé hier soir les comptes de la ville et le budget pour les écoles.',
      ['und', 'und'],
    ],
    [
      'Spanish is none of ours',
      'El ayuntamiento aprobó ayer por la noche las cuentas de la ciudad y el presupuesto de los colegios.',
      ['und', 'und'],
    ],
    ['digits', '12 345', ['und', 'und']],
  ])('%s', async (_, text, expected) => {
    expect(await detect(text)).toEqual(expected);
  });

  test.each<[Language, string, Language[]]>([
    ['de', EN, ['de', 'de']],
    ['en', HANS, ['en', 'en']],
    ['zh-Hans', HANT, ['zh-Hant', 'zh-Hant']],
    ['zh-Hant', HANS, ['zh-Hant', 'zh-Hant']],
  ])('stated as %s', async (stated, text, expected) => {
    expect(await detect(text, stated)).toEqual(expected);
  });
});
