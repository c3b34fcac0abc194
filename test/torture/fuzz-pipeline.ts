/** The whole pipeline and the readers of dictionaries over random input. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { DictionaryError } from '../../src/dictionary/read.ts';
import { createTools } from '../../src/jobs/tools.ts';
import { ENTITY_TYPES, type Source } from '../../src/model.ts';
import { extract, type PipelineOptions, type Tools } from '../../src/pipeline.ts';
import type { Fuzz } from './fuzz.ts';

const OPTIONS: PipelineOptions = {
  types: new Set(ENTITY_TYPES),
  language: null,
  referenceDate: '2021-08-23',
  listedOnly: false,
  offsets: 'utf16',
};
const WORDS =
  '西门子|西门子（中国）有限公司|上海|在沪|北京市|李强|市长|2021年8月23日|18日至20日|今天|Siemens|Siemens AG|Dr. Roland Busch|München|gestern|am 18. Februar|in Paris|Apple|\n|。|，|. |, | |（|)|的|和|🙂|\ud800|a@b.cn|https://x.cn/上海|<b>|**|1|%'.split(
    '|',
  );
const text = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
    ),
    { maxLength: 50 },
  )
  .map((parts) => parts.join(''));
const source = (content: string, format: string): Source => ({
  name: 'x',
  text: content,
  origin: { utf16: 0, codepoint: 0, byte: 0, line: 0 },
  format,
  date: null,
  language: null,
});

let tools: Promise<Tools> | null = null;
const loaded = () => (tools ??= createTools({ dictionaries: [], builtin: true }));

const bounded = <T>(name: string, input: fc.Arbitrary<T>, holds: (value: T) => Promise<void>): Fuzz => ({
  name,
  run: (seed, milliseconds) =>
    fc.assert(fc.asyncProperty(input, holds), {
      seed,
      numRuns: 1_000_000,
      interruptAfterTimeLimit: milliseconds,
      markInterruptAsFailure: false,
    }),
});

export const PIPELINE_FUZZ: readonly Fuzz[] = [
  bounded(
    'pipeline: rows in bounds, in order, apart by type, twice the same',
    fc.tuple(text, fc.constantFrom('text', 'html', 'markdown', 'xml')),
    async ([content, format]) => {
      const { rows } = await extract(source(content, format), await loaded(), OPTIONS);
      const ends = new Map<string, number>();
      let last = 0;
      for (const row of rows) {
        if (row.start < last || row.end <= row.start || row.end > content.length)
          throw new Error(`a row at ${row.start}–${row.end}`);
        if (row.start < (ends.get(row.type) ?? 0)) throw new Error(`two of type ${row.type} overlap at ${row.start}`);
        ends.set(row.type, row.end);
        last = row.start;
      }
      const again = await extract(source(content, format), await loaded(), OPTIONS);
      if (JSON.stringify(again.rows) !== JSON.stringify(rows)) throw new Error('other rows the second time');
    },
  ),
  bounded(
    'dictionary: a table, or an error that names its place',
    fc.array(
      fc.array(
        fc.oneof(
          fc.constantFrom('type', 'name', 'company', 'city', 'id', 'aliases', '"', '|', '=1', '(a+)+$', '西'),
          fc.string({ maxLength: 4 }),
        ),
        { maxLength: 4 },
      ),
      { maxLength: 4 },
    ),
    async (cells) => {
      const folder = mkdtempSync(join(tmpdir(), 'extract-fuzz-'));
      try {
        const path = join(folder, 'd.csv');
        writeFileSync(path, `type,name\n${cells.map((row) => row.join(',')).join('\n')}`);
        await createTools({ dictionaries: [path], builtin: false });
      } catch (error) {
        if (!(error instanceof DictionaryError) && (error as Error).name !== 'DictionaryError') throw error;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  ),
];
