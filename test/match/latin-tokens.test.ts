import { describe, expect, test } from 'vitest';
import { Glue, makeTokens, tokenise } from '../../src/match/latin/tokens.ts';
import { foldText, utf16Units } from '../../src/text/fold.ts';

const ABBREVIATIONS = new Set(['Dr.', 'Co.', 'Ltd.', 'Prof.']);

function cut(text: string) {
  const tokens = makeTokens();
  tokenise(utf16Units(text), foldText(text), 0, text.length, tokens, (start, end) => ABBREVIATIONS.has(text.slice(start, end)));
  return Array.from({ length: tokens.count }, (_, i) => ({
    text: text.slice(tokens.starts[i], tokens.ends[i]),
    glue: tokens.glue[i],
  }));
}
const words = (text: string) => cut(text).map((token) => token.text);

describe('Latin tokens', () => {
  test.each([
    ['Hans-Peter Kern kam.', ['Hans', '-', 'Peter', 'Kern', 'kam', '.']],
    ['J.R.R. Berg und A. Holm', ['J.R.R.', 'Berg', 'und', 'A.', 'Holm']],
    ['Dr. Kern, Prof. Holm', ['Dr.', 'Kern', ',', 'Prof.', 'Holm']],
    ["O'Hara met Kern's friend; they're late", ["O'Hara", 'met', 'Kern', "'s", 'friend', ';', 'they', "'", 're', 'late']],
    ['#DeutscheWerft in #Jena', ['#DeutscheWerft', 'in', '#Jena']],
    ['Bei 3M und 1822direkt um 10:30', ['Bei', '3M', 'und', '1822direkt', 'um', '10:30']],
    ['Holm & Co., Ltd.', ['Holm', '&', 'Co.', ',', 'Ltd.']],
    ['北京 Holm', ['北', '京', 'Holm']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  test('an address or handle is one token', () => {
    expect(words('Von @Holm_Kern auf https://example.com/Kern/Holm lesen')).toEqual([
      'Von',
      '@Holm_Kern',
      'auf',
      'https://example.com/Kern/Holm',
      'lesen',
    ]);
  });

  test('a newline ends the run unless its line looks wrapped', () => {
    const long = 'Dies ist eine Zeile, die so lang ist wie umbrochene Zeilen';
    const glueOf = (text: string) => cut(text).find((token) => token.text === 'Holm')!.glue;
    expect(glueOf('Kern\nHolm')).toBe(Glue.LINE | Glue.PARAGRAPH);
    expect(glueOf(`${long}\nHolm`)).toBe(Glue.LINE);
    expect(glueOf(`${long}\n\nHolm`)).toBe(Glue.LINE | Glue.PARAGRAPH);
  });

  test('tokens cover the text but for white space', () => {
    const text = 'Ein „Test“ (mit 3,5 % & mehr): A–B/C, d’Orves … 😀 Ende';
    expect(words(text).join('')).toBe(text.replace(/\s/g, ''));
  });
});
