/** Properties that hold for any input, checked over random ones: seeded, bounded in time. Regressions found become cases of the table. */
import fc from 'fast-check';
import { createDecoder, decode } from '../../src/input/decode.ts';
import { parseDocumentLine } from '../../src/input/jsonl.ts';
import type { OffsetMap, Span } from '../../src/model.ts';
import { measure } from '../../src/text/byte-lengths.ts';
import { readHtml } from '../../src/text/html.ts';
import { isoDate } from '../../src/text/iso-date.ts';
import { readMarkdown } from '../../src/text/markdown.ts';
import { readPlain } from '../../src/text/plain.ts';
import { readXml } from '../../src/text/xml.ts';

export interface Fuzz {
  readonly name: string;
  /** @param milliseconds to spend at most */
  readonly run: (seed: number, milliseconds: number) => Promise<void>;
}

const property = <T>(name: string, input: fc.Arbitrary<T>, holds: (value: T) => Promise<void> | void): Fuzz => ({
  name,
  run: async (seed, milliseconds) => {
    await fc.assert(
      fc.asyncProperty(input, async (value) => {
        await holds(value);
      }),
      { seed, numRuns: 1_000_000, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false },
    );
  },
});

function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Pieces that readers and rules look for, glued in any order. */
const PIECES = [
  ...'<>&;"\'=/!-[]()|#*_`~\\: \n\r\t\0\ufeff\ufffd\ud800\udc00'.split(''),
  ...[
    '<p>',
    '</p>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<pre>',
    '<script>',
    '</script>',
    '<title>',
    '<td>',
    '&amp',
    '&#x4e2d;',
    '&#',
    '<?xml ',
  ],
  ...[
    '---\n',
    'title: ',
    'date: 2021-08-23\n',
    '```\n',
    '](',
    '![',
    '> ',
    '- ',
    '1. ',
    '| ',
    '|--|\n',
    '<meta charset=gbk>',
    '中(zhōng)',
  ],
  ...[
    '西门子',
    '上海',
    '2021年8月23日',
    'Siemens',
    'München',
    'am 23. August 2021',
    'Mr. ',
    'GmbH',
    '有限公司',
    '（',
    '）',
    '。',
    '🙂',
    '的',
    'x',
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

function spansHold(source: string, read: { text: string; blocks: readonly Span[]; offsets: OffsetMap }): void {
  let end = 0;
  for (const block of read.blocks) {
    must(
      block.start >= end && block.end > block.start && block.end <= read.text.length,
      `a block at ${block.start}–${block.end}`,
    );
    end = block.end;
  }
  let last = 0;
  for (let i = 0; i < read.text.length; i++) {
    const at = read.offsets.toSource(i);
    must(at >= last && at <= source.length, `position ${i} is at ${at} of the source, behind ${last}`);
    must(read.offsets.endToSource(i + 1) <= source.length, `position ${i + 1} ends outside the source`);
    last = at;
  }
}

const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
const bytes = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0x81, max: 0xfe }),
      fc.constantFrom(0x30, 0x0a, 0xe4, 0xb8, 0xad),
    ),
    { maxLength: 40 },
  )
  .map((all) => Uint8Array.from(all));

export const FUZZ: readonly Fuzz[] = [
  property('decode: any bytes, any label', fc.tuple(bytes, fc.constantFrom(null, ...ENCODINGS)), async ([input, label]) => {
    const decoded = await decode(input, label);
    must(decoded.invalidAt < Math.max(1, input.length), 'an offset outside the file');
    must(
      decoded.replaced.length === 0 || decoded.replaced.length === decoded.text.split('\ufffd').length - 1,
      'lengths of what was replaced',
    );
  }),
  property(
    'decode: chunks are invisible, bytes add up',
    fc.tuple(bytes, fc.constantFrom(...ENCODINGS), fc.nat(40)),
    ([input, encoding, cut]) => {
      const whole = createDecoder(encoding);
      const all = whole.decode(input) + whole.decode();
      const parts = createDecoder(encoding);
      // The runtime's decoder of GB18030 replaces bad sequences otherwise where a chunk ends inside one.
      if (encoding !== 'gb18030')
        must(parts.decode(input.subarray(0, cut)) + parts.decode(input.subarray(cut)) + parts.decode() === all, 'another text');
      // 0x80 is the euro sign, which has a pair of bytes too; UTF-16 may end in half a unit; marks are no text.
      const odd = encoding.startsWith('utf') && (input[0] >= 0xef || input.length % 2 === 1);
      if (!odd && !(encoding === 'gb18030' && input.includes(0x80)))
        must(measure(input, all, encoding).bytes === input.length, 'bytes do not add up');
    },
  ),
  property('html', text, (source) => spansHold(source, readHtml(source))),
  property('xml', text, (source) => spansHold(source, readXml(source))),
  property('markdown', text, (source) => spansHold(source, readMarkdown(source))),
  property('plain', text, (source) => spansHold(source, readPlain(source))),
  property('dates of documents', text, (source) =>
    must(/^\d{4}-\d\d-\d\d$/.test(isoDate(source) ?? '2021-08-23'), 'no ISO date'),
  ),
  property('jsonl', fc.oneof(text, fc.json()), (line) => {
    try {
      must(typeof parseDocumentLine(line, ['text']).text === 'string', 'no text');
    } catch (error) {
      must(!(error instanceof TypeError || error instanceof RangeError), (error as Error).message);
    }
  }),
  property(
    'time grows with the input alone',
    fc.tuple(
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(readHtml, readXml, readMarkdown, readPlain),
    ),
    ([parts, read]) => {
      const unit = parts.join('');
      const began = performance.now();
      read(unit.repeat(Math.ceil(20_000 / unit.length)));
      const ms = performance.now() - began;
      must(ms < 1500, `${ms} ms for 20,000 characters of ${JSON.stringify(unit)}`);
    },
  ),
];
