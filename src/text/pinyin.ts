/** Finds pinyin in brackets behind the character it spells: `開(kāi)展`, `微軟(中國(guó))`. */
import type { Span } from '../model.ts';
import { isHan } from './characters.ts';

const TONED = /[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]/;
const SYLLABLE = /^[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]{1,6}$/;
/** A text with fewer toned syllables does not spell its characters: `苹果(ios)` stays. */
const FEWEST = 3;

/** Spans of bracketed pinyin in a text, brackets included, ascending. */
export function pinyinSpans(text: string): Span[] {
  const spans: Span[] = [];
  let toned = 0;
  for (const [open, close] of ['()', '（）'])
    for (let at = text.indexOf(open); at >= 0; at = text.indexOf(open, at + 1)) {
      if (at === 0 || !isHan(text.charCodeAt(at - 1))) continue;
      // No further than a syllable reaches: searching on for the bracket would cost quadratic time.
      let end = at + 1;
      while (end <= at + 7 && text[end] !== close) end++;
      if (end > at + 7) continue;
      const syllable = text.slice(at + 1, end);
      if (!SYLLABLE.test(syllable)) continue;
      if (TONED.test(syllable)) toned++;
      spans.push({ start: at, end: end + 1 });
    }
  return toned >= FEWEST ? spans.sort((a, b) => a.start - b.start) : [];
}
