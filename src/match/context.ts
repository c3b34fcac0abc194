/** What stands right before and right after a position: the word classes of the dictionary hits that end or start there. */
import type { Context, Passage } from '../model.ts';
import { Kind, kinds } from '../text/characters.ts';

const isBlank = (code: number) => kinds[code] === Kind.SPACE && code !== 10;

/** Scratch, shared by all passages: a context is valid until the next one is made. */
let starts = new Int32Array(0);
let ends = new Int32Array(0);

export class HitContext implements Context {
  /** `starts[i]`: classes of all hits that start at `i`; `ends[i]`: of those that end there. Words of one Han character come on top. */
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;

  constructor(private readonly passage: Pick<Passage, 'codes' | 'hits' | 'dictionary'>) {
    const { codes, hits } = passage;
    const size = codes.length + 1;
    if (starts.length < size) {
      starts = new Int32Array(2 * size);
      ends = new Int32Array(2 * size);
    } else {
      starts.fill(0, 0, size);
      ends.fill(0, 0, size);
    }
    this.starts = starts;
    this.ends = ends;
    for (let hit = 0; hit < hits.count; hit++) {
      const classes = hits.classes[hit];
      if (classes === 0) continue;
      starts[hits.starts[hit]] |= classes;
      ends[hits.ends[hit]] |= classes;
    }
  }

  before(at: number): number {
    const { codes } = this.passage;
    let i = at;
    while (i > 0 && isBlank(codes[i - 1])) i--;
    return this.endingAt(i);
  }

  after(at: number): number {
    return this.startingAt(this.skipBlank(at));
  }

  startingAt(at: number): number {
    const { codes, dictionary } = this.passage;
    return at < codes.length ? this.starts[at] | dictionary.characterClasses[codes[at]] : 0;
  }

  endingAt(at: number): number {
    const { codes, dictionary } = this.passage;
    return at > 0 ? this.ends[at] | dictionary.characterClasses[codes[at - 1]] : 0;
  }

  skipBlank(at: number): number {
    const { codes } = this.passage;
    let i = at;
    while (i < codes.length && isBlank(codes[i])) i++;
    return i;
  }

  longestAt(at: number, classes: number): number {
    const { codes, hits, dictionary } = this.passage;
    let end = -1;
    if (this.starts[at] & classes)
      for (let hit = hits.first[at]; hit < hits.count && hits.starts[hit] === at; hit++)
        if (hits.classes[hit] & classes) end = hits.ends[hit];
    if (end < 0 && at < codes.length && dictionary.characterClasses[codes[at]] & classes) end = at + 1;
    return end;
  }

  hitsAt(at: number): [number, number] {
    const { first } = this.passage.hits;
    return [first[at], first[at + 1]];
  }
}
