/** What stands right before and right after a position: the word classes of the dictionary hits that end or start there. */
import type { Context, Passage } from '../model.ts';
import { Kind, kinds } from '../text/characters.ts';

const isBlank = (code: number) => kinds[code] === Kind.SPACE && code !== 10;

export class HitContext implements Context {
  /** `starts[i]`: classes of all hits that start at `i`; `ends[i]`: of those that end there. */
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  /** Index of the first hit that starts at or after a position. */
  private readonly firstHit: Int32Array;

  constructor(private readonly passage: Pick<Passage, 'codes' | 'hits' | 'dictionary'>) {
    const { codes, hits, dictionary } = passage;
    this.starts = new Int32Array(codes.length + 1);
    this.ends = new Int32Array(codes.length + 1);
    this.firstHit = new Int32Array(codes.length + 2);
    for (let i = 0; i < codes.length; i++) {
      const classes = dictionary.characterClasses[codes[i]];
      this.starts[i] = classes;
      this.ends[i + 1] = classes;
    }
    for (let hit = 0; hit < hits.count; hit++) {
      const classes = dictionary.classes(hits.keys[hit]);
      this.starts[hits.starts[hit]] |= classes;
      this.ends[hits.ends[hit]] |= classes;
    }
    let hit = hits.count;
    for (let i = codes.length + 1; i >= 0; i--) {
      while (hit > 0 && hits.starts[hit - 1] >= i) hit--;
      this.firstHit[i] = hit;
    }
  }

  before(at: number): number {
    const { codes } = this.passage;
    let i = at;
    while (i > 0 && isBlank(codes[i - 1])) i--;
    return this.ends[i];
  }

  after(at: number): number {
    return this.starts[this.skipBlank(at)];
  }

  startingAt(at: number): number {
    return this.starts[at];
  }

  endingAt(at: number): number {
    return this.ends[at];
  }

  skipBlank(at: number): number {
    const { codes } = this.passage;
    let i = at;
    while (i < codes.length && isBlank(codes[i])) i++;
    return i;
  }

  longestAt(at: number, classes: number): number {
    const { hits, dictionary } = this.passage;
    let end = -1;
    for (let hit = this.firstHit[at]; hit < hits.count && hits.starts[hit] === at; hit++)
      if (dictionary.classes(hits.keys[hit]) & classes) end = hits.ends[hit];
    if (end < 0 && at < this.passage.codes.length && dictionary.characterClasses[this.passage.codes[at]] & classes) end = at + 1;
    return end;
  }

  hitsAt(at: number): [number, number] {
    return [this.firstHit[at], this.firstHit[at + 1]];
  }
}
