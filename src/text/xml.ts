/**
 * XML: the text of its elements. Which elements flow within a line is not known of a format nobody described: one does if it comes behind
 * text in its parent or bears the name of an inline element of HTML. Entities a document declares for itself are not expanded.
 */
import { DocumentBuilder } from './document-builder.ts';
import { flowHtml, INLINE, type ReadText } from './html.ts';
import { isoDate } from './iso-date.ts';
import { type MarkupHandler, walkMarkup } from './markup.ts';

/** Elements that state the date of a document, near its root: feeds, Dublin Core. */
const DATES = new Set(['date', 'pubdate', 'published', 'updated', 'issued']);
const DATE_DEPTH = 3;
const NO_ATTRIBUTES: ReadonlySet<string> = new Set();
/** CDATA and text that holds HTML, as feeds do. */
const HTML = /<(?:p|br|div|a|b|i|em|strong|ul|ol|table|h[1-6]|img|span|html|body)\b[^<>]*>/i;

export function readXml(source: string): ReadText {
  const builder = new DocumentBuilder(source);
  const reader = new XmlReader(source, builder);
  walkMarkup(source, behindDoctype(source), source.length, reader, { xml: true, attributesOf: NO_ATTRIBUTES });
  return { ...builder.finish(), date: reader.date };
}

/** Where the document goes on behind a document type that declares things of its own, which the tokenizer does not know; else 0. */
function behindDoctype(source: string): number {
  const start = source.slice(0, 4096).indexOf('<!DOCTYPE');
  if (start < 0) return 0;
  const subset = source.indexOf('[', start);
  if (subset < 0 || subset > source.indexOf('>', start)) return 0;
  const end = source.indexOf(']>', subset);
  return end < 0 ? 0 : end + 2;
}

class XmlReader implements MarkupHandler {
  date: string | null = null;
  /** For each open element, whether it flows within a line. */
  private readonly inline: boolean[] = [];
  private hidden = 0;
  private afterText = false;
  private dated = '';

  constructor(
    private readonly source: string,
    private readonly builder: DocumentBuilder,
  ) {}

  open(qualified: string): void {
    const name = localName(qualified);
    const inline = this.afterText || INLINE.has(name);
    this.inline.push(inline);
    if (isHidden(name)) this.hidden++;
    if (!inline) this.breakBlock();
    this.dated = this.inline.length <= DATE_DEPTH && DATES.has(name) ? name : '';
  }

  close(qualified: string): void {
    if (isHidden(localName(qualified))) this.hidden--;
    if (!this.inline.pop()) this.breakBlock();
    this.dated = '';
  }

  text(start: number, end: number): void {
    if (this.hidden > 0) return;
    const text = this.source.slice(start, end);
    if (text.trim() === '') {
      this.builder.flow(start, end);
      return;
    }
    if (this.dated !== '') this.date ??= isoDate(text.trim());
    if (HTML.test(text)) {
      this.breakBlock();
      flowHtml(this.source, start, end, this.builder);
    } else {
      this.builder.flow(start, end);
      this.afterText = true;
    }
  }

  entity(text: string, start: number, end: number): void {
    if (this.hidden > 0) return;
    this.builder.replace(text, start, end);
    this.afterText = true;
  }

  private breakBlock(): void {
    this.builder.endBlock();
    this.afterText = false;
  }
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
const isHidden = (name: string) => name === 'script' || name === 'style';
