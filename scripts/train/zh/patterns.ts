/** Sentences made from patterns with slots (patterns.txt says what each slot is): kinds of text the news lacks. */
import type { Random } from '../random.ts';
import type { NameMaker } from './names.ts';
import { type Kind, type Sentence, Writer } from './sentences.ts';

const SLOT = /\{(\w)\}/g;
const BARE_FOREIGN_COMPANY = 0.08;
const LATIN_COMPANY = 0.04;

type Filler = (maker: NameMaker, random: Random) => string;

/** What fills a slot, and whether it is a name. */
const SLOTS: Readonly<Record<string, readonly [Filler, Kind | null]>> = {
  p: [(maker, random) => maker.person(random), 'person'],
  h: [(maker, random) => maker.han(random), 'person'],
  f: [(maker, random) => maker.foreign(random, 0), 'person'],
  d: [(maker, random) => maker.foreign(random, random.next() < 0.85 ? 1 : 2), 'person'],
  j: [(maker, random) => random.pick(maker.lists.japanese), 'person'],
  e: [(maker, random) => random.pick(maker.lists.historical), 'person'],
  s: [(maker, random) => maker.surname(random), null],
  c: [company, 'company'],
  C: [(maker, random) => maker.fullCompany(random), 'company'],
  o: [(maker, random) => maker.organisation(random), null],
  k: [(maker, random) => maker.club(random), null],
  l: [(maker, random) => random.pick(maker.lists.homePlaces), null],
  L: [(maker, random) => random.pick(maker.lists.foreignPlaces), null],
  v: [(maker, random) => maker.sight(random), null],
  w: [(maker, random) => random.pick(maker.lists.ordinaryWords), null],
  g: [(maker, random) => maker.industry(random), null],
  T: [(maker, random) => maker.title(random), null],
  t: [(maker, random) => random.pick(maker.lists.titlesBefore), null],
  a: [(maker, random) => random.pick(maker.lists.titlesAfter), null],
  n: [(_, random) => String(random.below(10 ** (1 + random.below(4)))), null],
  x: [latin, null],
};

export class Patterns {
  private readonly lines: readonly string[];
  /** @param text lines of patterns; those that start with # are comments */
  constructor(text: string) {
    this.lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const line of this.lines) {
      for (const [slot, letter] of line.matchAll(SLOT))
        if (!(letter in SLOTS)) throw new Error(`pattern «${line}»: no slot ${slot}`);
    }
  }

  /** A sentence from one pattern, or two. */
  make(maker: NameMaker, random: Random): Sentence {
    const writer = new Writer();
    for (let left = random.next() < 0.3 ? 2 : 1; left > 0; left--) fill(random.pick(this.lines), writer, maker, random);
    return writer.sentence();
  }
}

function fill(line: string, writer: Writer, maker: NameMaker, random: Random): void {
  let last = 0;
  for (const match of line.matchAll(SLOT)) {
    writer.plain(line.slice(last, match.index));
    last = match.index + match[0].length;
    const [filler, kind] = SLOTS[match[1]];
    const text = filler(maker, random);
    if (kind === null) writer.plain(text);
    else writer.name(text, kind);
  }
  writer.plain(line.slice(last));
}

function company(maker: NameMaker, random: Random): string {
  const draw = random.next();
  if (draw < BARE_FOREIGN_COMPANY) return random.pick(maker.lists.foreign);
  if (draw < BARE_FOREIGN_COMPANY + LATIN_COMPANY) return latin(maker, random);
  return maker.company(random);
}

/** The tagger sees Latin letters all alike: only their number is drawn. */
function latin(_: NameMaker, random: Random): string {
  return 'a'.repeat(2 + random.below(6));
}
