/**
 * Markdown with or without YAML front matter. A reader of our own, since no library tells at speed where inline text stands in the source;
 * it knows blocks, emphasis, links, images, code, tables and HTML, and is forgiving where converters wrap long lines, also inside links.
 */
import { decodeHTML } from 'entities';
import { DocumentBuilder } from './document-builder.ts';
import { findFrontMatter, readFrontMatter } from './front-matter.ts';
import { flowHtml, type ReadText } from './html.ts';

const FENCE = /^ {0,3}(?:```|~~~)/;
const HEADING = /^ {0,3}#{1,6}(?=\s|$)\s*/;
const RULE = /^ {0,3}(?:[-*_=][ \t]*){3,}$/;
const ITEM = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;
const QUOTE = /^ {0,3}(?:>\s?)+/;
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s*\S+/;
// No two neighbouring parts of a pattern may match the same text: a hostile line would cost quadratic time.
const TABLE_RULE = /^\s*(?:\|\s*)?:?--[-:|\s]*$/;

export function readMarkdown(source: string): ReadText {
  const builder = new DocumentBuilder(source);
  const matter = findFrontMatter(source);
  const date = matter ? readFrontMatter(source, matter.start, matter.end, builder) : null;
  const body = matter ? matter.body : 0;
  if (isHtml(source, body)) {
    const stated = flowHtml(source, body, source.length, builder);
    return { ...builder.finish(), date: date ?? stated };
  }
  readBlocks(source, body, builder);
  return { ...builder.finish(), date };
}

const TAG_FIRST = /\s*<(?:!doctype\s|[a-z][a-z0-9-]*[\s/>])/iy;

/** A body that begins with a tag is HTML as a whole, unless headings say otherwise. */
function isHtml(source: string, body: number): boolean {
  TAG_FIRST.lastIndex = body;
  return TAG_FIRST.test(source) && !/^#{1,6} /m.test(source.slice(body));
}

/** Splits the body into blocks by line. A paragraph runs over lines until something else begins. */
function readBlocks(source: string, body: number, builder: DocumentBuilder): void {
  let paragraph = -1;
  let paragraphEnd = body;
  let fenced = false;
  const closeParagraph = () => {
    if (paragraph >= 0) readInline(source, paragraph, paragraphEnd, builder);
    builder.endBlock();
    paragraph = -1;
  };
  for (let start = body; start < source.length; ) {
    const feed = source.indexOf('\n', start);
    const end = feed < 0 ? source.length : feed;
    const line = source.slice(start, end).replace(/\r$/, '');
    if (FENCE.test(line)) {
      closeParagraph();
      fenced = !fenced;
    } else if (fenced) {
      builder.flow(start, end);
      builder.endBlock();
    } else if (line.trim() === '' || RULE.test(line) || DEFINITION.test(line)) closeParagraph();
    else {
      const mark = HEADING.exec(line) ?? QUOTE.exec(line) ?? ITEM.exec(line);
      const heading = HEADING.test(line);
      if (mark || isTableRow(line)) closeParagraph();
      if (isTableRow(line)) readRow(source, start, start + line.length, builder);
      else {
        if (paragraph < 0) paragraph = start + (mark ? mark[0].length : 0);
        paragraphEnd = start + (heading ? headingLength(line) : line.length);
        if (heading) closeParagraph();
      }
    }
    start = end + 1;
  }
  closeParagraph();
}

function isTableRow(line: string): boolean {
  const bare = line.trim();
  return (bare.length > 1 && bare.startsWith('|') && bare.endsWith('|')) || TABLE_RULE.test(bare);
}

/** Length of a heading's line without the number signs that may close it. */
function headingLength(line: string): number {
  const bare = line.trimEnd();
  let end = bare.length;
  while (end > 0 && bare[end - 1] === '#') end--;
  return end < bare.length && /\s/.test(bare[end - 1] ?? '') ? bare.slice(0, end).trimEnd().length : bare.length;
}

function readRow(source: string, start: number, end: number, builder: DocumentBuilder): void {
  if (TABLE_RULE.test(source.slice(start, end))) return;
  let cell = start;
  for (let i = start; i <= end; i++) {
    if (i < end && (source[i] !== '|' || source[i - 1] === '\\')) continue;
    readInline(source, cell, i, builder);
    builder.endBlock();
    cell = i + 1;
  }
}

/** How far a link or tag may reach: keeps the reader linear. */
const REACH = 2000;
const TAG = /<(?:!--[\s\S]{0,2000}?-->|\/?[a-z][a-z0-9-]*(?:\s[^<>]{0,1000})?\/?>)/iy;
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]{0,1000}|[^\s<>@]{1,100}@[^\s<>]{1,100})>/iy;
const CHARACTER = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/iy;
const PUNCTUATION = /[!-/:-@[-`{-~]/;

/** Feeds the visible text of an inline stretch to a builder. */
function readInline(
  source: string,
  start: number,
  end: number,
  builder: DocumentBuilder,
  brackets: Brackets = pairBrackets(source, start, end),
): void {
  let flowed = start;
  /** Writes what came before `i` and goes on at `next`. */
  const skip = (i: number, next: number): number => {
    if (i > flowed) builder.flow(flowed, i);
    flowed = next;
    return next;
  };
  for (let i = start; i < end; ) {
    const c = source[i];
    if (c === '\\' && i + 1 < end && PUNCTUATION.test(source[i + 1])) i = skip(i, i + 1) + 1;
    else if (c === '!' && source[i + 1] === '[') {
      const link = linkAt(source, i + 1, brackets);
      i = link ? skip(i, link.end) : i + 1;
    } else if (c === '[') {
      const link = linkAt(source, i, brackets);
      if (link) {
        skip(i, link.end);
        readInline(source, i + 1, link.textEnd, builder, brackets);
        i = link.end;
      } else i++;
    } else if (c === '`' || c === '*' || (c === '~' && source[i + 1] === '~') || (c === '_' && !insideWord(source, i))) {
      let run = i;
      while (run < end && source[run] === c) run++;
      i = c === '*' && isBlank(source[i - 1]) && isBlank(source[run]) ? run : skip(i, run);
    } else if (c === '<') {
      const auto = match(AUTOLINK, source, i);
      const tag = auto ? null : match(TAG, source, i);
      if (auto) {
        skip(i, i + auto.length);
        builder.flow(i + 1, i + auto.length - 1);
      } else if (tag) skip(i, i + tag.length);
      i += (auto ?? tag)?.length ?? 1;
    } else if (c === '&') {
      const character = match(CHARACTER, source, i);
      const decoded = character ? decodeHTML(character) : null;
      if (character && decoded !== null && decoded !== character) {
        skip(i, i + character.length);
        builder.replace(decoded, i, i + character.length);
        i += character.length;
      } else i++;
    } else i++;
  }
  skip(end, end);
}

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

const isBlank = (c: string | undefined) => c === undefined || /\s/.test(c);
const insideWord = (source: string, i: number) =>
  /[\p{L}\p{N}]/u.test(source[i - 1] ?? '') && /[\p{L}\p{N}]/u.test(source[i + 1] ?? '');

/** `[text](destination)`, `[text][reference]` at `at`: where its text and the whole end. */
function linkAt(source: string, at: number, brackets: Brackets): { textEnd: number; end: number } | null {
  const textEnd = brackets.get(at);
  if (textEnd === undefined) return null;
  const opener = source[textEnd + 1];
  if (opener !== '(' && opener !== '[') return null;
  const close = brackets.get(textEnd + 1);
  return close === undefined ? null : { textEnd, end: close + 1 };
}

/** Where each bracket that opens is closed, no further off than REACH. */
type Brackets = ReadonlyMap<number, number>;

/** Finds all pairs of a stretch at once, each kind by itself: searching from every bracket would cost quadratic time. */
function pairBrackets(source: string, start: number, end: number): Brackets {
  const pairs = new Map<number, number>();
  const square: number[] = [];
  const round: number[] = [];
  const close = (open: number[], at: number) => {
    const from = open.pop();
    if (from !== undefined && at < from + REACH) pairs.set(from, at);
  };
  for (let i = start; i < end; i++) {
    const c = source[i];
    if (c === '\\') i++;
    else if (c === '[') square.push(i);
    else if (c === ']') close(square, i);
    else if (c === '(') round.push(i);
    else if (c === ')') close(round, i);
  }
  return pairs;
}
