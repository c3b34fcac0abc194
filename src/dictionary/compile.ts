/** Compiles dictionaries into the one binary file that match/gazetteer.ts maps: a trie over all names and words, and what each key means. */
import { createHash } from 'node:crypto';
import { isHan, Kind, kinds } from '../text/characters.ts';
import { foldString } from '../text/fold.ts';
import { buildTrie } from './build-trie.ts';
import { type EntityRow, mergeRows, NAMED_TYPES, namesOf, type WordRow } from './read.ts';
import { ReadingFlag } from './reading-flags.ts';
import { packSections } from './sections.ts';
import { WORD_CLASSES } from './word-classes.ts';

export interface DictionaryInput {
  readonly entities: readonly EntityRow[];
  readonly words: readonly { readonly language: string; readonly name: string; readonly rows: readonly WordRow[] }[];
}

interface KeyEntry {
  classes: number;
  /** ISO 3166-1 code of a country's name, two letters packed, or 0. */
  country: number;
  readonly readings: Map<number, number>;
}

/** Bytes of the compiled dictionary, the same for the same input. */
export function compileDictionary(input: DictionaryInput): Uint8Array {
  const entities = mergeRows(input.entities);
  const keys = new Map<string, KeyEntry>();
  const characterClasses = new Uint32Array(65536);
  addWords(input.words, keys, characterClasses);
  addNames(entities, keys);
  const sorted = [...keys.keys()].sort((a, b) => (a < b ? -1 : 1));
  const keyClasses = Uint32Array.from(sorted, (key) => keys.get(key)!.classes);
  const readingStarts = new Uint32Array(sorted.length + 1);
  const readings: number[] = [];
  sorted.forEach((key, index) => {
    const entry = keys.get(key)!;
    const heaviestFirst = [...entry.readings].sort(([a], [b]) => entities[b].weight - entities[a].weight || a - b);
    for (const [entity, flags] of heaviestFirst) readings.push(entity | flags);
    readingStarts[index + 1] = readings.length;
  });
  const records = packRecords(entities);
  const sections = {
    ...buildTrie(sorted),
    keyClasses,
    keyCountries: Uint16Array.from(sorted, (key) => keys.get(key)!.country),
    readingStarts,
    readings: Uint32Array.from(readings),
    characterClasses,
    entityTypes: Uint8Array.from(entities, (entity) => NAMED_TYPES.indexOf(entity.type)),
    entityWeights: Uint32Array.from(entities, (entity) => Math.max(0, entity.weight)),
    ...records,
  };
  const hash = createHash('sha256');
  for (const array of Object.values(sections)) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return packSections({ version: 1, hash: hash.digest('hex'), keys: sorted.length, entities: entities.length }, sections);
}

function addWords(files: DictionaryInput['words'], keys: Map<string, KeyEntry>, characterClasses: Uint32Array): void {
  for (const file of files) {
    WORD_CLASSES.forEach((wordClass, bit) => {
      if (wordClass.file !== file.name) return;
      for (const row of file.rows) {
        const { column, values, position } = wordClass as { column?: string; values?: readonly string[]; position?: string };
        if (column && !values?.includes(row.columns[column])) continue;
        if (position && row.columns.position !== position && row.columns.position !== 'both') continue;
        const word = foldString(row.word);
        if (word.length === 1 && isHan(word.charCodeAt(0))) characterClasses[word.charCodeAt(0)] |= 1 << bit;
        else if (word !== '') {
          const entry = entryOf(keys, word);
          entry.classes |= 1 << bit;
          if (row.columns.code) entry.country = (row.columns.code.charCodeAt(0) << 8) | row.columns.code.charCodeAt(1);
        }
      }
    });
  }
}

function addNames(entities: readonly EntityRow[], keys: Map<string, KeyEntry>): void {
  entities.forEach((entity, index) => {
    const ambiguous = new Set(entity.ambiguous.map(foldString));
    for (const name of namesOf(entity)) {
      const key = foldString(name);
      if (key === '') continue;
      const readings = entryOf(keys, key).readings;
      const flags = caseFlags(name) | (ambiguous.has(key) ? ReadingFlag.AMBIGUOUS : 0);
      // Of two spellings that fold to one key the less demanding one decides.
      const before = readings.get(index);
      readings.set(index, before === undefined ? flags : (before & flags) | ((before | flags) & ReadingFlag.AMBIGUOUS));
    }
  });
}

const entryOf = (keys: Map<string, KeyEntry>, key: string): KeyEntry => {
  let entry = keys.get(key);
  if (!entry) {
    entry = { classes: 0, country: 0, readings: new Map() };
    keys.set(key, entry);
  }
  return entry;
};

/** What the capitals of a name ask of a text: nothing, a capital first, or (abbreviations) capitals throughout. */
function caseFlags(name: string): number {
  const letters = [...name].filter((c) => c.length === 1 && kinds[c.charCodeAt(0)] === Kind.LETTER);
  if (letters.length === 0 || letters[0] === letters[0].toLowerCase()) return 0;
  const capitals = letters.length > 1 && letters.every((c) => c === c.toUpperCase());
  return ReadingFlag.CAPITALISED | (capitals ? ReadingFlag.ALL_CAPITALS : 0);
}

/** Id, name, country and source of each entity, tab-separated UTF-8: decoded only for entities that reach a table. */
function packRecords(entities: readonly EntityRow[]) {
  const texts = entities.map((entity) =>
    Buffer.from([entity.id, canonicalName(entity), entity.country, entity.source].join('\t')),
  );
  const recordStarts = new Uint32Array(entities.length + 1);
  texts.forEach((text, index) => {
    recordStarts[index + 1] = recordStarts[index] + text.length;
  });
  return { recordStarts, records: new Uint8Array(Buffer.concat(texts)) };
}

/** English where there is one, else German, else Chinese, else the first alias. */
export const canonicalName = (row: EntityRow): string => row.en || row.de || row.zh || namesOf(row)[0];
