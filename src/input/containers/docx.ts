/** DOCX: the paragraphs of a Word document and its notes, a line each, by fflate (zip) and the markup reader. */
import { unzipSync } from 'fflate';
import { type MarkupHandler, walkMarkup } from '../../text/markup.ts';
import type { Unpacked } from './container.ts';

/** Parts that hold text a reader sees in the running text. */
const PARTS = ['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml'];
/** A part that unpacks to more bytes than this is no document but an attack on memory. */
const LARGEST = 256 << 20;
const NO_ATTRIBUTES: ReadonlySet<string> = new Set();

export async function readDocx(bytes: Uint8Array): Promise<Unpacked> {
  let parts: Record<string, Uint8Array>;
  let tooLarge = false;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!PARTS.includes(name)) return false;
        if (originalSize > LARGEST) tooLarge = true;
        return originalSize <= LARGEST;
      },
    });
  } catch (error) {
    throw new Error(`a damaged DOCX (${(error as Error).message})`);
  }
  if (tooLarge) throw new Error('a DOCX whose text is too large to unpack');
  if (!parts[PARTS[0]]) throw new Error('no DOCX: it holds no word/document.xml');
  const text = PARTS.filter((part) => parts[part])
    .map((part) => paragraphsOf(new TextDecoder().decode(parts[part])))
    .join('');
  return { text, format: 'paragraphs', date: null, warnings: [] };
}

function paragraphsOf(xml: string): string {
  const reader = new WordReader(xml);
  walkMarkup(xml, 0, xml.length, reader, { xml: true, attributesOf: NO_ATTRIBUTES });
  return reader.lines.join('');
}

/** Text runs of WordprocessingML. Deleted text, field codes and the second form of alternate content are not seen by a reader. */
class WordReader implements MarkupHandler {
  readonly lines: string[] = [];
  private line = '';
  private inText = 0;
  private unseen = 0;

  constructor(private readonly xml: string) {}

  open(name: string): void {
    if (name === 'w:t') this.inText++;
    else if (name === 'w:del' || name === 'mc:fallback') this.unseen++;
    else if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') this.line += ' ';
    else if (name === 'w:nobreakhyphen') this.line += '-';
    else if (name === 'w:p') this.breakLine();
  }

  close(name: string): void {
    if (name === 'w:t') this.inText--;
    else if (name === 'w:del' || name === 'mc:fallback') this.unseen--;
    else if (name === 'w:p') this.breakLine();
  }

  text(start: number, end: number): void {
    if (this.inText > 0 && this.unseen === 0) this.line += this.xml.slice(start, end).replace(/[\r\n]+/g, ' ');
  }

  entity(text: string): void {
    if (this.inText > 0 && this.unseen === 0) this.line += text;
  }

  private breakLine(): void {
    if (this.line.trim() !== '') this.lines.push(`${this.line}\n`);
    this.line = '';
  }
}
