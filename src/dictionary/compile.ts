/** Compiles dictionaries into the one binary file that match/gazetteer.ts maps: a trie over all names and words, and what each key means. */
import { createHash } from 'node:crypto';
import { isHan, Kind, kinds } from '../text/characters.ts';
import { foldString } from '../text/fold.ts';
import { buildTrie } from './build-trie.ts';
import { type EntityRow, mergeRows, NAMED_TYPES, namesOf, type WordRow } from './read.ts';
import { ENTITY_MASK, ReadingFlag, TypeBit } from './reading-flags.ts';
import { packSections } from './sections.ts';
import { WORD_CLASSES } from './word-classes.ts';

export interface DictionaryInput {
  readonly entities: readonly EntityRow[];
  readonly words: readonly { readonly language: string; readonly name: string; readonly rows: readonly WordRow[] }[];
}

/**
 * The keys of a dictionary and what each means, gathered name by name in plain lists of numbers, since there may be millions.
 * A key is numbered as it comes; `finish` puts the numbers in the order of the keys.
 */
class Keys {
  private readonly numbers = new Map<string, number>();
  private readonly classes: Uint32Array;
  private readonly countries = new Map<number, number>();
  private readings = 0;
  /** Of every reading its key, and its entity with its flags. */
  private readonly readingKeys: Uint32Array;
  private readonly readingMeanings: Uint32Array;
  /** One more than the last reading of each key, or 0. */
  private readonly lastReading: Uint32Array;

  /** @param most words and names there may be */
  constructor(most: number) {
    this.classes = new Uint32Array(most);
    this.readingKeys = new Uint32Array(most);
    this.readingMeanings = new Uint32Array(most);
    this.lastReading = new Uint32Array(most);
  }

  addWord(key: string, classes: number, country: number): void {
    const number = this.numberOf(key);
    this.classes[number] |= classes;
    if (country !== 0) this.countries.set(number, country);
  }

  /** Names of one entity come one after another. */
  addName(key: string, entity: number, flags: number): void {
    const number = this.numberOf(key);
    const last = this.lastReading[number] - 1;
    const before = last < 0 ? -1 : this.readingMeanings[last];
    if (last >= 0 && (before & ENTITY_MASK) === entity) {
      // Of two spellings that fold to one key the less demanding one decides.
      this.readingMeanings[last] = (before & (entity | flags)) | ((before | flags) & ReadingFlag.AMBIGUOUS);
      return;
    }
    this.readingKeys[this.readings] = number;
    this.readingMeanings[this.readings++] = entity | flags;
    this.lastReading[number] = this.readings;
  }

  private numberOf(key: string): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(key, number);
    }
    return number;
  }

  /** The keys in the order of their codes, and the sections that say what each means. @param weights of the entities */
  finish(weights: Uint32Array) {
    const sorted = [...this.numbers.keys()].sort();
    const order = Int32Array.from(sorted, (key) => this.numbers.get(key)!);
    return {
      sorted,
      keyClasses: Uint32Array.from(order, (number) => this.classes[number]),
      keyCountries: Uint16Array.from(order, (number) => this.countries.get(number) ?? 0),
      ...this.sortReadings(order, weights),
    };
  }

  /** Readings key by key in the order given, those of one key by falling weight, then as they came. */
  private sortReadings(order: Int32Array, weights: Uint32Array) {
    const place = new Int32Array(order.length);
    for (let i = 0; i < order.length; i++) place[order[i]] = i;
    const readingStarts = new Uint32Array(order.length + 1);
    for (let i = 0; i < this.readings; i++) readingStarts[place[this.readingKeys[i]] + 1]++;
    for (let i = 0; i < order.length; i++) readingStarts[i + 1] += readingStarts[i];
    const next = readingStarts.slice();
    const readings = new Uint32Array(this.readings);
    for (let i = 0; i < readings.length; i++) readings[next[place[this.readingKeys[i]]]++] = this.readingMeanings[i];
    const weight = (reading: number) => weights[reading & ENTITY_MASK];
    for (let i = 0; i < order.length; i++)
      if (readingStarts[i + 1] - readingStarts[i] > 1)
        readings.subarray(readingStarts[i], readingStarts[i + 1]).sort((a, b) => weight(b) - weight(a));
    return { readingStarts, readings };
  }
}

/** Which types the readings of each key have, as `TypeBit`s. */
function typesOfKeys(keys: { readingStarts: Uint32Array; readings: Uint32Array }, entityTypes: Uint8Array): Uint8Array {
  const types = new Uint8Array(keys.readingStarts.length - 1);
  for (let key = 0; key < types.length; key++) {
    const readings = keys.readings.subarray(keys.readingStarts[key], keys.readingStarts[key + 1]);
    let plain = readings.length === 0;
    for (const reading of readings) {
      types[key] |= 1 << entityTypes[reading & ENTITY_MASK];
      plain ||= (reading & ReadingFlag.AMBIGUOUS) === 0;
    }
    if (!plain) types[key] |= TypeBit.ambiguous;
  }
  return types;
}

