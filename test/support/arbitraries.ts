/** Generators of text in our languages, with everything that makes offsets hard. */
import fc from 'fast-check';

const PIECES = [
  ...'上海西門子有限公司的',
  ...['Berlin', 'Zürich', 'Bus', 'd’Or', 'A-B', 'ß', '3', '2021'],
  ...['🙂', '𠮷', 'é', 'ﬁ', '，', '。', '.', ',', '(', ')', '’', ' ', '  ', '\n', '\t', '\u3000', '\u00a0'],
];

/** Words, Han characters, astral characters and blanks, in any order; no markup. */
export const prose = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));

/** The same with the characters that mean something to HTML and Markdown. */
export const noisy = fc
  .array(
    fc.constantFrom(
      ...PIECES,
      '<',
      '>',
      '&',
      '&amp;',
      '&#',
      '*',
      '_',
      '`',
      '[',
      ']',
      '](',
      '|',
      '\\',
      '#',
      '---',
      '<b>',
      '</p>',
      '!',
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''));
