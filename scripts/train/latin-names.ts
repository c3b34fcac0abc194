/** Random names of people for the German and English trainer: those the dictionary lists, and some no list has. */
import { join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { readCsv } from '../import/csv.ts';
import type { Random } from './random.ts';

/** Small words before surnames. */
const PARTICLES = ['von', 'van', 'de', 'da', 'del', 'di', 'van der', 'von der', 'zu', 'ten'] as const;
/** Shares of kinds of names. */
const SHARE = { particle: 0.04, double: 0.04, invented: 0.2, known: 0.5 } as const;

interface List {
  /** Names that known people bear. */
  readonly known: readonly string[];
  readonly all: readonly string[];
}

export class NameMaker {
  private readonly given = readNames('given-names');
  private readonly surnames = readNames('surnames');

  givenName(random: Random): string {
    return random.pick(random.next() < SHARE.known ? this.given.known : this.given.all);
  }

  surname(random: Random): string {
    const draw = random.next();
    if (draw < SHARE.particle) return `${random.pick(PARTICLES)} ${this.single(random)}`;
    if (draw < SHARE.particle + SHARE.double) return `${this.single(random)}-${this.single(random)}`;
    return this.single(random);
  }

  /** A surname of one word; an invented one is the front of one and the back of another. */
  private single(random: Random): string {
    const { known, all } = this.surnames;
    const draw = random.next();
    if (draw >= SHARE.invented) return random.pick(draw < SHARE.invented + SHARE.known ? known : all);
    const front = random.pick(all);
    const back = random.pick(all);
    return front.slice(0, Math.max(2, front.length >> 1)) + back.slice(back.length >> 1).toLowerCase();
  }
}

function readNames(file: string): List {
  const rows = readCsv(join(packageRoot, 'dictionaries', 'languages', 'und-Latn', `${file}.csv`));
  const names = rows.filter(({ word }) => /^\p{Lu}\p{L}+$/u.test(word));
  return { known: names.filter(({ frequency }) => frequency !== '').map(({ word }) => word), all: names.map(({ word }) => word) };
}
