/** The compiled dictionaries at run time: one scan of a text finds every listed name and word. */
import { ENTITY_MASK, ReadingFlag } from '../dictionary/reading-flags.ts';
import { openSections } from '../dictionary/sections.ts';
import { Trie } from '../dictionary/trie.ts';
import type { Dictionary, Entity, Hits, NamedType, Reading } from '../model.ts';
import { Kind, kinds } from '../text/characters.ts';

const TYPES: readonly NamedType[] = ['person', 'company', 'city'];

/** One compiled dictionary. Its keys are numbered from 0; the gazetteer shifts them by `firstKey`. */
class Part {
  readonly trie: Trie;
  readonly keyClasses: Uint32Array;
  readonly characterClasses: Uint32Array;
  /** Two ASCII letters of a country's code, or 0. */
  readonly keyCountries: Uint16Array;
  private readonly readingStarts: Uint32Array;
  private readonly readings: Uint32Array;
  private readonly entityTypes: Uint8Array;
  private readonly entityWeights: Uint32Array;
  private readonly recordStarts: Uint32Array;
  private readonly records: Uint8Array;
  private readonly entities = new Map<number, Entity>();
  private readonly keyReadings = new Map<number, readonly Reading[]>();
  /** One more than `typeBits` of each key, 0 where not yet gathered. */
  private readonly keyTypes: Uint8Array;

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    readonly firstKey: number,
    private readonly withEntities: boolean,
  ) {
    const { read } = openSections(bytes);
    this.trie = new Trie({
      symbols: read('symbols'),
      base: read('base'),
      check: read('check'),
      tailStarts: read('tailStarts'),
      tails: read('tails'),
    });
    this.keyClasses = read('keyClasses');
    this.characterClasses = read('characterClasses');
    this.keyCountries = read('keyCountries');
    this.readingStarts = read('readingStarts');
    this.readings = read('readings');
    this.entityTypes = read('entityTypes');
    this.entityWeights = read('entityWeights');
    this.recordStarts = read('recordStarts');
    this.records = read('records');
    this.keyTypes = new Uint8Array(this.trie.size);
  }

  hasReadings(key: number): boolean {
    return this.withEntities && this.readingStarts[key + 1] > this.readingStarts[key];
  }

  readingsOf(key: number): readonly Reading[] {
    const known = this.keyReadings.get(key);
    if (known) return known;
    const found = this.withEntities ? this.gatherReadings(key) : [];
    this.keyReadings.set(key, found);
    return found;
  }

  private gatherReadings(key: number): Reading[] {
    const found: Reading[] = [];
    for (let i = this.readingStarts[key]; i < this.readingStarts[key + 1]; i++) {
      const reading = this.readings[i];
      found.push({
        entity: this.entityAt(reading & ENTITY_MASK),
        ambiguous: (reading & ReadingFlag.AMBIGUOUS) !== 0,
        capitalised: (reading & ReadingFlag.CAPITALISED) !== 0,
        allCapitals: (reading & ReadingFlag.ALL_CAPITALS) !== 0,
      });
    }
    return found;
  }

  /** Bit set of the types a key's readings have: 1 person, 2 company, 4 city; 8 where every reading is ambiguous. */
  typeBits(key: number): number {
    const known = this.keyTypes[key];
    if (known !== 0) return known - 1;
    const bits = this.gatherTypes(key);
    this.keyTypes[key] = bits + 1;
    return bits;
  }

  private gatherTypes(key: number): number {
    if (!this.withEntities) return 0;
    let bits = 0;
    let plain = false;
    for (let i = this.readingStarts[key]; i < this.readingStarts[key + 1]; i++) {
      bits |= 1 << this.entityTypes[this.readings[i] & ENTITY_MASK];
      plain ||= (this.readings[i] & ReadingFlag.AMBIGUOUS) === 0;
    }
    return bits === 0 || plain ? bits : bits | 8;
  }

  private entityAt(index: number): Entity {
    let entity = this.entities.get(index);
    if (!entity) {
      const bytes = this.records.subarray(this.recordStarts[index], this.recordStarts[index + 1]);
      const [id, name, country, source] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString().split('\t');
      entity = {
        type: TYPES[this.entityTypes[index]],
        id,
        name,
        country,
        source: `dictionary:${source || 'user'}`,
        weight: this.entityWeights[index],
      };
      this.entities.set(index, entity);
    }
    return entity;
  }
}

/** Hits as they are gathered. */
class HitBuffer implements Hits {
  count = 0;
  readonly first: Int32Array;
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  keys = new Int32Array(1024);

  /** @param length of the passage */
  constructor(length: number) {
    this.first = new Int32Array(length + 2);
  }

