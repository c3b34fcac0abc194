/**
 * What the dictionaries know of a single Latin-script word: asked once for each distinct word. Besides the compiled
 * dictionary it reads two small files of its own: the parts of names, and how words are written in running text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../dictionary/compiled.ts';
import { Class } from '../../dictionary/word-classes.ts';
import type { Dictionary } from '../../model.ts';
import { foldString } from '../../text/fold.ts';
import { hashCodes, mix } from './hash.ts';
import { readWordForms, type WordForms } from './word-forms.ts';

/** Kinds of `name-parts.csv`, each a bit. */
export const Part = {
  particle: 1,
  suffix: 2,
  epithet: 4,
  article: 8,
  joiner: 16,
  degree: 32,
  determiner: 64,
  range: 128,
  saint: 256,
} as const;

/** A dictionary that can be asked for a word. */
export type WordFinder = Pick<Dictionary, 'classes' | 'find' | 'has' | 'readings' | 'hasReadings' | 'typeBits' | 'isUsers'>;

/** Everything known of one word. */
export interface Entry {
  /** Word-class bits (dictionary/word-classes.ts). */
  readonly classes: number;
  /** Bits of the entity types it may name: 1 person, 2 company, 4 city; 8 where all need context. */
  readonly types: number;
  /** Inhabitants of the largest city of that name. */
  readonly population: number;
}

const TYPE_BITS = { person: 1, company: 2, city: 4 } as const;
export const NOTHING: Entry = { classes: 0, types: 0, population: 0 };
const FOLDER = join(packageRoot, 'dictionaries', 'languages', 'und-Latn');
export const FORMS_FILE = join(FOLDER, 'word-forms.bin');
/** Longest ending of a compound that is looked up by itself (`-geschäftsführer`). */
const LONGEST_ENDING = 16;
const SHORTEST_ENDING = 3;
const MOST_ENDINGS = 200_000;
/** Shortest word that is taken for the head of a compound where it is not listed as an ending. */
const SHORTEST_HEAD = 5;
const HEADS = Class.titleBefore | Class.companyCueBefore | Class.organisationTail | Class.companyTail;

export class Lexicon {
  readonly forms: WordForms;
  private readonly parts = new Map<number, number>();
  private readonly endings = new Map<number, number>();
  private readonly germanEndings = new Map<number, number>();
  private readonly ending = new Uint16Array(LONGEST_ENDING + 1);

  constructor(readonly gazetteer: WordFinder) {
    this.forms = readWordForms(FORMS_FILE);
    for (const line of readFileSync(join(FOLDER, 'name-parts.csv'), 'utf8').split('\n').slice(1)) {
      const [word, kind] = line.split(',');
      if (!(kind in Part)) continue;
      const codes = Uint16Array.from(foldString(word), (c) => c.charCodeAt(0));
      const hash = hashCodes(codes, 0, codes.length);
      this.parts.set(hash, (this.parts.get(hash) ?? 0) | Part[kind as keyof typeof Part]);
    }
  }

  /** Part bits of a folded word. */
  partsOf(codes: Uint16Array, start: number, end: number): number {
    return this.parts.get(hashCodes(codes, start, end)) ?? 0;
  }

  /**
   * What stands in the dictionary under a folded word; hits of several dictionaries are united. Names that ask for capitals
   * count where the text has them.
   */
  find(codes: Uint16Array, start: number, end: number, capital = true): Entry {
    const keys = this.gazetteer.find(codes, start, end);
    if (keys.length === 0) return NOTHING;
    let classes = 0;
    let types = 0;
    let plain = false;
    let population = 0;
    for (const key of keys) {
      classes |= this.gazetteer.classes(key);
      if (!this.gazetteer.hasReadings(key)) continue;
      for (const { entity, ambiguous, capitalised } of this.gazetteer.readings(key)) {
        if (capitalised && !capital) continue;
        types |= TYPE_BITS[entity.type];
        plain ||= !ambiguous;
        if (entity.type === 'city') population = Math.max(population, entity.weight);
      }
    }
    return { classes, types: types === 0 || plain ? types : types | 8, population };
  }

  /**
   * Class bits of the longest listed ending (`-straße`, `-amt`) of a folded word. In German compounds any longer word may be
   * the ending (`Panzerhersteller`). Endings recur, so what is known of each is kept.
   */
  endingClasses(codes: Uint16Array, start: number, end: number, german: boolean): number {
    const cache = german ? this.germanEndings : this.endings;
    if (cache.size > MOST_ENDINGS) cache.clear();
    let hash = 0;
    let found = 0;
    const from = Math.max(start + 2, end - LONGEST_ENDING);
    for (let at = end - 1; at >= from; at--) {
      hash = mix(hash, codes[at]);
      if (end - at < SHORTEST_ENDING) continue;
      let bits = cache.get(hash);
      if (bits === undefined) {
        bits = this.lookEnding(codes, at, end, german);
        cache.set(hash, bits);
      }
      if (bits !== 0) found = bits;
    }
    return found;
  }

  private lookEnding(codes: Uint16Array, start: number, end: number, german: boolean): number {
    const { ending } = this;
    ending[0] = 0x2d;
    for (let i = start; i < end; i++) ending[1 + i - start] = codes[i];
    const length = 1 + end - start;
    const bits = this.classesOf(ending, 0, length);
    return german && end - start >= SHORTEST_HEAD ? bits | (this.classesOf(ending, 1, length) & HEADS) : bits;
  }

  private classesOf(codes: Uint16Array, start: number, end: number): number {
    if (!this.gazetteer.has(codes, start, end)) return 0;
    return this.gazetteer.find(codes, start, end).reduce((bits, key) => bits | this.gazetteer.classes(key), 0);
  }
}
