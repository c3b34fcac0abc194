/** The input formats: how a source becomes blocks of text. A new format is a file beside this one and an entry here. */
import type { Source } from '../model.ts';
import type { BuiltText } from './document-builder.ts';
import { readParagraphs, readPlain } from './plain.ts';

export interface Format {
  readonly name: string;
  /** File name extensions, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** Loaded when the first such document comes. */
  readonly load: () => Promise<(source: string) => BuiltText & { readonly date?: string | null }>;
}

export const FORMATS: readonly Format[] = [
  { name: 'text', extensions: ['text', 'log'], load: async () => readPlain },
  { name: 'paragraphs', extensions: [], load: async () => readParagraphs },
  { name: 'html', extensions: ['html', 'htm', 'xhtml'], load: async () => (await import('./html.ts')).readHtml },
  { name: 'xml', extensions: ['xml', 'rss', 'atom'], load: async () => (await import('./xml.ts')).readXml },
  { name: 'markdown', extensions: ['md', 'markdown', 'mdown'], load: async () => (await import('./markdown.ts')).readMarkdown },
];

export const FORMAT_NAMES: readonly string[] = FORMATS.map(({ name }) => name);

const MARKUP = /^\s*<(?:!doctype\s+html|html|head|body|div|p|article|section|table|h[1-6]|span|meta)\b/i;
const MARKDOWN = /^(?:#{1,6} \S|!?\[[^\]\n]*\]\([^)]*\)|\*\*[^*\n]+\*\*|```)/gm;
/** So many marks at line starts make a Markdown document; one alone is an accident. */
const FEWEST_MARKS = 2;

/** Name of the format of a source: what it states, else its name, else its content. */
export function formatOf(source: Pick<Source, 'name' | 'text' | 'format'>): string {
  if (source.format) return source.format;
  const extension = /\.([a-z0-9]+)$/i.exec(source.name.replace(/\.gz$/i, ''))?.[1]?.toLowerCase();
  const byName = FORMATS.find((format) => format.extensions.includes(extension ?? ''));
  return byName?.name ?? sniff(source.text);
}

function sniff(text: string): string {
  const head = text.slice(0, 4096);
  if (/^\s*---[ \t]*\r?\n[\w-]+[ \t]*:/.test(head)) return 'markdown';
  if (MARKUP.test(head)) return 'html';
  if (/^\s*<\?xml\s/.test(head)) return /<(?:!doctype\s+html|html)\b/i.test(head) ? 'html' : 'xml';
  const marks = head.match(MARKDOWN);
  return marks && marks.length >= FEWEST_MARKS ? 'markdown' : 'text';
}
