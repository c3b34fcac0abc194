import { describe, expect, test } from 'vitest';
import { readCompiled } from '../../src/dictionary/compiled.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';
import { recogniseLatin } from '../../src/match/latin/names.ts';
import { DocumentNames } from '../../src/match/latin/triggers.ts';
import type { Language, Passage } from '../../src/model.ts';
import { foldText } from '../../src/text/fold.ts';

const gazetteer = new Gazetteer(readCompiled('dictionary.bin'));

/** `type text` of each candidate the recogniser stands for. */
function names(language: Language, text: string, known?: DocumentNames): string[] {
  const codes = foldText(text);
  const passage = { text, codes, hits: gazetteer.scan(codes), dictionary: gazetteer } as unknown as Passage;
  return recogniseLatin(passage, { start: 0, end: text.length }, language, gazetteer, known)
    .filter(({ type, evidence }) => type !== 'other' && evidence[0].weight > 0)
    .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

describe('German', () => {
  test.each([
    ['Die Sprecherin Petra Lindemann sagte das am Dienstag.', ['person Petra Lindemann']],
    ['Professor Dr. Klaus Hagedorn erläuterte die Ergebnisse.', ['person Klaus Hagedorn']],
    ['Die Ministerin Ursula von der Leyen war dabei.', ['person Ursula von der Leyen']],
    ['Die Abgeordnete Sabine Müller-Lüdenscheidt widersprach.', ['person Sabine Müller-Lüdenscheidt']],
    ['Die Nordwind Maschinenbau GmbH & Co. KG wächst.', ['company Nordwind Maschinenbau GmbH & Co. KG']],
    ['Vertragspartner ist die Siemens (China) Co., Ltd. in Peking.', ['company Siemens (China) Co., Ltd.', 'city Peking']],
    ['Sie zogen von Augsburg nach Regensburg.', ['city Augsburg', 'city Regensburg']],
    ['Hier schreibt @PetraLindemann auf www.hamburg.de darüber.', []],
  ])('%s', (text, expected) => {
    expect(names('de', text)).toEqual(expected);
  });

  test('a surname stands alone once the full name is known, also in later blocks', () => {
    const known = new DocumentNames();
    expect(names('de', 'Die Rednerin hieß Petra Oestergard.', known)).toContain('person Petra Oestergard');
    expect(names('de', 'Danach ging Oestergard nach Hause.', known)).toContain('person Oestergard');
  });

  test('inhabitants and adjectives are no cities', () => {
    expect(names('de', 'Die Berliner Verwaltung wartet.')).toEqual([]);
  });
});

describe('English', () => {
  test.each([
    ['Colonel James Whitfield Jr. met President Laura Brandt.', ['person James Whitfield Jr.', 'person Laura Brandt']],
    ["Analysts liked Maria Gonzalez's report.", ['person Maria Gonzalez']],
    ['Harbor Point Holdings, Inc. said it had bought the land.', ['company Harbor Point Holdings, Inc.']],
    ['He was born in Manchester and died in Boston.', ['city Manchester', 'city Boston']],
  ])('%s', (text, expected) => {
    expect(names('en', text)).toEqual(expected);
  });
});

test('listed names that are not meant get evidence against them', () => {
  const text = 'Zum Essen kam keiner.';
  const codes = foldText(text);
  const passage = { text, codes, hits: gazetteer.scan(codes), dictionary: gazetteer } as unknown as Passage;
  const found = recogniseLatin(passage, { start: 0, end: text.length }, 'de', gazetteer);
  const meal = found.filter(({ start, type }) => start === text.lastIndexOf('Essen') && type === 'city');
  expect(meal).not.toEqual([]);
  expect(meal.every(({ evidence }) => evidence[0].weight < 0)).toBe(true);
});
