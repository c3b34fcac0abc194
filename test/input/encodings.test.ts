/** The encoding of real text is found: passages of the documents in seeds/ and of the cases, written in each encoding, are read back. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { decode } from '../../src/input/decode.ts';

/** Bytes of the characters of an encoding, from the runtime's own decoder. */
function encoderOf(encoding: string): (text: string) => Uint8Array | null {
  const bytesOf = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const learn = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if ([...text].length === 1 && !bytesOf.has(text)) bytesOf.set(text, bytes);
    } catch {}
  };
  for (let lead = 0; lead < 0x100; lead++) learn(lead);
  if (encoding !== 'windows-1252')
    for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  return (text) => {
    const bytes: number[] = [];
    for (const character of text) {
      const some = bytesOf.get(character);
      if (!some) return null;
      bytes.push(...some);
    }
    return Uint8Array.from(bytes);
  };
}

const utf16 = (big: boolean) => (text: string) => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

const filesIn = (folder: string): string[] =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:txt|md|html|jsonl)$/.test(name))
    .map((name) => join(packageRoot, folder, name));
/** Lines of real documents without markup, as long as a sentence. */
const LINES = ['seeds', 'fixtures/cases', 'fixtures/corpus']
  .flatMap(filesIn)
  .flatMap((path) => readFileSync(path, 'utf8').split(/\n|<[^>]*>/))
  .map((line) => line.trim())
  .filter((line) => line.length >= 12 && !/[<>{}\ufffd]/.test(line));
const HAN = /[\p{Script=Han}\p{Extended_Pictographic}]/gu;
const isChinese = (text: string) => (text.match(HAN)?.length ?? 0) > 0.6 * text.length;
const isGerman = (text: string) => /[äöüß]/.test(text) && text.match(HAN) === null;

/** The lines in passages of so many characters. */
const passages = (length: number): string[] =>
  LINES.flatMap((line) =>
    Array.from({ length: Math.floor(line.length / length) }, (_, i) => line.slice(i * length, (i + 1) * length)),
  );
const toTaiwan = Converter({ from: 'cn', to: 'twp' });

describe('passages of real documents are read as they were written', () => {
  const chineseOf = (length: number) => passages(length).filter(isChinese);
  const germanOf = (length: number) => passages(length).filter(isGerman);
  const gb18030 = encoderOf('gb18030');
  const windows1252 = encoderOf('windows-1252');
  test.each<[string, (text: string) => Uint8Array | null, readonly string[], number]>([
    ['GB18030, Chinese, 12 characters', gb18030, chineseOf(12), 0.97],
    ['GB18030, Chinese, 25 characters', gb18030, chineseOf(25), 0.99],
    ['Big5, Chinese as Taiwan writes it, 12 characters', encoderOf('big5'), chineseOf(12).map(toTaiwan), 0.97],
    ['windows-1252, German, 12 characters', windows1252, germanOf(12), 0.97],
    ['windows-1252, German, 100 characters', windows1252, germanOf(100), 0.99],
    ['UTF-16 LE without a mark, Chinese, 25 characters', utf16(false), chineseOf(25), 0.97],
    ['UTF-16 BE without a mark, Chinese, 25 characters', utf16(true), chineseOf(25), 0.97],
    ['UTF-16 LE without a mark, German, 12 characters', utf16(false), germanOf(12), 0.99],
    ['UTF-8, Chinese, 12 characters', (text) => Buffer.from(text), chineseOf(12), 1],
    ['UTF-8, German, 12 characters', (text) => Buffer.from(text), germanOf(12), 1],
  ])('%s', async (_, encode, texts, least) => {
    const encoded = texts.flatMap((text) => ({ text, bytes: encode(text) })).filter(({ bytes }) => bytes !== null);
    const wrong: string[] = [];
    for (const { text, bytes } of encoded) {
      const decoded = await decode(bytes!, null);
      if (decoded.text !== text) wrong.push(`${decoded.encoding}: ${text}`);
    }
    expect(encoded.length).toBeGreaterThanOrEqual(10);
    expect(1 - wrong.length / encoded.length, wrong.slice(0, 10).join('\n')).toBeGreaterThanOrEqual(least);
  });
});

test.each([
  ['a letter at the end of a document', 'Wir waren im Caf\xe9'],
  ['two of them', 'K\xf6ln, caf\xe9'],
])('windows-1252: %s is no UTF-8 cut off', async (_, text) => {
  expect((await decode(Buffer.from(text, 'latin1'), null)).text).toBe(text);
});
