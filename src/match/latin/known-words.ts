/** Words a document has named, kept as hashes of their folded form: with and without a genitive -s. */
import { hashCodes } from './hash.ts';
import type { Words } from './marks.ts';

const SMALL_S = 0x73;
const LONGEST = 64;

export class KnownWords {
  private readonly plain = new Set<number>();
  /** With an -s that the text has also been seen without. */
  private readonly genitives = new Set<number>();
  /** As seen with an -s alone. */
  private readonly inflected = new Set<number>();
  private readonly codes = new Uint16Array(LONGEST + 1);

  get size(): number {
    return this.plain.size;
  }

  /** Remembers the word at a token, without its final -s where that is a genitive. */
  add(words: Words, i: number, genitive: boolean): void {
    const { codes, tokens } = words.sequence;
    const length = Math.min(LONGEST, tokens.ends[i] - tokens.starts[i] - (genitive ? 1 : 0));
    for (let k = 0; k < length; k++) this.codes[k] = codes[tokens.starts[i] + k];
    this.codes[length] = SMALL_S;
    this.plain.add(hashCodes(this.codes, 0, length));
    (genitive ? this.inflected : this.genitives).add(hashCodes(this.codes, 0, length + 1));
  }

  /** Whether the word at a token was named. */
  has(words: Words, i: number): boolean {
    const hash = words.hash(i);
    return this.plain.has(hash) || this.genitives.has(hash) || this.inflected.has(hash);
  }

  /** Whether the word at a token is one that was named, and a genitive -s. */
  isGenitive(words: Words, i: number): boolean {
    return !this.plain.has(words.hash(i)) && this.genitives.has(words.hash(i));
  }
}
