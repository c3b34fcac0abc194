/** PDF: the text of its pages in reading order as the file gives it, by unpdf (pdf.js without a browser). A line is a paragraph. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import type { Unpacked } from './container.ts';

/** A piece of text on a page: the part of pdf.js' items that is used here. */
interface Item {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly transform: readonly number[];
  readonly height: number;
}

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

export async function readPdf(bytes: Uint8Array): Promise<Unpacked> {
  const missing = new Set<string>();
  let document: PdfDocument;
  try {
    // pdf.js takes the bytes over, so it gets its own; nothing is fetched, no script of the document runs.
    document = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      useSystemFonts: false,
      BinaryDataFactory: characterMaps(missing),
    } as Parameters<typeof getDocumentProxy>[1]);
  } catch (error) {
    const { name, message } = error as Error;
    throw new Error(name === 'PasswordException' ? 'a PDF that needs a password' : `a damaged PDF (${message})`);
  }
  const warnings: string[] = [];
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    try {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(paragraphs(items as unknown as Item[]));
      page.cleanup();
    } catch (error) {
      warnings.push(`page ${number} cannot be read (${(error as Error).message})`);
    }
  }
  await document.destroy();
  if (missing.size > 0)
    warnings.push(
      `some text is missing: its fonts need the character maps ${[...missing].join(', ')}; with the package pdfjs-dist installed they are found`,
    );
  return { text: pages.join(''), format: 'paragraphs', date: null, warnings };
}

/** A gap of so many line heights, from base line to base line, begins a new paragraph. */
const GAP = 1.9;

/** Lines of one paragraph joined, as a reader joins them. */
function paragraphs(items: readonly Item[]): string {
  const done: string[] = [];
  let paragraph = '';
  let last: Item | null = null;
  let broken = false;
  for (const item of items) {
    if (item.str !== '') {
      const far = last !== null && Math.abs(last.transform[5] - item.transform[5]) > GAP * (item.height || last.height || 12);
      if (far) {
        done.push(paragraph);
        paragraph = item.str;
      } else paragraph = broken ? joinLines(paragraph, item.str) : paragraph + item.str;
      broken = false;
      if (item.height > 0 || item.str.trim() !== '') last = item;
    }
    broken ||= item.hasEOL;
  }
  done.push(paragraph);
  return done.map((text) => (text.trim() === '' ? '' : `${text.replace(/\s+/g, ' ').trim()}\n`)).join('');
}

const CJK_EDGE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]$/u;
const CJK_START = /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** Nothing between Chinese characters, a hyphen undone where the word goes on in lower case, else a blank. */
function joinLines(before: string, after: string): string {
  const end = before.slice(-2);
  if (CJK_EDGE.test(end) && CJK_START.test(after)) return before + after;
  if (/\p{L}-$/u.test(end) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  return `${before} ${after}`;
}

/** Serves pdf.js the maps of predefined Chinese encodings where the package that has them is installed; notes the others. */
function characterMaps(missing: Set<string>) {
  return class {
    async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
      if (kind !== 'cMapUrl') throw new Error(`${filename} is not needed to read text`);
      try {
        const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
        return new Uint8Array(await readFile(join(folder, 'cmaps', filename)));
      } catch {
        missing.add(filename.replace(/\.bcmap$/, ''));
        throw new Error(`no character map ${filename}`);
      }
    }
  };
}
