/** Plain text: a line is a block, unless the text is wrapped at a column, then a paragraph is. */
import type { Span } from '../model.ts';
import { type BuiltText, DocumentBuilder, IDENTITY } from './document-builder.ts';
import { pinyinSpans } from './pinyin.ts';

/** Lines this long, and none longer, are what editors and mailers wrap at. */
const WRAP = { shortest: 50, longest: 90, fewestLines: 4, share: 0.6 };

export function readPlain(source: string): BuiltText {
  const lines = lineSpans(source);
  const wrapped = isWrapped(lines, source);
  const hidden = pinyinSpans(source);
  if (!wrapped && hidden.length === 0)
    return { text: source, blocks: lines.filter((line) => line.end > line.start), offsets: IDENTITY };
  const builder = new DocumentBuilder(source, hidden);
  for (const line of lines) {
    if (line.end === line.start) builder.endBlock();
    else if (!wrapped) builder.copy(line.start, line.end);
    else builder.flow(line.start, line.end);
    if (wrapped) builder.space(line.end);
    else builder.endBlock();
  }
  return builder.finish();
}

/** Text whose every line is a paragraph, as readers of other documents give it. */
export function readParagraphs(source: string): BuiltText {
  const hidden = pinyinSpans(source);
  const lines = lineSpans(source);
  if (hidden.length === 0) return { text: source, blocks: lines.filter((line) => line.end > line.start), offsets: IDENTITY };
  const builder = new DocumentBuilder(source, hidden);
  for (const line of lines) {
    builder.copy(line.start, line.end);
    builder.endBlock();
  }
  return builder.finish();
}

/** Lines without their line breaks; carriage returns belong to the break. */
function lineSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start <= text.length; ) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    spans.push({ start, end: end > start && text[end - 1] === '\r' ? end - 1 : end });
    start = end + 1;
  }
  return spans;
}

/** A text is wrapped where most lines that another line follows fill the column. */
function isWrapped(lines: readonly Span[], source: string): boolean {
  if (lines.some(({ start, end }) => end - start > WRAP.longest)) return false;
  let followed = 0;
  let full = 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const length = lines[i].end - lines[i].start;
    if (length === 0 || lines[i + 1].end === lines[i + 1].start) continue;
    followed++;
    if (length >= WRAP.shortest && !/[.!?:。！？]$/.test(source.slice(lines[i].end - 1, lines[i].end))) full++;
  }
  return full >= WRAP.fewestLines && full >= followed * WRAP.share;
}