  add(start: number, end: number, key: number): void {
    if (this.count === this.starts.length) {
      const grow = (array: Int32Array) => {
        const larger = new Int32Array(array.length * 2);
        larger.set(array);
        return larger;
      };
      this.starts = grow(this.starts);
      this.ends = grow(this.ends);
      this.keys = grow(this.keys);
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.keys[this.count++] = key;
  }
}

const LONGEST = 64;

export class Gazetteer implements Dictionary {
  private readonly parts: readonly Part[];
  private readonly first: Part;
  /** Class bits (see dictionary/word-classes.ts) of words of one Han character. */
  readonly characterClasses: Uint32Array;
  private readonly keys = new Int32Array(LONGEST);
  private readonly ends = new Int32Array(LONGEST);

  /**
   * @param builtin compiled builtin dictionary; its words always count, its entities only `withEntities`
   * @param user compiled dictionaries of the user; their readings come before the builtin ones
   */
  constructor(builtin: Uint8Array<ArrayBuffer>, user: readonly Uint8Array<ArrayBuffer>[] = [], withEntities = true) {
    const parts = [new Part(builtin, 0, withEntities)];
    for (const bytes of user) {
      const last = parts[parts.length - 1];
      parts.push(new Part(bytes, last.firstKey + last.trie.size, true));
    }
    this.parts = parts;
    this.first = parts[0];
    this.characterClasses = parts[0].characterClasses;
  }

  /** Word-class bits of a key. */
  classes(key: number): number {
    const part = this.partOf(key);
    return part.keyClasses[key - part.firstKey];
  }

  /** Meanings of a key as a name, the most prominent first; none for a mere word. */
  readings(key: number): readonly Reading[] {
    const part = this.partOf(key);
    return part.readingsOf(key - part.firstKey);
  }

  hasReadings(key: number): boolean {
    const part = this.partOf(key);
    return part.hasReadings(key - part.firstKey);
  }

  /** Bit set of the entity types a key may name: 1 person, 2 company, 4 city; plus 8 where it needs context for all. */
  typeBits(key: number): number {
    const part = this.partOf(key);
    return part.typeBits(key - part.firstKey);
  }

  country(key: number): string {
    const part = this.partOf(key);
    const code = part.keyCountries[key - part.firstKey];
    return code === 0 ? '' : String.fromCharCode(code >> 8, code & 0xff);
  }

  /** Whether `key` comes from a user's dictionary. */
  isUsers(key: number): boolean {
    return key >= this.parts[0].trie.size;
  }

  /** Keys equal to a folded text, those of the user first. */
  find(codes: Uint16Array, start = 0, end = codes.length): number[] {
    const keys: number[] = [];
    for (let i = this.parts.length - 1; i >= 0; i--) {
      const key = this.parts[i].trie.find(codes, start, end);
      if (key >= 0) keys.push(key + this.parts[i].firstKey);
    }
    return keys;
  }

  /** Whether any dictionary lists a folded text. */
  has(codes: Uint16Array, start: number, end: number): boolean {
    for (const part of this.parts) if (part.trie.find(codes, start, end) >= 0) return true;
    return false;
  }

  /**
   * Every hit in `codes`, by start, then length. In scripts with spaces a hit begins and ends at the bounds of words;
   * a genitive -s may follow (`Berlins`).
   */
  scan(codes: Uint16Array): Hits {
    const hits = new HitBuffer(codes.length);
    const { first } = hits;
    let wordBefore = false;
    for (let i = 0; i < codes.length; i++) {
      first[i] = hits.count;
      const kind = kinds[codes[i]];
      const word = kind === Kind.LETTER || kind === Kind.DIGIT;
      if (kind >= Kind.DIGIT && !(word && wordBefore)) for (const part of this.parts) this.scanAt(part, codes, i, hits);
      wordBefore = word;
    }
    first.fill(hits.count, codes.length);
    return hits;
  }

  private scanAt(part: Part, codes: Uint16Array, at: number, hits: HitBuffer): void {
    const found = part.trie.prefixes(codes, at, codes.length, this.keys, this.ends);
    for (let i = 0; i < found; i++) {
      const end = this.ends[i];
      if (endsWord(codes, end)) hits.add(at, end, this.keys[i] + part.firstKey);
    }
  }

  private partOf(key: number): Part {
    let part = this.first;
    if (this.parts.length === 1) return part;
    for (let i = 1; i < this.parts.length && this.parts[i].firstKey <= key; i++) part = this.parts[i];
    return part;
  }
}

const SMALL_S = 0x73;
const inWord = (code: number) => kinds[code] === Kind.LETTER || kinds[code] === Kind.DIGIT;

/** Whether a word may end at `end`: at its bound, or before a genitive -s. */
function endsWord(codes: Uint16Array, end: number): boolean {
  if (end >= codes.length || !inWord(codes[end]) || !inWord(codes[end - 1])) return true;
  return codes[end] === SMALL_S && kinds[codes[end - 1]] === Kind.LETTER && (end + 1 >= codes.length || !inWord(codes[end + 1]));
}
