import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { compileWords, wordsInput } from '../../src/dictionary/compile-words.ts';
import { packageRoot, readCompiled } from '../../src/dictionary/compiled.ts';
import { readWordFiles } from '../../src/dictionary/read.ts';
import { Class } from '../../src/dictionary/word-classes.ts';
import { Attributes, COLUMNS } from '../../src/match/chinese/attributes.ts';
import { kindOf, Lexicon, surnameStep } from '../../src/match/chinese/lexicon.ts';
import { ChineseNames } from '../../src/match/chinese/names.ts';
import { Gazetteer } from '../../src/match/gazetteer.ts';
import { loadModel, MARGIN } from '../../src/match/tagger/model.ts';
import type { Hits, Passage } from '../../src/model.ts';
import { foldText } from '../../src/text/fold.ts';

const lexicon = new Lexicon(Buffer.from(compileWords(wordsInput(readWordFiles(join(packageRoot, 'dictionaries'))))));
const gazetteer = new Gazetteer(readCompiled('dictionary.bin') as Uint8Array<ArrayBuffer>);
const model = loadModel(join(packageRoot, 'dictionaries/languages/zh/names.tagger'));
const names = new ChineseNames(gazetteer, model, lexicon);

/** Hits with number 7 as the key of all. */
const hitsOf = (length: number, ...spans: [start: number, end: number][]): Hits => ({
  count: spans.length,
  han: true,
  words: { count: 0, starts: new Int32Array(0), hashes: new Int32Array(0) },
  starts: Int32Array.from(spans, ([start]) => start),
  ends: Int32Array.from(spans, ([, end]) => end),
  keys: new Int32Array(spans.length).fill(7),
  classes: new Int32Array(spans.length),
  types: new Uint8Array(spans.length),
  first: Int32Array.from({ length: length + 2 }, (_, at) => spans.filter(([start]) => start < at).length),
});
const NO_HITS = hitsOf(5);

function passageOf(text: string): Passage {
  const codes = foldText(text);
  return { text, codes, hits: gazetteer.scan(codes) } as unknown as Passage;
}

/** Candidates as `type text`. */
function found(text: string): string[] {
  const passage = passageOf(text);
  return names
    .recognise(passage, { start: 0, end: text.length })
    .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
}

