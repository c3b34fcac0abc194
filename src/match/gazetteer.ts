/** The compiled dictionaries at run time: one scan of a text finds every listed name and word. */
import { ENTITY_MASK, ReadingFlag } from '../dictionary/reading-flags.ts';
import { openSections } from '../dictionary/sections.ts';
import { readTrie, type Trie } from '../dictionary/trie.ts';
import type { Dictionary, Entity, Hits, NamedType, Reading } from '../model.ts';
import { isWordCode, Kind, kinds } from '../text/characters.ts';
import { FIRST_HASH, hashOn } from '../text/word-hash.ts';
import { WordMemo } from './word-memo.ts';

const TYPES: readonly NamedType[] = ['person', 'company', 'city'];

/** One compiled dictionary. Its keys are numbered from 0; the gazetteer shifts them by `firstKey`. */
class Part {
  readonly trie: Trie;
  readonly memo: WordMemo;
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
  private readonly keyTypes: Uint8Array;

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    readonly firstKey: number,
    private readonly withEntities: boolean,
  ) {
    const { read } = openSections(bytes);
    this.trie = readTrie(read);
    this.memo = new WordMemo(this.trie);
    this.keyClasses = read('keyClasses');
    this.characterClasses = read('characterClasses');
    this.keyCountries = read('keyCountries');
    this.readingStarts = read('readingStarts');
    this.readings = read('readings');
    this.entityTypes = read('entityTypes');
    this.entityWeights = read('entityWeights');
    this.recordStarts = read('recordStarts');
    this.records = read('records');
    this.keyTypes = read('keyTypes');
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

  addHit(hits: HitBuffer, start: number, end: number, key: number): void {
    hits.add(start, end, key + this.firstKey, this.keyClasses[key], this.typeBits(key));
  }

  /** `TypeBit`s of a key's readings; 0 for a mere word. */
  typeBits(key: number): number {
    return this.withEntities ? this.keyTypes[key] : 0;
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
  han = false;
  readonly first: Int32Array;
  readonly words: { count: number; readonly starts: Int32Array; readonly hashes: Int32Array };
  starts: Int32Array;
  ends: Int32Array;
  keys: Int32Array;
  classes: Int32Array;
  types: Uint8Array;

  /** @param length of the passage */
  constructor(length: number) {
    this.first = new Int32Array(length + 2);
    const most = (length >> 1) + 1;
    this.words = { count: 0, starts: new Int32Array(most), hashes: new Int32Array(most) };
    // Chinese text has about one hit in four characters.
    const room = 16 + (length >> 2);
    this.starts = new Int32Array(room);
    this.ends = new Int32Array(room);
    this.keys = new Int32Array(room);
    this.classes = new Int32Array(room);
    this.types = new Uint8Array(room);
  }

  add(start: number, end: number, key: number, classes: number, types: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.keys[this.count] = key;
    this.classes[this.count] = classes;
    this.types[this.count++] = types;
  }

  private grow(): void {
    const larger = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = 2 * this.count;
    this.starts = larger(this.starts, new Int32Array(size));
    this.ends = larger(this.ends, new Int32Array(size));
    this.keys = larger(this.keys, new Int32Array(size));
    this.classes = larger(this.classes, new Int32Array(size));
    this.types = larger(this.types, new Uint8Array(size));
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

  /** `TypeBit`s of a key; 0 for a mere word. */
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
    const { first, words } = hits;
    const kindOf = kinds;
    for (let i = 0; i < codes.length; ) {
      first[i] = hits.count;
      const kind = kindOf[codes[i]];
      if (kind === Kind.LETTER || kind === Kind.DIGIT) {
        const start = i;
        let one = FIRST_HASH;
        let two = 0;
        for (let code = codes[i]; kindOf[code] === Kind.LETTER || kindOf[code] === Kind.DIGIT; code = codes[i]) {
          one = hashOn(one, code);
          two = Math.imul(two + code, 0x2c1b3c6d) ^ (two >>> 15);
          if (++i === codes.length) break;
        }
        words.starts[words.count] = start;
        words.hashes[words.count++] = one;
        for (const part of this.parts) this.scanWord(part, codes, start, i, one, two, hits);
        for (let inner = start + 1; inner < i; inner++) first[inner] = hits.count;
        continue;
      }
      if (kind === Kind.HAN) hits.han = true;
      if (kind >= Kind.DIGIT) for (const part of this.parts) this.scanFrom(part, codes, i, i, 0, 0, hits);
      i++;
    }
    first.fill(hits.count, codes.length);
    return hits;
  }

  /** Hits that start with a word. @param one a hash of it. @param two another */
  private scanWord(part: Part, codes: Uint16Array, start: number, end: number, one: number, two: number, hits: HitBuffer): void {
    const { memo } = part;
    const entry = memo.entryOf(codes, start, end, one, two);
    const short = memo.short(entry);
    if (short >= 0) part.addHit(hits, start, end - 1, short);
    const whole = memo.whole(entry);
    if (whole >= 0) part.addHit(hits, start, end, whole);
    const state = memo.state(entry);
    if (state >= 0) this.scanFrom(part, codes, start, start + memo.depth(entry), state, end, hits);
  }

  /** Hits of keys that start at `start` and go on at `at` from a state, those that end behind `end`. */
  private scanFrom(part: Part, codes: Uint16Array, start: number, at: number, state: number, end: number, hits: HitBuffer): void {
    const found = part.trie.prefixes(codes, at, codes.length, this.keys, this.ends, state);
    for (let i = 0; i < found; i++)
      if (this.ends[i] > end && endsWord(codes, this.ends[i])) part.addHit(hits, start, this.ends[i], this.keys[i]);
  }

  private partOf(key: number): Part {
    let part = this.first;
    if (this.parts.length === 1) return part;
    for (let i = 1; i < this.parts.length && this.parts[i].firstKey <= key; i++) part = this.parts[i];
    return part;
  }
}

const SMALL_S = 0x73;

/** Whether a word may end at `end`: at its bound, or before a genitive -s. */
function endsWord(codes: Uint16Array, end: number): boolean {
  if (end >= codes.length || !isWordCode(codes[end]) || !isWordCode(codes[end - 1])) return true;
  return (
    codes[end] === SMALL_S && kinds[codes[end - 1]] === Kind.LETTER && (end + 1 >= codes.length || !isWordCode(codes[end + 1]))
  );
}
