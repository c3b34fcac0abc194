/** Numbers of words by two hashes of their letters: an open hash table whose slots lie in one line of the cache. */
const SLOT = 4;
const FIRST_SLOTS = 1 << 12;

export class WordTable {
  /** Slots of four: the two hashes, one more than the number (0 where the slot is free), and a value kept beside it. */
  slots = new Int32Array(SLOT * FIRST_SLOTS);
  private count = 0;

  clear(): void {
    this.slots.fill(0);
    this.count = 0;
  }

  /** Where the slot of a word begins, or a free one for it. */
  place(one: number, two: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let at = ((one ^ (two >>> 7)) * SLOT) & mask;
    while (slots[at + 2] !== 0 && (slots[at] !== one || slots[at + 1] !== two)) at = (at + SLOT) & mask;
    return at;
  }

  add(one: number, two: number, number: number, value: number): void {
    this.put(this.place(one, two), one, two, number + 1, value);
    if (++this.count * SLOT * 2 > this.slots.length) this.grow();
  }

  private put(at: number, one: number, two: number, number: number, value: number): void {
    const { slots } = this;
    slots[at] = one;
    slots[at + 1] = two;
    slots[at + 2] = number;
    slots[at + 3] = value;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2);
    for (let i = 0; i < old.length; i += SLOT)
      if (old[i + 2] !== 0) this.put(this.place(old[i], old[i + 1]), old[i], old[i + 1], old[i + 2], old[i + 3]);
  }
}
