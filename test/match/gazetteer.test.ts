import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compileDictionary } from '../../src/dictionary/compile.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';
import { foldText } from '../../src/text/fold.ts';
import { entityRow, gazetteerOf } from '../support/gazetteer.ts';

/** Every hit of a text, as it is written there. */
const hitsOf = (gazetteer: Gazetteer, text: string) => {
  const { count, starts, ends } = gazetteer.scan(foldText(text));
  return Array.from({ length: count }, (_, i) => ({ start: starts[i], end: ends[i], text: text.slice(starts[i], ends[i]) }));
};

/** Leftmost-longest: from left to right the longest hit at each place, then on behind it. */
function leftmostLongest(gazetteer: Gazetteer, text: string): string[] {
  const chosen: string[] = [];
  let at = 0;
  const hits = hitsOf(gazetteer, text);
  for (let i = 0; i < hits.length; i++) {
    if (hits[i].start < at || hits[i + 1]?.start === hits[i].start) continue;
    chosen.push(hits[i].text);
    at = hits[i].end;
  }
  return chosen;
}

const folder = mkdtempSync(join(tmpdir(), 'extract-grep-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `grep -oFf names text` prints: leftmost-longest too, and no program of ours. */
function grep(names: readonly string[], text: string): string[] {
  writeFileSync(join(folder, 'names'), names.join('\n'));
  const { stdout, error } = spawnSync('grep', ['-oFf', join(folder, 'names')], {
    input: `${text}\n`,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (error) throw error;
  return stdout.split('\n').filter(Boolean);
}

describe('against grep', () => {
  test('names of Han characters are found where grep finds them', () => {
    const word = (max: number) => fc.string({ unit: fc.constantFrom(...'上海西门子有限京市'), minLength: 1, maxLength: max });
    fc.assert(
      fc.property(
        fc.uniqueArray(
          word(5).filter((name) => name.length > 1),
          { minLength: 1, maxLength: 30 },
        ),
        word(60),
        (names, text) => {
          const gazetteer = gazetteerOf(names.map((name) => entityRow(name)));
          expect(leftmostLongest(gazetteer, text)).toEqual(grep(names, text));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('bounds of words', () => {
  const NAMES = ['Berlin', 'Köln', 'Chengdu', 'Chongqing', 'L’Oréal', 'New York', 'AT&T', 'Essen', 'Halle', '3M', '上海', 'Ulm'];
  const gazetteer = gazetteerOf(NAMES.map((name) => entityRow(name)));
  test.each<[string, string[]]>([
    ['Berlin, Köln.', ['Berlin', 'Köln']],
    ['(Berlin)"Köln"', ['Berlin', 'Köln']],
    ['Chengdu-Chongqing', ['Chengdu', 'Chongqing']],
    ['Berlin–Köln, Berlin/Köln', ['Berlin', 'Köln', 'Berlin', 'Köln']],
    ['Berlins Bürger, Ulms Münster', ['Berlin', 'Ulm']],
    ["Berlin's, Berlin’s", ['Berlin', 'Berlin']],
    ['Berliner, Kölnisch, KölnMesse, Ulmer', []],
    ['überBerlin, ÄUlm, Ulmö', []],
    ['Ulm1 1Ulm', []],
    ["L'Oréal and L’ORÉAL", ["L'Oréal", 'L’ORÉAL']],
    ['NEW YORK new york', ['NEW YORK', 'new york']],
    ['AT&T', ['AT&T']],
    ['3M, 33M, 3Ms', ['3M', '3M']],
    ['在Berlin和Köln，上海Berlin', ['Berlin', 'Köln', '上海', 'Berlin']],
    ['在上海市和大上海', ['上海', '上海']],
    ['Ｂｅｒｌｉｎ', ['Ｂｅｒｌｉｎ']],
    ['https://berlin.de/Köln and mail@berlin.de', []],
  ])('%s', (text, expected) => {
    expect(leftmostLongest(gazetteer, text)).toEqual(expected);
  });

  test('all hits, longer ones and those inside', () => {
    const nested = gazetteerOf(['上海', '上海银行', '海银', '银行'].map((name) => entityRow(name)));
    expect(hitsOf(nested, '上海银行').map(({ text }) => text)).toEqual(['上海', '上海银行', '海银', '银行']);
  });
});

describe('what a key means', () => {
  const meanings = (gazetteer: Gazetteer, name: string) =>
    gazetteer
      .find(foldText(name))
      .flatMap((key) => gazetteer.readings(key).map(({ entity, ambiguous }) => `${entity.id}${ambiguous ? '?' : ''}`));

  test('heaviest first, with what is doubtful', () => {
    const gazetteer = gazetteerOf([
      entityRow('Halle', { id: 'small', weight: 1, ambiguous: ['Halle'] }),
      entityRow('Halle', { id: 'large', weight: 9 }),
    ]);
    expect(meanings(gazetteer, 'HALLE')).toEqual(['large', 'small?']);
  });

  test('traditional and simplified are one key', () => {
    expect(meanings(gazetteerOf([entityRow('Siemens', { id: 's', zh: '西门子' })]), '西門子')).toEqual(['s']);
  });

  test("the user's meaning comes before ours, and alone where ours are left out", () => {
    const compiled = (id: string) => new Uint8Array(compileDictionary({ entities: [entityRow('Berlin', { id })], words: [] }));
    expect(meanings(new Gazetteer(compiled('ours'), [compiled('mine')]), 'Berlin')).toEqual(['mine', 'ours']);
    expect(meanings(new Gazetteer(compiled('ours'), [compiled('mine')], false), 'Berlin')).toEqual(['mine']);
  });
});
