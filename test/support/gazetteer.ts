/** Dictionaries made of a few rows, compiled as the build compiles ours. */
import { compileDictionary, type DictionaryInput } from '../../src/dictionary/compile.ts';
import type { EntityRow } from '../../src/dictionary/read.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';

export const entityRow = (en: string, more: Partial<EntityRow> = {}): EntityRow => ({
  file: 'test.csv',
  line: 2,
  type: 'city',
  id: `test:${en}`,
  en,
  de: '',
  zh: '',
  aliases: [],
  ambiguous: [],
  country: '',
  weight: 0,
  source: 'test',
  ...more,
});

export const gazetteerOf = (entities: readonly EntityRow[], words: DictionaryInput['words'] = []) =>
  new Gazetteer(new Uint8Array(compileDictionary({ entities, words })));
