/** Well-known companies, cities and people: every name of one, in each language, must lead to the same entity. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot, readCompiled } from '../src/dictionary/compiled.ts';
import { readTable } from '../src/dictionary/read.ts';
import { Gazetteer } from '../src/match/gazetteer.ts';
import { foldString } from '../src/text/fold.ts';

const LANGUAGES = ['en', 'de', 'zh', 'zh-Hant'];
const ENOUGH = 0.95;

const gazetteer = new Gazetteer(readCompiled('dictionary.bin'));
const { rows } = readTable(join(packageRoot, 'fixtures', 'names.csv'));

/** Ids of the entities of a type that bear a name, the one that is meant first. */
function idsOf(name: string, type: string): string[] {
  const codes = Uint16Array.from(foldString(name), (c) => c.charCodeAt(0));
  return gazetteer
    .find(codes)
    .flatMap((key) => gazetteer.readings(key))
    .filter(({ entity }) => entity.type === type)
    .map(({ entity }) => entity.id);
}

test('well-known names lead to one entity', () => {
  const wrong: string[] = [];
  for (const { record } of rows) {
    const names = [...new Set(LANGUAGES.map((language) => record[language]).filter((name) => name !== ''))];
    const ids = names.map((name) => idsOf(name, record.type)[0] ?? 'not listed');
    if (new Set(ids).size > 1 || ids[0] === 'not listed') wrong.push(names.map((name, at) => `${name} ${ids[at]}`).join(', '));
  }
  expect(rows.length).toBeGreaterThanOrEqual(150);
  if (wrong.length > 0) console.warn(wrong.join('\n'));
  expect(1 - wrong.length / rows.length).toBeGreaterThanOrEqual(ENOUGH);
});
