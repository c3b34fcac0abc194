/** Words a document has named, kept as hashes of their folded form: with and without a genitive -s. */
import { hashCodes } from './hash.ts';
import type { Words } from './marks.ts';

const SMALL_S = 0x73;
const LONGEST = 64;
const ENDINGS = 1 << 12;
/** As it is, with an -s that the text has also been seen without, with an -s alone. */
const Seen = { PLAIN: 1, GENITIVE: 2, INFLECTED: 4 } as const;

export class KnownWords {
  /** Of each hash, how it was seen. */
  private readonly seen = new Map<number, number>();
  /** Whether any hash ends in these bits: asked first, since nearly all words were not named. */
  private readonly endings = new Uint8Array(ENDINGS);
  private plain = 0;
  private readonly codes = new Uint16Array(LONGEST + 1);

  get size(): number {
    return this.plain;
  }

  /** Remembers the word at a token, without its final -s where that is a genitive. */
  add(words: Words, i: number, genitive: boolean): void {
    const { codes, tokens } = words.sequence;
    const length = Math.min(LONGEST, tokens.ends[i] - tokens.starts[i] - (genitive ? 1 : 0));
    for (let k = 0; k < length; k++) this.codes[k] = codes[tokens.starts[i] + k];
    this.codes[length] = SMALL_S;
    this.note(hashCodes(this.codes, 0, length), Seen.PLAIN);
    this.note(hashCodes(this.codes, 0, length + 1), genitive ? Seen.INFLECTED : Seen.GENITIVE);
  }

  /** Whether the word at a token was named. */
  has(words: Words, i: number): boolean {
    const hash = words.hash(i);
    return this.endings[hash & (ENDINGS - 1)] !== 0 && this.seen.has(hash);
  }

  /** Whether the word at a token is one that was named, and a genitive -s. */
  isGenitive(words: Words, i: number): boolean {
    const how = this.seen.get(words.hash(i)) ?? 0;
    return (how & Seen.PLAIN) === 0 && (how & Seen.GENITIVE) !== 0;
  }

  private note(hash: number, how: number): void {
    const before = this.seen.get(hash) ?? 0;
    this.seen.set(hash, before | how);
    this.endings[hash & (ENDINGS - 1)] = 1;
    if (how === Seen.PLAIN && (before & how) === 0) this.plain++;
  }
}
