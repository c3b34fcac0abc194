/** HTML: what a reader sees, by htmlparser2 (cheerio's parser), which tells the place of every piece. */
import { Parser } from 'htmlparser2';
import { type BuiltText, DocumentBuilder } from './document-builder.ts';
import { isoDate } from './iso-date.ts';

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
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark meter output q ruby rb rp rt s samp script small span strike strong style sub sup template time tt u var wbr'.split(
    ' ',
  ),
);
const DATE_NAMES =
  /^(?:article:published_time|og:published_time|date|pubdate|publishdate|publish_date|dc\.date(?:\.issued)?|datepublished|parsely-pub-date|weibo:article:create_at)$/i;

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

/** Feeds the visible text of `source.slice(start, end)` to a builder. Returns the date it states, or null. */
export function flowHtml(source: string, start: number, end: number, builder: DocumentBuilder): string | null {
  let hidden = 0;
  let inTitle = false;
  let date: string | null = null;
  const visible = () => inTitle || hidden === 0;
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'title' && hidden <= 1) inTitle = true;
        if (name === 'meta') date ??= metaDate(attributes);
        if (name === 'time' && attributes.datetime) date ??= isoDate(attributes.datetime);
        if (HIDDEN.has(name)) hidden++;
        if (!INLINE.has(name)) builder.endBlock();
      },
      onclosetag(name) {
        if (name === 'title') inTitle = false;
        if (HIDDEN.has(name) && hidden > 0) hidden--;
        if (!INLINE.has(name)) builder.endBlock();
      },
      ontext(text) {
        if (!visible()) return;
        const from = start + parser.startIndex;
        const to = start + parser.endIndex + 1;
        if (to - from === text.length && source.startsWith(text, from)) builder.flow(from, to);
        else builder.replace(text, from, to);
      },
    },
    { decodeEntities: true },
  );
  parser.end(source.slice(start, end));
  builder.endBlock();
  return date;
}

function metaDate(attributes: Record<string, string>): string | null {
  const name = attributes.property ?? attributes.name ?? attributes.itemprop ?? '';
  return DATE_NAMES.test(name) && attributes.content ? isoDate(attributes.content) : null;
}
