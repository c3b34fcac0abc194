/** What holds for every document: mentions lead back to the source, part the text, and do not depend on how the document came in. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { decodeHTML } from 'entities';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { parseDocumentLine } from '../src/input/jsonl.ts';
import type { Row, Source } from '../src/model.ts';
import { FORMATS, formatOf } from '../src/text/formats.ts';
import { pinyinSpans } from '../src/text/pinyin.ts';
import { prose } from './support/arbitraries.ts';
import { rowsOf, sourceOf, sourcesOf } from './support/extract.ts';

const seeds = await sourcesOf([join(packageRoot, 'seeds')]);

/** A stretch of source as a reader sees it: without tags, marks, bracketed pinyin and line wraps. */
function cleaned(source: Source, start: number, end: number): string {
  let raw = '';
  let at = start;
  for (const span of pinyinSpans(source.text)) {
    if (span.end <= start || span.start >= end) continue;
    raw += source.text.slice(at, Math.max(at, span.start));
    at = Math.min(end, span.end);
  }
  raw += source.text.slice(at, end);
  if (formatOf(source) !== 'text') raw = decodeHTML(raw.replace(/<[^>]*>|\]\([^)]*\)|[*`[\]\\]/g, ''));
  return raw.replace(/(?<=[\u3000-\uffef])[ \t]*\r?\n\s*(?=[\u3000-\uffef])/g, '').replace(/\s+/g, ' ');
}

function expectSound(source: Source, rows: readonly Row[]): void {
  rows.forEach((row, i) => {
    expect(row.start).toBeLessThan(row.end);
    if (i > 0) expect(row.start).toBeGreaterThanOrEqual(rows[i - 1].end);
    expect(cleaned(source, row.start, row.end)).toBe(row.text);
    expect(row.line).toBe(source.text.slice(0, row.start).split('\n').length);
    expect(row.text).toBe(row.text.trim());
    expect(row.type === 'date' ? row.id : row.value).toBeNull();
    expect(row.name).not.toBe('');
    expect(row.source).not.toBe('');
  });
}

/** Names of every type between words of every language, with what makes offsets hard. */
const NAMES = [
  '西门子',
  '西門子',
  'Siemens',
  '马云',
  'Angela Merkel',
  '上海市',
  '在沪',
  'München',
  'New York',
  '2021年8月23日',
  '18. bis 20. März 2024',
  'gestern',
];
const TITLED = [
  '记者欧阳青禾',
  'Dr. Olaf Scholz',
  'CEO Tim Cook',
  '云帆星海科技有限公司',
  'Siemens (China) Co., Ltd.',
  '西门子（中国）有限公司',
  '微(wēi)軟(ruǎn)',
  '張(zhāng)三',
];
const JOINTS = [' ', '。', ', ', '\n', '\n\n', ' and ', ' und ', '和', '在', '\r\n', '🙂', '（', '）', ' - ', '-', '’s '];
const text = fc
  .array(fc.oneof(fc.constantFrom(...NAMES, ...TITLED), fc.constantFrom(...JOINTS), prose), { maxLength: 16 })
  .map((pieces) => pieces.join(''));
const html = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NAMES, ...TITLED),
      fc.constantFrom('<b>', '</b>', '<p>', '&amp;', '&uuml;', ' ', '\n', '<br>', '<!-- x -->'),
    ),
    { maxLength: 16 },
  )
  .map((pieces) => `<p>${pieces.join('')}`);

describe('every mention', () => {
  test.each(seeds.map((seed) => [basename(seed.name), seed] as const))('of %s is sound', async (_, seed) => {
    expectSound(seed, await rowsOf(seed, { offsets: 'utf16' }));
  });

  test.each([
    ['text', text],
    ['html', html],
    ['markdown', text],
  ])('of a document of %s is sound', async (format, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (content) => {
        const source = sourceOf(content, { format });
        expectSound(source, await rowsOf(source, { offsets: 'utf16' }));
      }),
      { numRuns: 150 },
    );
  });
});

/** Rows of a document without its name. */
const anonymous = (rows: readonly Row[]) => rows.map((row) => ({ ...row, document: '' }));

describe('the same rows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'extract-pipeline-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('whether a document comes as a file or a line of JSONL', async () => {
    for (const seed of seeds) {
      const line = JSON.stringify({ id: 'x', text: seed.text, format: formatOf(seed) });
      const asLine = parseDocumentLine(
        line,
        FORMATS.map(({ name }) => name),
      );
      expect(anonymous(await rowsOf(asLine))).toEqual(anonymous(await rowsOf(seed)));
      const path = join(folder, basename(seed.name));
      writeFileSync(path, readFileSync(seed.name));
      expect(anonymous(await rowsOf((await sourcesOf([path]))[0]))).toEqual(anonymous(await rowsOf(seed)));
    }
  });

  test('whatever documents came before', async () => {
    const alone = new Map<Source, readonly Row[]>();
    for (const seed of seeds) alone.set(seed, await rowsOf(seed));
    for (const seed of [...seeds].reverse()) expect(await rowsOf(seed)).toEqual(alone.get(seed));
  });

  test('whatever types are asked for, those of a type', async () => {
    for (const seed of seeds) {
      const all = await rowsOf(seed);
      for (const type of ['person', 'company', 'city'] as const)
        expect(await rowsOf(seed, { types: new Set([type, 'date']) })).toEqual(
          all.filter((row) => row.type === type || row.type === 'date'),
        );
    }
  });

  test('with line breaks of Windows, moved by one character a line', async () => {
    const lines = '西门子在上海。\nSiemens in Berlin\n\nAngela Merkel\n';
    const rows = await rowsOf(sourceOf(lines));
    const moved = await rowsOf(sourceOf(lines.replaceAll('\n', '\r\n')));
    expect(moved).toEqual(rows.map((row) => ({ ...row, start: row.start + row.line - 1, end: row.end + row.line - 1 })));
  });
});

describe('units of offsets', () => {
  test('agree with each other', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const source = sourceOf(content);
        const [utf16, codepoint, byte] = [
          await rowsOf(source, { offsets: 'utf16' }),
          await rowsOf(source, { offsets: 'codepoint' }),
          await rowsOf(source, { offsets: 'byte' }),
        ];
        const characters = [...content];
        const bytes = Buffer.from(content);
        utf16.forEach((row, i) => {
          const slice = content.slice(row.start, row.end);
          expect(characters.slice(codepoint[i].start, codepoint[i].end).join('')).toBe(slice);
          expect(bytes.subarray(byte[i].start, byte[i].end).toString()).toBe(slice);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('count from where a piece of a file begins', async () => {
    const source = sourceOf('\nBerlin', { origin: { utf16: 10, codepoint: 9, byte: 20, line: 3 } });
    const starts = [];
    for (const offsets of ['utf16', 'codepoint', 'byte'] as const) starts.push((await rowsOf(source, { offsets }))[0]);
    expect(starts.map(({ start, end, line }) => [start, end, line])).toEqual([
      [11, 17, 5],
      [10, 16, 5],
      [21, 27, 5],
    ]);
  });
});
