/** What every reader of a format promises: each character of the text leads back to where it stands in the source. */
import { decodeHTML } from 'entities';
import { expect } from 'vitest';
import type { BuiltText } from '../../src/text/document-builder.ts';

/** How the source writes a character that does not stand there as itself: an entity or an escape, white space of any kind. */
function reads(raw: string, character: string): boolean {
  if (raw === character) return true;
  if (character === ' ') return /^(?:\s|&nbsp;|&#(?:160|32|x20|xa0);)/i.test(raw);
  return decodeHTML(raw).includes(character);
}

/** Checks the offset map character by character, and that blocks part the text. */
export function expectBackToSource(source: string, { text, blocks, offsets }: BuiltText): void {
  let last = 0;
  for (const { start, end } of blocks) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(last, start).trim()).toBe('');
    for (let i = start; i < end; i++) {
      const raw = source.slice(offsets.toSource(i), offsets.endToSource(i + 1));
      if (!reads(raw, text[i]))
        expect.fail(`«${text[i]}» at ${i} of ${JSON.stringify(text)} is «${raw}» in ${JSON.stringify(source)}`);
      if (i > start) expect(offsets.toSource(i)).toBeGreaterThanOrEqual(offsets.toSource(i - 1));
    }
    last = end;
  }
  expect(text.slice(last).trim()).toBe('');
}

/** The blocks of a text, a string each. */
export const blockTexts = ({ text, blocks }: BuiltText): string[] => blocks.map(({ start, end }) => text.slice(start, end));
