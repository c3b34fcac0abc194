/** Where the Chinese tagger looks at all: most positions of a text are far from anything a name is made of. */
import { MARGIN } from '../tagger/model.ts';
import { firstStep, KIND_DOT, kindOf, secondStep, spellingStep, surnameStep } from './lexicon.ts';

/** How far before a character the gate is opened at most. */
const BEFORE = 6;
/** Positions `[from, to)` around a character, as bits of the gate's window. */
const around = (from: number, to: number): number => (1 << (BEFORE + to)) - (1 << (BEFORE + from));
const OPENED_BY_LISTED = around(0, 1);
const OPENED_BY_TAIL = around(-6, 4);
/** What a character and the next may be together, by class, and what is open around each combination: of several, the first counts. */
const SURNAME = 1;
const SPELLING = 2;
const GIVEN_NAME = 4;
const DOT = 8;
const HERE = classTable(
  (c) =>
    (surnameStep(c) > 0 ? SURNAME : 0) |
    (spellingStep(c) > 0 ? SPELLING : 0) |
    (firstStep(c) > 2 ? GIVEN_NAME : 0) |
    (kindOf(c) === KIND_DOT ? DOT : 0),
);
const NEXT = classTable(
  (c) => (kindOf(c) === 0 ? SURNAME : 0) | (spellingStep(c) > 0 ? SPELLING : 0) | (secondStep(c) > 1 ? GIVEN_NAME : 0) | DOT,
);
const OPENED = Int32Array.from({ length: 16 }, (_, is) => {
  const name = is & SURNAME ? around(0, 4) : is & SPELLING ? around(-1, 3) : is & GIVEN_NAME ? around(-1, 2) : 0;
  return name | (is & DOT ? around(-4, 5) : 0);
});

function classTable(of: (c: number) => number): Uint8Array {
  return Uint8Array.from({ length: 1 << 12 }, (_, c) => of(c));
}

/**
 * Marks in `open` the positions a name may stand at: around surnames, pairs of characters that spell foreign names or are given names,
 * dots between names, listed names, and words that end companies' names (`tail` in `begins`).
 */
export function openGate(
  open: Uint8Array,
  length: number,
  classes: Uint16Array,
  listed: Int32Array,
  begins: Int32Array,
  tail: number,
): void {
  // Bit k is set where position i - BEFORE + k is open: what a character opens before it is known when it is passed.
  let window = 0;
  for (let i = 0; i < length + BEFORE; i++) {
    if (i < length) {
      const p = MARGIN + i;
      window |= OPENED[HERE[classes[p]] & NEXT[classes[p + 1]]];
      if (listed[p] !== 0) window |= OPENED_BY_LISTED;
      if (begins[p] & tail) window |= OPENED_BY_TAIL;
    }
    if (i >= BEFORE) open[i - BEFORE] = window & 1;
    window >>>= 1;
  }
}
