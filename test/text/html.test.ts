import { load } from 'cheerio/slim';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHtml } from '../../src/text/html.ts';
import { noisy, prose } from '../support/arbitraries.ts';
import { blockTexts, expectBackToSource } from '../support/offsets.ts';

describe('HTML', () => {
  test.each<[string, string, string[]]>([
    ['paragraphs are blocks', '<p>one</p><p>two</p>', ['one', 'two']],
    ['inline tags are nothing', '<p>o<b>n</b>e <i>two</i></p>', ['one two']],
    ['entities', '<p>Z&uuml;rich &amp; K&#246;ln &#x4e0a;</p>', ['Zürich & Köln 上']],
    ['an entity beyond the first plane', '<p>&#x1F642;!</p>', ['🙂!']],
    ['entities without a semicolon', '<p>A&ampB &copy 1</p>', ['A&B © 1']],
    ['an unknown entity stays', '<p>a &nosuch; b & c</p>', ['a &nosuch; b & c']],
    ['white space collapses', '<p>  one\n\t two  </p>', ['one two']],
    ['no blank between Chinese lines', '<p>上\n  海</p>', ['上海']],
    ['a blank between Chinese words on one line stays', '<p>上 海</p>', ['上 海']],
    ['a no-break space is a blank', '<p>one&nbsp;two</p>', ['one two']],
    ['a line break ends a block', 'one<br>two<br/>three', ['one', 'two', 'three']],
    [
      'cells, items, headings, captions',
      '<table><caption>c</caption><tr><td>1</td><td>2</td></tr></table><ul><li>3</ul><h1>4</h1>',
      ['c', '1', '2', '3', '4'],
    ],
    [
      'the title counts, the rest of the head does not',
      '<head><title>t</title><style>s</style></head><body>b</body>',
      ['t', 'b'],
    ],
    ['scripts, styles and comments leave no trace', '<p>a<script>x<y</script><style>z</style><!-- c -->b</p>', ['ab']],
    ['an image parts the text and keeps its description', '<p>a<img alt="d" title="e">b</p>', ['a', 'b']],
    ['unclosed and stray tags', '<p>a<b>b</p></i>c', ['ab', 'c']],
    ['a bare less-than sign', '<p>5 < 6 and 7</p>', ['5 < 6 and 7']],
    ['capital tags', '<P>a<B>b</B></P><P>c', ['ab', 'c']],
    ['CDATA of no interest', 'a<svg><text>x</text></svg>b', ['a', 'b']],
    ['nothing', '', []],
  ])('%s', (_, source, expected) => {
    expect(blockTexts(readHtml(source))).toEqual(expected);
    expectBackToSource(source, readHtml(source));
  });

  test.each([
    ['<meta property="article:published_time" content="2021-08-23T10:00:00+08:00">', '2021-08-23'],
    ['<meta name="pubdate" content="23 Aug 2021">', '2021-08-23'],
    ['<time datetime="2021-08-23">today</time>', '2021-08-23'],
    ['<meta name="viewport" content="2021-08-23">', null],
    ['<meta name="date" content="soon">', null],
    ['<p>2021-08-23</p>', null],
  ])('the date of %s is %s', (source, date) => {
    expect(readHtml(source).date).toBe(date);
  });

  const { document } = fc.letrec<{ document: string; node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      prose,
      fc.constantFrom(
        '&amp;',
        '&uuml;',
        '&#x4e0a;',
        '&#128578;',
        '&nbsp;',
        '<br>',
        '<!-- 上海 -->',
        '<img alt="Berlin" src="b.png">',
      ),
      fc
        .tuple(fc.constantFrom('b', 'i', 'a', 'span', 'em', 'p', 'div', 'li', 'td', 'h2', 'section'), tie('document'))
        .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
      fc
        .tuple(fc.constantFrom('script', 'style'), fc.constantFrom('var a = 1', 'x { }'))
        .map(([tag, inner]) => `<${tag}>${inner}</${tag}>`),
    ),
    document: fc.array(tie('node'), { maxLength: 5 }).map((nodes) => nodes.join('')),
  }));

  test('reads the text cheerio reads', () => {
    const byCheerio = (source: string) => {
      const $ = load(source);
      $('script, style').remove();
      return $.root().text().replace(/\s/g, '');
    };
    fc.assert(
      fc.property(document, (source) => {
        expect(readHtml(source).text.replace(/\s/g, '')).toBe(byCheerio(source));
      }),
    );
  });

  test('every character leads back to the source', () => {
    fc.assert(fc.property(fc.oneof(document, noisy), (source) => expectBackToSource(source, readHtml(source))));
  });
});
