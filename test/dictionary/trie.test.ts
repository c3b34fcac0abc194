import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTrie } from '../../src/dictionary/build-trie.ts';
import { Trie } from '../../src/dictionary/trie.ts';

const codesOf = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
const sorted = (keys: Iterable<string>) => [...new Set(keys)].filter(Boolean).sort((a, b) => (a < b ? -1 : 1));
const keyOf = (trie: Trie, text: string) => trie.find(codesOf(text));

/** Keys that begin at `at`, shortest first, as the trie finds them. */
function prefixes(trie: Trie, keys: readonly string[], text: string, at: number, limit = text.length): string[] {
  const numbers = new Int32Array(64);
  const ends = new Int32Array(64);
  const count = trie.prefixes(codesOf(text), at, limit, numbers, ends);
  return Array.from({ length: count }, (_, i) => {
    expect(keys[numbers[i]]).toBe(text.slice(at, ends[i]));
    return keys[numbers[i]];
  });
}

/** Few letters make keys that share beginnings and ends; Han and the last code make the alphabet wide. */
const key = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('上', '海', '市', '\uffff', '\ud83d'), maxLength: 4 }),
);
const keyLists = fc.array(key, { maxLength: 60 }).map(sorted);

describe('the trie', () => {
  test('finds its keys and nothing else', () => {
    fc.assert(
      fc.property(keyLists, fc.array(key), (keys, others) => {
        const trie = new Trie(buildTrie(keys));
        expect(trie.size).toBe(keys.length);
        keys.forEach((one, number) => {
          expect(keyOf(trie, one)).toBe(number);
        });
        for (const other of others) expect(keyOf(trie, other)).toBe(keys.indexOf(other));
      }),
    );
  });

  test('finds every key that begins at a place, as comparing them all does', () => {
    fc.assert(
      fc.property(keyLists, fc.array(key, { maxLength: 8 }), fc.nat(20), (keys, pieces, cut) => {
        const text = pieces.join('');
        const limit = Math.max(0, text.length - cut);
        const trie = new Trie(buildTrie(keys));
        for (let at = 0; at < limit; at++) {
          const naive = keys
            .filter((one) => at + one.length <= limit && text.startsWith(one, at))
            .sort((a, b) => a.length - b.length);
          expect(prefixes(trie, keys, text, at, limit)).toEqual(naive);
        }
      }),
    );
  });

  test('finds a key inside a longer array', () => {
    const trie = new Trie(buildTrie(['上海', '海']));
    const codes = codesOf('在上海市');
    expect(trie.find(codes, 1, 3)).toBe(0);
    expect(trie.find(codes, 2, 3)).toBe(1);
    expect(trie.find(codes, 1, 4)).toBe(-1);
  });

  test('holds many keys', () => {
    const keys = sorted(Array.from({ length: 20_000 }, (_, i) => `${(i * 2654435761) >>> 0}`));
    const trie = new Trie(buildTrie(keys));
    for (let i = 0; i < keys.length; i += 7) expect(keyOf(trie, keys[i])).toBe(i);
    expect(keyOf(trie, 'x')).toBe(-1);
  });

  test('no keys at all', () => {
    const trie = new Trie(buildTrie([]));
    expect(trie.size).toBe(0);
    expect(keyOf(trie, 'a')).toBe(-1);
    expect(prefixes(trie, [], 'ab', 0)).toEqual([]);
  });
});
