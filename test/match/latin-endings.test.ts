import { expect, test } from 'vitest';
import { readCompiled } from '../../src/dictionary/compiled.ts';
import { Class } from '../../src/dictionary/word-classes.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';
import { Lexicon } from '../../src/match/latin/lexicon.ts';
import { foldString } from '../../src/text/fold.ts';

const lexicon = new Lexicon(new Gazetteer(readCompiled('dictionary.bin')));

function endingClasses(word: string, german: boolean): number {
  const codes = Uint16Array.from(foldString(word), (c) => c.charCodeAt(0));
  return lexicon.endingClasses(codes, 0, codes.length, german);
}

test.each([
  ['Lindenstraße', 'placeTail', true],
  ['Maschinenhersteller', 'companyCueBefore', true],
  ['Vizepräsident', 'titleBefore', true],
  // A head needs at least two letters before it.
  ['Hersteller', 'companyCueBefore', false],
  ['Xhersteller', 'companyCueBefore', false],
] as const)('in German «%s» ends as a %s: %s', (word, name, expected) => {
  expect((endingClasses(word, true) & Class[name]) !== 0).toBe(expected);
});

test('in English only listed endings count, not words as heads of compounds', () => {
  expect(endingClasses('Maschinenhersteller', false) & Class.companyCueBefore).toBe(0);
  expect(endingClasses('Lindenstraße', false)).toBe(endingClasses('Lindenstraße', true));
});