describe('the tagger finds', () => {
  test.each([
    ['people with a role', '财务部主任郑雅楠表示，新办法下月起施行。', ['person 郑雅楠']],
    ['people in a list', '出席会议的还有许庭辉、梁佩仪、欧阳振华等。', ['person 许庭辉', 'person 梁佩仪', 'person 欧阳振华']],
    ['foreign people with a dot', '新任主教练安德烈亚·贝尔科维奇昨天抵达训练基地。', ['person 安德烈亚·贝尔科维奇']],
    ['people in traditional text', '記者鄭雅楠報道', ['person 鄭雅楠']],
    ['companies with a legal form', '经查，杭州云漫智能科技有限公司未按期申报。', ['company 杭州云漫智能科技有限公司']],
    ['no name where there is none', '今年以来，全市新增就业岗位稳步增加，居民收入持续提高。', []],
    ['no ministry, no university', '教育部和清华大学联合发布了报告。', []],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('names wherever they stand in a long text', () => {
    const sentence = '财务部主任郑雅楠表示，新办法下月起施行。';
    expect(found(sentence.repeat(200))).toHaveLength(200);
    expect(found(`${sentence}\n`.repeat(200))).toHaveLength(200);
  });

  test('only what stands in the block asked for', () => {
    const passage = passageOf('主任郑雅楠说。\n主任许庭辉说。\n');
    const [only] = names.recognise(passage, { start: 8, end: 16 });
    expect(passage.text.slice(only.start, only.end)).toBe('许庭辉');
    expect(only.evidence).toEqual([{ source: 'tagger:zh', weight: expect.any(Number) }]);
  });

  test('candidates in order that do not overlap, with weights from 0 to 1', () => {
    const pieces = [
      '郑雅楠',
      '说',
      '公司',
      '·',
      '卡尔',
      '（',
      '）',
      '2024',
      'abc',
      '\n',
      '。',
      '、',
      '银行',
      '的',
      '王',
      ' ',
      '深圳',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end, evidence } of names.recognise(passageOf(text), { start: 0, end: text.length })) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(evidence[0].weight).toBeGreaterThanOrEqual(0);
          expect(evidence[0].weight).toBeLessThanOrEqual(1);
          last = end;
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('attributes', () => {
  const facts = { classes: () => Class.titleBefore, typeBits: () => 1 };
  const value = (attributes: Attributes, column: (typeof COLUMNS)[number], at: number) =>
    attributes.columns[COLUMNS.indexOf(column)][MARGIN + at];

  test('are those the model was trained on', () => {
    expect(model.header.columns).toEqual(COLUMNS);
    expect(model.header.name).toBe('zh');
  });

  test('show digits, letters and quotes as one each, and edges', () => {
    const attributes = new Attributes(lexicon, facts);
    const codes = foldText('3x9“”Y');
    attributes.read(codes, 0, codes.length, NO_HITS, 0);
    const characters = [-1, 0, 1, 2, 3, 4, 5, 6].map((at) => value(attributes, 'character', at));
    expect(characters[1]).toBe(characters[3]);
    expect(characters[2]).toBe(characters[6]);
    expect(characters[4]).toBe(characters[5]);
    expect(characters[0]).toBe(characters[7]);
  });

  test('know words by where they start, end and lie', () => {
    const attributes = new Attributes(lexicon, facts);
    const codes = foldText('吗经济呢');
    attributes.read(codes, 0, codes.length, NO_HITS, 0);
    expect(value(attributes, 'words', 1) & 7).toBe(2);
    expect((value(attributes, 'words', 3) >> 3) & 7).toBe(2);
    expect((value(attributes, 'words', 2) >> 6) & 7).toBe(2);
  });

  test('show what the dictionary lists unless it is hidden', () => {
    const attributes = new Attributes(lexicon, facts);
    const codes = foldText('某郑雅楠说');
    const hits = hitsOf(5, [1, 4]);
    expect(attributes.read(codes, 0, 5, hits, 0)).toBe(1);
    expect([0, 1, 2, 3, 4].map((at) => value(attributes, 'listed', at) > 0)).toEqual([false, true, true, true, false]);
    expect(value(attributes, 'ended', 4)).toBeGreaterThan(0);
    attributes.read(codes, 0, 5, hits, 0, () => true);
    expect([0, 1, 2, 3, 4].map((at) => value(attributes, 'listed', at))).toEqual([0, 0, 0, 0, 0]);
  });

  test('open the gate at names and leave it shut elsewhere', () => {
    const attributes = new Attributes(lexicon, facts);
    const codes = foldText('也就是说的话，李雅楠');
    attributes.read(codes, 0, codes.length, NO_HITS, 0);
    const gate = attributes.gate(codes.length);
    expect([...gate.subarray(7, 10)]).toEqual([1, 1, 1]);
    expect(gate[1]).toBe(0);
  });
});

describe('the lexicon', () => {
  test('finds the same where there is no WebAssembly', () => {
    const entriesOf = (of: Lexicon) => {
      of.reserve(20_000);
      for (let i = 0; i < 20_000; i++) of.hashes[i] = Math.imul(i, 0x9e3779b1);
      of.look(20_000);
      return of.entries.slice(0, 20_000);
    };
    vi.stubGlobal('WebAssembly', undefined);
    const plain = new Lexicon(readCompiled('words-zh.bin'));
    vi.unstubAllGlobals();
    expect(entriesOf(plain)).toEqual(entriesOf(lexicon));
    expect(entriesOf(plain).some((entry) => entry > 0)).toBe(true);
  });

  test('classes characters by what they do in names', () => {
    const of = (character: string) => lexicon.characters[character.charCodeAt(0)];
    expect(surnameStep(of('刘'))).toBe(3);
    expect(surnameStep(of('的'))).toBe(0);
    expect(kindOf(of('刘'))).toBe(0);
    expect(kindOf(of('·'))).not.toBe(0);
  });
});
