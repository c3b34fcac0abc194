/** Builds the arrays of match/trie.ts from sorted keys. */
import type { TrieArrays } from './trie.ts';

/** Cells of the double array, with the free ones in a doubly linked ring so that a place for children is found fast. */
class Cells {
  base = new Int32Array(1 << 16);
  check = new Int32Array(1 << 16).fill(-1);
  private next = new Int32Array(1 << 16);
  private previous = new Int32Array(1 << 16);
  private linked = 0;
  private tried = new Uint8Array(1 << 16);

  constructor() {
    this.link(this.base.length);
    this.take(0);
  }

  /** Where children with these symbols fit: ascending, the first may be 0. */
  place(symbols: readonly number[]): number {
    const last = symbols[symbols.length - 1];
    for (let cell = this.next[0]; ; ) {
      if (cell === 0) {
        // Round the ring in vain: more cells.
        const end = this.previous[0];
        this.grow(this.base.length + last);
        cell = this.next[end];
      }
      const base = cell - symbols[0];
      if (base > 0 && this.fits(base, symbols)) return base;
      const following = this.next[cell];
      // A cell that has been tried in vain often enough lies in a crowded region: leave it out from now on.
      if (++this.tried[cell] >= 64) this.unlink(cell);
      cell = following;
    }
  }

  take(cell: number): void {
    if (cell > 0 && this.next[cell] >= 0) this.unlink(cell);
  }

  private fits(base: number, symbols: readonly number[]): boolean {
    if (base + symbols[symbols.length - 1] >= this.base.length) this.grow(base + symbols[symbols.length - 1] + 1);
    for (const symbol of symbols) if (this.check[base + symbol] !== -1) return false;
    return true;
  }

  private unlink(cell: number): void {
    if (this.next[cell] < 0) return;
    this.next[this.previous[cell]] = this.next[cell];
    this.previous[this.next[cell]] = this.previous[cell];
    this.next[cell] = -1;
  }

  private grow(needed: number): void {
    let length = this.base.length;
    while (length <= needed) length *= 2;
    const copy = <T extends Int32Array | Uint8Array>(array: T, fresh: T): T => {
      fresh.set(array);
      return fresh;
    };
    this.base = copy(this.base, new Int32Array(length));
    this.check = copy(this.check, new Int32Array(length).fill(-1));
    this.next = copy(this.next, new Int32Array(length));
    this.previous = copy(this.previous, new Int32Array(length));
    this.tried = copy(this.tried, new Uint8Array(length));
    this.link(length);
  }

  /** Links the cells from `linked` up to `length` to the end of the ring; cell 0 is its head. */
  private link(length: number): void {
    let last = this.linked === 0 ? 0 : this.previous[0];
    for (let cell = Math.max(1, this.linked); cell < length; cell++) {
      this.next[last] = cell;
      this.previous[cell] = last;
      last = cell;
    }
    this.next[last] = 0;
    this.previous[0] = last;
    this.linked = length;
  }
}

/** Symbols by falling frequency: frequent codes get small symbols, which keeps the array dense. */
function nameSymbols(keys: readonly string[]): Uint16Array {
  const counts = new Uint32Array(65536);
  for (const key of keys) for (let i = 0; i < key.length; i++) counts[key.charCodeAt(i)]++;
  const used = [...counts.keys()].filter((code) => counts[code] > 0).sort((a, b) => counts[b] - counts[a] || a - b);
  const symbols = new Uint16Array(65536);
  used.forEach((code, rank) => {
    symbols[code] = rank + 1;
  });
  return symbols;
}

/** A child in one number: its symbol times this, plus its first key. */
const PACKED = 2 ** 32;
const symbolOf = (child: number) => Math.floor(child / PACKED);

/**
 * @param keys folded keys, without duplicates or empty ones, in order of their UTF-16 codes; a key's number is its place here.
 */
export function buildTrie(keys: readonly string[]): TrieArrays {
  const symbols = nameSymbols(keys);
  const cells = new Cells();
  const tailAt = new Int32Array(keys.length);
  // Where the keys below a child end, by where they begin: keys are sorted, so those below a state are a range.
  const ends = new Int32Array(keys.length);
  /** Children of the state that stands for keys[low..high] up to `depth`: symbol and first key of each, packed, by symbol. */
  const branch = (low: number, high: number, depth: number): number[] => {
    const children: number[] = [];
    for (let i = low; i < high; i = ends[i]) {
      const code = depth < keys[i].length ? keys[i].charCodeAt(depth) : -1;
      let end = i + 1;
      while (end < high && code >= 0 && keys[end].charCodeAt(depth) === code) end++;
      ends[i] = end;
      children.push((code < 0 ? 0 : symbols[code]) * PACKED + i);
    }
    return children.sort((a, b) => a - b);
  };
  // State, range of keys and depth of each branch to come: numbers alone, since there are millions.
  const work = [0, 0, keys.length, 0];
  while (work.length > 0) {
    const depth = work.pop()!;
    const high = work.pop()!;
    const low = work.pop()!;
    const state = work.pop()!;
    if (high - low === 1 && state > 0) {
      cells.base[state] = ~low;
      tailAt[low] = depth;
      continue;
    }
    const children = branch(low, high, depth);
    const base = cells.place(children.length > 0 ? children.map(symbolOf) : [1]);
    cells.base[state] = base;
    for (const child of children) {
      const first = child % PACKED;
      const cell = base + symbolOf(child);
      cells.check[cell] = state;
      cells.take(cell);
      if (cell === base) {
        cells.base[cell] = ~first;
        tailAt[first] = depth;
      } else work.push(cell, first, ends[first], depth + 1);
    }
  }
  return { symbols, ...trim(cells, symbols), ...collectTails(keys, tailAt) };
}

/** Cuts the free end off; leaves room so that `base + symbol` never leaves the arrays. */
function trim(cells: Cells, symbols: Uint16Array) {
  let used = cells.check.length;
  while (used > 1 && cells.check[used - 1] === -1) used--;
  let alphabet = 0;
  for (const symbol of symbols) if (symbol > alphabet) alphabet = symbol;
  const check = new Int32Array(used + alphabet + 1).fill(-1);
  check.set(cells.check.subarray(0, used));
  const base = new Int32Array(check.length);
  base.set(cells.base.subarray(0, used));
  return { base, check };
}

function collectTails(keys: readonly string[], tailAt: Int32Array) {
  const tailStarts = new Int32Array(keys.length + 1);
  for (let key = 0; key < keys.length; key++) tailStarts[key + 1] = tailStarts[key] + keys[key].length - tailAt[key];
  const tails = new Uint16Array(tailStarts[keys.length]);
  for (let key = 0; key < keys.length; key++)
    for (let i = tailAt[key]; i < keys[key].length; i++) tails[tailStarts[key] + i - tailAt[key]] = keys[key].charCodeAt(i);
  return { tailStarts, tails };
}
