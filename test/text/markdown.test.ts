import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarkdown } from '../../src/text/markdown.ts';
import { noisy, prose } from '../support/arbitraries.ts';
import { blockTexts, expectBackToSource } from '../support/offsets.ts';

describe('Markdown', () => {
  test.each<[string, string, string[]]>([
    ['paragraphs', 'one\ntwo\n\nthree', ['one two', 'three']],
    ['Chinese lines join without a blank', '上\n海', ['上海']],
    ['headings', '# one\ntwo\n### three ###\n', ['one', 'two', 'three']],
    ['a number sign alone is text', '#one', ['#one']],
    ['emphasis', '**Sie**mens, _one_ and ***two***, ~~three~~', ['Siemens, one and two, three']],
    ['underscores inside words stay', 'snake_case_word', ['snake_case_word']],
    ['an asterisk between blanks stays', '2 * 3', ['2 * 3']],
    ['code', 'the `code` here', ['the code here']],
    ['links show their text', '[Siemens](https://a.b/c "t") and [x][1]\n\n[1]: https://d.e', ['Siemens and x']],
    ['emphasis inside a link', '[**a** b](c)', ['a b']],
    ['a link wrapped by a converter', '[Sie\nmens](https://a\n.b)', ['Sie mens']],
    ['images show nothing', 'a ![Berlin](b.png) b', ['a b']],
    ['brackets that are no link stay', '[1] and [a] (b)', ['[1] and [a] (b)']],
    ['an autolink shows itself', '<https://a.b> <me@a.b>', ['https://a.b me@a.b']],
    ['tags show nothing', 'a<br>b <span class="x">c</span><!-- d -->', ['ab c']],
    ['a less-than sign', '1 < 2', ['1 < 2']],
    ['entities and escapes', 'M&uuml;nchen \\*a\\* &nosuch;', ['München *a* &nosuch;']],
    ['lists', '- one\n- two\n  more\n\n1. three\n2) four', ['one', 'two more', 'three', 'four']],
    ['quotes', '> one\n\n> two', ['one', 'two']],
    ['tables', '| a | b |\n|---|:-:|\n| c | d \\| e |', ['a', 'b', 'c', 'd | e']],
    ['rules', 'a\n\n---\n\nb\n***\nc', ['a', 'b', 'c']],
    ['fenced code', '```js\nBerlin *a*\n```\nb', ['Berlin *a*', 'b']],
    ['front matter: the title alone', '---\ntitle: A b\ntags: [x]\n---\nc', ['A b', 'c']],
    ['a quoted title', '---\ntitle: "A: \\"b\\""\n---\n', ['A: "b"']],
    ['front matter of three dots', '---\ntitle: A\n...\nb', ['A', 'b']],
    ['a rule is no front matter', '---\nno field here\n---\nb', ['no field here', 'b']],
    ['a comment before it is no body of HTML', '<!-- x -->\n\n# A\n\n[b](c)', ['A', 'b']],
    ['a tag before headings is none either', '<p>a</p>\n\n# B', ['a', 'B']],
    ['a body of HTML', '---\ntitle: A\n---\n<p>b <b>c</b></p><p>d</p>', ['A', 'b c', 'd']],
    ['nothing', '', []],
  ])('%s', (_, source, expected) => {
    expect(blockTexts(readMarkdown(source))).toEqual(expected);
    expectBackToSource(source, readMarkdown(source));
  });

  test.each([
    ['---\ndate: 2021-08-23\n---\n', '2021-08-23'],
    ['---\ndate: 2021-08-23 10:30:00 +0800\n---\n', '2021-08-23'],
    ['---\ndate: "23 Aug 2021"\n---\n', '2021-08-23'],
    ['---\ndate: 2021-02-30\n---\n', null],
    ['---\ntitle: 2021-08-23\n---\n', null],
    ['2021-08-23', null],
  ])('the date of %j is %s', (source, date) => {
    expect(readMarkdown(source).date).toBe(date);
  });

  const inline = fc.oneof(
    prose,
    prose.map((text) => `**${text}**`),
    prose.map((text) => `[${text}](https://example.org/上海)`),
    fc.constantFrom('&amp;', '&uuml;', '\\*', '<br>', '`x`', '![a](b)'),
  );
  const block = fc
    .tuple(fc.constantFrom('', '# ', '- ', '> ', '1. ', '| '), fc.array(inline, { maxLength: 4 }))
    .map(([mark, pieces]) => mark + pieces.join('') + (mark === '| ' ? ' |' : ''));
  const document = fc.array(block, { maxLength: 5 }).map((blocks) => blocks.join('\n\n'));

  test('every character leads back to the source', () => {
    fc.assert(fc.property(fc.oneof(document, noisy), (source) => expectBackToSource(source, readMarkdown(source))));
  });
});
