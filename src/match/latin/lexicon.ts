/**
 * What the dictionaries know of a single Latin-script word: asked once for each distinct word. Besides the compiled
 * dictionary it reads two small files of its own: the parts of names, and how words are written in running text.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, readCompiled } from '../../dictionary/compiled.ts';
import { TypeBit } from '../../dictionary/reading-flags.ts';
import { openSections } from '../../dictionary/sections.ts';
import { readTrie, type Trie } from '../../dictionary/trie.ts';
import { ENDING } from '../../dictionary/word-endings.ts';
import type { Dictionary } from '../../model.ts';
import { foldString } from '../../text/fold.ts';
import { hashCodes } from './hash.ts';
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
export type WordFinder = Pick<Dictionary, 'classes' | 'find' | 'has' | 'readings' | 'typeBits' | 'isUsers'>;

/** Everything known of one word. */
export interface Entry {
  /** Word-class bits (dictionary/word-classes.ts). */
  readonly classes: number;
  /** `TypeBit`s of what it may name. */
  readonly types: number;
  /** Inhabitants of the largest city of that name. */
  readonly population: number;
}

export const NOTHING: Entry = { classes: 0, types: 0, population: 0 };
/** Letters that stand in front of an ending at least. */
const SHORTEST_FRONT = 2;
const FOLDER = join(packageRoot, 'dictionaries', 'languages', 'und-Latn');
export const FORMS_FILE = join(FOLDER, 'word-forms.bin');
export class Lexicon {
  readonly forms: WordForms;
  private readonly parts = new Map<number, number>();
  private readonly endings: Trie;
  private readonly listedEndings: Uint32Array;
  private readonly heads: Uint32Array;
  /** The end of a word, backwards, and the endings found in it. */
  private readonly backwards = new Uint16Array(ENDING.longest);
  private readonly keys = new Int32Array(ENDING.longest);
  private readonly ends = new Int32Array(ENDING.longest);

  constructor(readonly gazetteer: WordFinder) {
    this.forms = readWordForms(FORMS_FILE);
    const { read } = openSections(readCompiled('word-endings.bin'));
    this.endings = readTrie(read);
    this.listedEndings = read('listed');
    this.heads = read('heads');
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
      if (this.gazetteer.typeBits(key) === 0) continue;
      for (const { entity, ambiguous, capitalised } of this.gazetteer.readings(key)) {
        if (capitalised && !capital) continue;
        types |= TypeBit[entity.type];
        plain ||= !ambiguous;
        if (entity.type === 'city') population = Math.max(population, entity.weight);
      }
    }
    return { classes, types: types === 0 || plain ? types : types | TypeBit.ambiguous, population };
  }

  /** Class bits of the longest listed ending (`-straße`) of a folded word; in German of the longest head of a compound as well. */
  endingClasses(codes: Uint16Array, start: number, end: number, german: boolean): number {
    const { backwards, keys, ends } = this;
    const length = Math.min(ENDING.longest, end - start - SHORTEST_FRONT);
    for (let i = 0; i < length; i++) backwards[i] = codes[end - 1 - i];
    for (let i = this.endings.prefixes(backwards, 0, length, keys, ends) - 1; i >= 0; i--) {
      const bits = this.listedEndings[keys[i]] | (german ? this.heads[keys[i]] : 0);
      if (bits !== 0) return bits;
    }
    return 0;
  }
}
