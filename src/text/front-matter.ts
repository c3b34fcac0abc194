/** YAML front matter: the title counts as text, the date as the document's; nothing else does. */
import { isMap, isScalar, parseDocument } from 'yaml';
import type { DocumentBuilder } from './document-builder.ts';
import { isoDate } from './iso-date.ts';

/** Front matter longer than this, in UTF-16 code units, is none that a person wrote. */
const LONGEST = 1 << 16;
const FENCE = /^\s*---[ \t]*\r?\n/;
const CLOSE = /\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/g;

/** Where the front matter's YAML stands and where the body begins, or null where there is none. */
export function findFrontMatter(source: string): { start: number; end: number; body: number } | null {
  const fence = FENCE.exec(source);
  if (!fence) return null;
  const start = fence[0].length;
  CLOSE.lastIndex = start - 1;
  const close = CLOSE.exec(source);
  if (!close || !/^[\w-]+[ \t]*:/m.test(source.slice(start, close.index))) return null;
  return { start, end: close.index, body: close.index + close[0].length };
}

/** Feeds the title to a builder as a block of its own. Returns the date, or null. Front matter that is not YAML says nothing. */
export function readFrontMatter(source: string, start: number, end: number, builder: DocumentBuilder): string | null {
  if (end - start > LONGEST) return null;
  try {
    return readYaml(source, start, end, builder);
  } catch {
    return null; // nested so deep that the reader gives up
  }
}

function readYaml(source: string, start: number, end: number, builder: DocumentBuilder): string | null {
  const yaml = parseDocument(source.slice(start, end), { logLevel: 'silent', uniqueKeys: false, schema: 'failsafe' });
  if (!isMap(yaml.contents)) return null;
  const title = yaml.get('title', true);
  if (isScalar(title) && title.range && typeof title.value === 'string') {
    builder.align(title.value, start + title.range[0], start + title.range[1]);
    builder.endBlock();
  }
  const date = yaml.get('date');
  return typeof date === 'string' ? isoDate(date) : null;
}
