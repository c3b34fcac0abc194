/** Each kind of finding once, on tables made for it; what must pass in silence stands beside it. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkEntityTable, type Finding, quote } from '../../src/dictionary/check.ts';
import { checkNames, ordinaryWords } from '../../src/dictionary/check-names.ts';
import { checkLanguageSources, checkSourceTable, checkWordTable } from '../../src/dictionary/check-words.ts';
import { type CsvTable, entityRow, readTable } from '../../src/dictionary/read.ts';
import { compileUserDictionary } from '../../src/dictionary/user.ts';
import { WORD_CLASSES } from '../../src/dictionary/word-classes.ts';

const folder = mkdtempSync(join(tmpdir(), 'dictionary-'));
function written(text: string | Uint8Array): string {
  const path = join(folder, 'rows.csv');
  writeFileSync(path, text);
  return path;
}
const table = (text: string): CsvTable => readTable(written(text), 'rows.csv');
const SOURCES = new Set(['curated']);
const shown = ({ severity, kind, line }: Finding) => `${line} ${severity} ${kind}`;

const builtin = (text: string) => checkEntityTable({ ...table(text), type: 'company' }, SOURCES).map(shown);
const own = (text: string) => checkEntityTable({ ...table(text), type: undefined }, null).map(shown);

describe('a builtin table of entities', () => {
  const HEADER = 'id,en,de,zh,aliases,ambiguous,country,weight,source\n';
  test.each<[string, string, string[]]>([
    ['a good row', 'co:acme-werke,Acme,Acme,艾克美,Acme AG|艾克美公司,Acme,DE,60,curated', []],
    ['a Wikidata id, empty cells', 'Q42,Acme,,,,,,,curated', []],
    ['a stock code', 'sse:600000,Acme,,,,,,,curated', []],
    ['an id without its prefix', 'acme,Acme,,,,,,,curated', ['2 error id']],
    ['an id in capitals', 'co:Acme,Acme,,,,,,,curated', ['2 error id']],
    ['a Wikidata id with letters', 'Q4x,Acme,,,,,,,curated', ['2 error id']],
    ['no id', ',Acme,,,,,,,curated', ['2 error id']],
    ['an id twice', 'Q1,Acme,,,,,,,curated\nQ1,Acme AG,,,,,,,curated', ['3 error duplicate']],
    ['no name', 'Q1,,,,,,DE,,curated', ['2 error name']],
    ['an empty alias', 'Q1,Acme,,,A AG||B AG,,,,curated', ['2 error name']],
    ['blanks around a name', 'Q1, Acme,,,,,,,curated', ['2 error blank']],
    ['blanks around an alias', 'Q1,Acme,,,Acme AG| Acme SE,,,,curated', ['2 error blank']],
    ['two blanks in a name', 'Q1,Acme  AG,,,,,,,curated', ['2 error blank']],
    ['a zero-width space', 'Q1,Ac\u200bme,,,,,,,curated', ['2 error blank']],
    ['a tab in a cell', 'Q1,"Ac\tme",,,,,,,curated', ['2 error blank', '2 error blank']],
    ['Chinese in en', 'Q1,艾克美,,,,,,,curated', ['2 error script']],
    ['Chinese in de', 'Q1,Acme,Acme 艾克美,,,,,,curated', ['2 error script']],
    ['Cyrillic in en', 'Q1,Акме,,,,,,,curated', ['2 error script']],
    ['Latin in zh, another than en', 'Q1,Acme,,Akme,,,,,curated', ['2 warning script']],
    ['Latin in zh, the same as en', 'Q1,TikTok,,TikTok,,,,,curated', []],
    ['a weight that is no integer', 'Q1,Acme,,,,,,0.5,curated', ['2 error weight']],
    ['a negative weight', 'Q1,Acme,,,,,,-5,curated', ['2 error weight']],
    ['a weight above the scale', 'Q1,Acme,,,,,,500,curated', ['2 warning weight']],
    ['a country in words', 'Q1,Acme,,,,,Germany,,curated', ['2 error country']],
    ['a country that is none', 'Q1,Acme,,,,,QX,,curated', ['2 error country']],
    ['an unknown source', 'Q1,Acme,,,,,,,curated+hearsay', ['2 error source']],
    ['no source', 'Q1,Acme,,,,,,,', ['2 error source']],
  ])('%s', (_, rows, expected) => expect(builtin(`${HEADER}${rows}\n`)).toEqual(expected));

  test('its columns', () => {
    expect(builtin('id,en,source,colour\nQ1,Acme,curated,red\n')).toEqual(['1 error column']);
    expect(builtin('id,en,en,source\nQ1,Acme,Acme,curated\n')).toEqual(['1 error column']);
    expect(builtin('id,type,en,source\nQ1,company,Acme,curated\n')).toEqual(['1 error column']);
  });
});

describe("a user's table", () => {
  test.each<[string, string, string[]]>([
    ['name and type are enough', 'name,type\nAcme,company\n', []],
    ['an id of another system', 'id,name,type\ncrm:C-0042,Acme,company\n', []],
    ['an id without a prefix', 'id,name,type\nC-0042,Acme,company\n', ['2 error id']],
    ['no type', 'name\nAcme\n', ['2 error type']],
    ['a type that is none', 'name,type\nAcme,firm\n', ['2 error type']],
    ['what candidates are proposed with', 'type,en,mentions,documents,example\ncompany,Acme,3,1,a.txt:1: Acme\n', []],
    ['semicolons', 'name;type\nAcme;company\n', ['1 error column']],
    ['nothing', '', ['1 error column']],
    [
      'a row of several lines, then a wrong one',
      'name,type\n"Ac\nme",company\nAcme,firm\n',
      ['2 error blank', '2 error blank', '4 error type'],
    ],
  ])('%s', (_, text, expected) => expect(own(text)).toEqual(expected));

  test('stops the program where it is wrong, with every reason', () => {
    const wrong = () => compileUserDictionary([written('name,type,country\nAcme,firm,\nAcme,company,Germany\n')]);
    expect(wrong).toThrow(/rows\.csv:2: type is "firm" \(one of person, company, city\)\n.*rows\.csv:3: country is "Germany"/);
  });

  test('counts what it does not tell', () => {
    const wrong = () => compileUserDictionary([written(`name,type\n${'Acme,firm\n'.repeat(12)}`)]);
    expect(wrong).toThrow(/and 2 more/);
  });
});

describe('a file that is no CSV', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['bytes of another encoding', Buffer.from('name,type\nM\xfcller,person\n', 'latin1'), /not UTF-8/],
    ['a row too short', 'name,type\nAcme,company\nAcme\n', /:3: 1 cells under a header of 2/],
    ['a quote out of place', 'name,type\n"Ac"me,company\n', /:2: a quote out of place/],
  ])('%s', (_, text, reason) => expect(() => readTable(written(text))).toThrow(reason));
  test('no file', () => expect(() => readTable(join(folder, 'none.csv'))).toThrow(/none\.csv: no such file/));
});

describe('names of all entities', () => {
  const words = ordinaryWords([
    {
      language: 'zh',
      rows: [
        ['苹果', '1334'],
        ['天水', '148'],
      ].map(([word, count]) => ({ file: '', line: 0, word, columns: { count } })),
    },
    {
      language: 'en',
      rows: [
        ['target', '38'],
        ['shell', '1'],
      ].map(([word, count]) => ({ file: '', line: 0, word, columns: { count } })),
    },
  ]);
  const check = (text: string) => {
    const { rows } = table(`type,id,en,zh,aliases,ambiguous,weight\n${text}\n`);
    return checkNames(
      rows.map(({ line, record }) => entityRow('rows.csv', line, record, undefined)),
      words,
    ).map(shown);
  };
  test.each<[string, string, string[]]>([
    ['an ordinary word', 'company,Q1,Target,,,,90', ['2 error ordinary-word']],
    ['an ordinary word with the flag', 'company,Q1,Target,,,Target,90', []],
    ['the flag in another row of the entity', 'company,Q1,Target,,,,\ncompany,Q1,,,,Target,', []],
    ['a Chinese one', 'company,Q1,Apple Inc,苹果,,,100', ['2 error ordinary-word']],
    ['a rare word, no known bearer', 'company,Q1,Shell,,,,', ['2 error ordinary-word']],
    ['a rare word, a prominent bearer', 'city,Q1,Tianshui,天水,,,3000000', ['2 warning ordinary-word']],
    ['a single character', 'city,Q1,Shanghai,沪,,,', ['2 error one-character']],
    ['a single character with the flag', 'city,Q1,Shanghai,上海,,沪,', []],
    ['a name of two types', 'city,Q1,Mandela,,,,\nperson,Q2,Mandela,,,,', ['3 error shared-name']],
    ['a name of two types, one flagged', 'city,Q1,Mandela,,,Mandela,\nperson,Q2,Mandela,,,,', []],
    ['a name of two cities', 'city,Q1,Springfield,,,,\ncity,Q2,Springfield,,,,', []],
    ['a name of two people', 'person,Q1,Wang Tao,,,,15\nperson,Q2,Wang Tao,,,,15', ['3 error shared-name']],
    ['a name of two people in other capitals', 'person,Q1,Wang Tao,,,,15\nperson,Q2,WANG TAO,,,,15', ['3 error shared-name']],
    ['the heavier is meant', 'person,Q1,Wang Tao,,,,15\nperson,Q2,Wang Tao,,,,16', []],
  ])('%s', (_, rows, expected) => expect(check(rows)).toEqual(expected));
});

describe('word classes and sources', () => {
  test.each<[string, string, string, string[]]>([
    ['good rows', 'titles.csv', 'word,position\nDr.,before\n市长,both\n', []],
    ['an unknown class', 'nicknames.csv', 'word\nHansi\n', ['0 error file']],
    ['an unknown column', 'titles.csv', 'word,position,colour\nDr.,before,red\n', ['1 error column']],
    ['a position nothing reads', 'titles.csv', 'word,position\nDr.,above\n', ['2 error value']],
    ['a row twice', 'titles.csv', 'word,position\nDr.,before\nDr.,before\n', ['3 error duplicate']],
    ['a blank behind a word', 'titles.csv', 'word,position\nDr. ,before\n', ['2 error blank']],
    ['no word', 'stop-words.csv', 'word\n""\n', ['2 error name']],
    ['a count in words', 'common-words.csv', 'word,count\nund,many\n', ['2 error value']],
    ['a country that is none', 'countries.csv', 'word,code\nUtopia,QX\n', ['2 error country']],
    ['words of dates', 'dates/words.csv', 'class,value,words,flags\nmonth,1,januar|jan,\n', []],
  ])('%s', (_, name, text, expected) => expect(checkWordTable(table(text), name).map(shown)).toEqual(expected));

  test('every word class that the program reads has known columns', () => {
    for (const { file } of WORD_CLASSES)
      expect(checkWordTable(table('nothing\n'), `${file}.csv`).map(shown)).toEqual(['1 error column']);
  });

  test('sources', () => {
    const text =
      'id,name,licence,url,date,note\ncurated,Us,MIT,,2026-11-20,\ncurated,Us,,,soon,\nlanguages/xx/titles.csv,Us,MIT,,2026-11-20,\n';
    expect(checkSourceTable(table(text), []).map(shown)).toEqual([
      '3 error duplicate',
      '3 error source',
      '3 error value',
      '4 error source',
    ]);
    expect(checkLanguageSources(['languages/de/titles.csv'], SOURCES, String).map(shown)).toEqual(['0 error source']);
  });
});

test('a message shows cells so that nothing reaches a terminal raw', () => {
  expect(quote('a\u001b[31m\u200bb')).toBe('"a\\u{1b}[31m\\u{200b}b"');
  expect(quote('x'.repeat(200))).toHaveLength(82);
});
