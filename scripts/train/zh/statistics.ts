/** Counts the labelling rules weigh: how characters follow each other in running text, in names, and around them. */
import { foldString } from '../../../src/text/fold.ts';

export interface Word {
  readonly frequency: number;
  /** jieba's part of speech. */
  readonly tag: string;
}
export type Table = readonly Readonly<Record<string, string>>[];

const PAIR_BITS = 22;
const NEVER = -99;

/** Characters and pairs of characters of running text, names left out. */
export class Background {
  private readonly singles = new Float64Array(65536).fill(0.5);
  private readonly pairs = new Uint32Array(1 << PAIR_BITS);
  private total = 0;

  /** Counts `text`; no pair reaches into the parts where `masked` is not 0. */
  add(text: string, masked: Uint8Array): void {
    for (let i = 0; i < text.length; i++) {
      if (masked[i]) continue;
      const code = text.charCodeAt(i);
      this.singles[code]++;
      this.total++;
      if (i + 1 < text.length && !masked[i + 1]) this.pairs[pairSlot(code, text.charCodeAt(i + 1))]++;
    }
  }

  /** Logarithm of the chance of a character. */
  single(code: number): number {
    return Math.log(this.singles[code] / this.total);
  }

  /** Logarithm of the chance of `next` after `code`. */
  pair(code: number, next: number): number {
    const seen = this.pairs[pairSlot(code, next)];
    const spread = 0.4 * Math.sqrt(this.singles[code]);
    const expected = (spread * this.singles[next]) / this.total;
    return Math.log((Math.max(0, seen - 0.5) + expected) / (this.singles[code] + spread));
  }

  count(code: number): number {
    return this.singles[code];
  }

  get size(): number {
    return this.total;
  }
}

const pairSlot = (a: number, b: number): number => Math.imul((a << 16) | b, 0x9e3779b1) >>> (32 - PAIR_BITS);

/** How names are made: logarithms of chances by code. */
export interface NameModel {
  readonly surname: Float64Array;
  /** Of compound surnames, by text. */
  readonly compound: ReadonlyMap<string, number>;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly single: Float64Array;
  /** How much more often a character spells foreign names than it stands in running text. */
  readonly spelling: Float64Array;
  /** How much a character before, or behind, speaks for a name. */
  readonly before: Float64Array;
  readonly behind: Float64Array;
}

export interface NameTables {
  readonly surnames: Table;
  readonly givenCharacters: Table;
  readonly spellings: readonly string[];
  /** Lines of a character or word, then roles with counts; K stands before names, L behind. */
  readonly roles: string;
}

export function nameModel(tables: NameTables, background: Background): NameModel {
  const surname = new Float64Array(65536).fill(NEVER);
  const compound = new Map<string, number>();
  const all = sum(tables.surnames, 'frequency');
  for (const row of tables.surnames) {
    const chance = Math.log(Number(row.frequency) / all);
    if (row.word.length === 1) surname[row.word.charCodeAt(0)] = chance;
    else compound.set(row.word, chance);
  }
  const given = (column: string, more?: string) => {
    const total = sum(tables.givenCharacters, column) + (more ? 0.1 * sum(tables.givenCharacters, more) : 0);
    const chances = new Float64Array(65536).fill(Math.log(0.2 / total));
    for (const row of tables.givenCharacters) {
      const count = Number(row[column]) + (more ? 0.1 * Number(row[more]) : 0);
      chances[row.word.charCodeAt(0)] = Math.log((count + 0.2) / total);
    }
    return chances;
  };
  return {
    surname,
    compound,
    first: given('first'),
    second: given('second'),
    single: given('single', 'second'),
    spelling: spellingModel(tables.spellings, background),
    before: roleModel(tables.roles, 'K', -1, background),
    behind: roleModel(tables.roles, 'L', 0, background),
  };
}

const sum = (table: Table, column: string): number => table.reduce((total, row) => total + Number(row[column]), 0);

function spellingModel(names: readonly string[], background: Background): Float64Array {
  const counts = new Float64Array(65536);
  let total = 0;
  for (const name of names) {
    for (const character of foldString(name)) {
      counts[character.charCodeAt(0)]++;
      total++;
    }
  }
  return counts.map((count, code) => (count >= 3 && code > 0x3000 ? Math.log(count / total) - background.single(code) : -9));
}

function roleModel(roles: string, role: string, at: number, background: Background): Float64Array {
  const counts = new Float64Array(65536);
  let total = 0;
  for (const line of roles.split('\n')) {
    const [word, ...pairs] = line.trim().split(' ');
    const place = pairs.indexOf(role);
    if (place < 0) continue;
    counts[foldString(word.at(at)!).charCodeAt(0)] += Number(pairs[place + 1]);
    total += Number(pairs[place + 1]);
  }
  return counts.map((count, code) => {
    const ratio = Math.log((count + 0.5) / total) - Math.log((background.count(code) + 3) / background.size);
    return Math.max(-1.5, Math.min(1.5, 0.6 * ratio));
  });
}