/** Bytes of the compiled dictionary, the same for the same input. */
export function compileDictionary(input: DictionaryInput): Uint8Array<ArrayBuffer> {
  const entities = mergeRows(input.entities);
  const wordRows = input.words.reduce((sum, { rows }) => sum + rows.length, 0);
  const keys = new Keys(entities.reduce((sum, entity) => sum + namesOf(entity).length, wordRows));
  const characterClasses = new Uint32Array(65536);
  addWords(input.words, keys, characterClasses);
  addNames(entities, keys);
  const entityWeights = Uint32Array.from(entities, (entity) => Math.max(0, entity.weight));
  const { sorted, ...meanings } = keys.finish(entityWeights);
  const entityTypes = Uint8Array.from(entities, (entity) => NAMED_TYPES.indexOf(entity.type));
  const sections = {
    ...buildTrie(sorted),
    ...meanings,
    keyTypes: typesOfKeys(meanings, entityTypes),
    characterClasses,
    entityTypes,
    entityWeights,
    ...packRecords(entities),
  };
  const hash = createHash('sha256');
  for (const array of Object.values(sections)) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return packSections({ version: 1, hash: hash.digest('hex'), keys: sorted.length, entities: entities.length }, sections);
}

function addWords(files: DictionaryInput['words'], keys: Keys, characterClasses: Uint32Array): void {
  for (const { word, bits, row } of classedWords(files)) {
    if (word.length === 1 && isHan(word.charCodeAt(0))) characterClasses[word.charCodeAt(0)] |= bits;
    else if (word !== '') keys.addWord(word, bits, countryOf(row));
  }
}

/** The words of the files, folded, each once for every class it is in. */
export function* classedWords(files: DictionaryInput['words']): Generator<{ word: string; bits: number; row: WordRow }> {
  for (const file of files) {
    for (const [bit, wordClass] of WORD_CLASSES.entries()) {
      if (wordClass.file !== file.name) continue;
      const { column, values, position } = wordClass as { column?: string; values?: readonly string[]; position?: string };
      for (const row of file.rows) {
        if (column && !values?.includes(row.columns[column])) continue;
        if (position && row.columns.position !== position && row.columns.position !== 'both') continue;
        yield { word: foldString(row.word), bits: 1 << bit, row };
      }
    }
  }
}

/** ISO 3166-1 code of a country's name, two letters packed, or 0. */
const countryOf = ({ columns: { code } }: WordRow): number => (code ? (code.charCodeAt(0) << 8) | code.charCodeAt(1) : 0);

function addNames(entities: readonly EntityRow[], keys: Keys): void {
  entities.forEach((entity, index) => {
    const ambiguous = new Set(entity.ambiguous.map(foldString));
    for (const name of namesOf(entity)) {
      const key = foldString(name);
      if (key !== '') keys.addName(key, index, caseFlags(name) | (ambiguous.has(key) ? ReadingFlag.AMBIGUOUS : 0));
    }
  });
}

/** What the capitals of a name ask of a text: nothing, a capital first, or (abbreviations) capitals throughout. */
function caseFlags(name: string): number {
  const letters = [...name].filter((c) => c.length === 1 && kinds[c.charCodeAt(0)] === Kind.LETTER);
  if (letters.length === 0 || letters[0] === letters[0].toLowerCase()) return 0;
  const capitals = letters.length > 1 && letters.every((c) => c === c.toUpperCase());
  return ReadingFlag.CAPITALISED | (capitals ? ReadingFlag.ALL_CAPITALS : 0);
}

/** Id, name, country and source of each entity, tab-separated UTF-8: decoded only for entities that reach a table. */
function packRecords(entities: readonly EntityRow[]) {
  const text = (entity: EntityRow) => `${entity.id}\t${canonicalName(entity)}\t${entity.country}\t${entity.source}`;
  const recordStarts = new Uint32Array(entities.length + 1);
  entities.forEach((entity, index) => {
    recordStarts[index + 1] = recordStarts[index] + Buffer.byteLength(text(entity));
  });
  const records = Buffer.alloc(recordStarts[entities.length]);
  for (let i = 0; i < entities.length; i++) records.write(text(entities[i]), recordStarts[i]);
  return { recordStarts, records: new Uint8Array(records.buffer, records.byteOffset, records.length) };
}

/** English where there is one, else German, else Chinese, else the first alias. */
export const canonicalName = (row: EntityRow): string => row.en || row.de || row.zh || namesOf(row)[0];
