/** HTML: what a reader sees. Never closed elements, stray tags and entities without semicolons are read as browsers read them. */
import { type BuiltText, DocumentBuilder } from './document-builder.ts';
import { isoDate } from './iso-date.ts';
import { type MarkupHandler, walkMarkup } from './markup.ts';

/** Elements whose text no reader sees as text. */
const HIDDEN = new Set([
  'style',
  'script',
  'noscript',
  'template',
  'head',
  'svg',
  'math',
  'object',
  'iframe',
  'select',
  'textarea',
]);
/** Elements that flow within a line, or leave no trace in it; all others begin and end a block. */
export const INLINE: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter output q ruby rb rp rt s samp script small span strike strong style sub sup template time tt u var wbr'.split(
    ' ',
  ),
);
const DATE_NAMES =
  /^(?:article:published_time|og:published_time|date|pubdate|publishdate|publish_date|dc\.date(?:\.issued)?|datepublished|parsely-pub-date|weibo:article:create_at)$/i;
const DATED = new Set(['meta', 'time']);

/** What reading markup gives: the text and the date the document states. */
export interface ReadText extends BuiltText {
  readonly date: string | null;
}

/** Reads a whole HTML document or a fragment. */
export function readHtml(source: string): ReadText {
  const builder = new DocumentBuilder(source);
  const date = flowHtml(source, 0, source.length, builder);
  return { ...builder.finish(), date };
}

/** Feeds the visible text of `source.slice(start, end)` to a builder. Returns the date it states, or null. Linear in its length. */
export function flowHtml(source: string, start: number, end: number, builder: DocumentBuilder): string | null {
  const reader = new HtmlReader(source, builder);
  walkMarkup(source, start, end, reader, { xml: false, attributesOf: DATED });
  builder.endBlock();
  return reader.date;
}

class HtmlReader implements MarkupHandler {
  date: string | null = null;
  private hidden = 0;
  private inHead = 0;
  private titles = 0;
  private preformatted = 0;

  constructor(
    private readonly source: string,
    private readonly builder: DocumentBuilder,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'meta') this.date ??= metaDate(attributes);
    else if (name === 'time' && attributes.datetime) this.date ??= isoDate(attributes.datetime);
    // A head that nobody closed ends where the body begins.
    if (name === 'body') this.hidden = this.inHead = 0;
    this.count(name, 1);
    if (!INLINE.has(name)) this.builder.endBlock();
  }

  close(name: string): void {
    this.count(name, -1);
    if (!INLINE.has(name)) this.builder.endBlock();
  }

  text(start: number, end: number): void {
    if (!this.visible()) return;
    if (this.preformatted === 0) this.builder.flow(start, end);
    else this.lines(start, end);
  }

  entity(text: string, start: number, end: number): void {
    if (this.visible()) this.builder.replace(text, start, end);
  }

  /** Preformatted text: a line break ends a block. */
  private lines(start: number, end: number): void {
    for (let at = start; at < end; ) {
      const feed = this.source.indexOf('\n', at);
      const stop = feed < 0 || feed >= end ? end : feed;
      this.builder.flow(at, stop);
      if (stop < end) this.builder.endBlock();
      at = stop + 1;
    }
  }

  private count(name: string, by: 1 | -1): void {
    if (HIDDEN.has(name)) this.hidden = Math.max(0, this.hidden + by);
    if (name === 'head') this.inHead = Math.max(0, this.inHead + by);
    else if (name === 'title') this.titles = Math.max(0, this.titles + by);
    else if (name === 'pre' || name === 'listing') this.preformatted = Math.max(0, this.preformatted + by);
  }

  /** The title is seen although it stands in the head. */
  private visible(): boolean {
    return this.hidden === 0 || (this.titles > 0 && this.hidden === this.inHead);
  }
}

function metaDate(attributes: Readonly<Record<string, string>>): string | null {
  const name = attributes.property ?? attributes.name ?? attributes.itemprop ?? '';
  return DATE_NAMES.test(name) && attributes.content ? isoDate(attributes.content) : null;
}
