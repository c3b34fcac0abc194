import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { train } from '../../scripts/train/perceptron.ts';
import { Decoder } from '../../src/match/tagger/decode.ts';
import { hashRows } from '../../src/match/tagger/features.ts';
import { readLabels } from '../../src/match/tagger/labels.ts';
import { FORMAT_VERSION, MARGIN, readModel, type TaggerHeader, writeModel } from '../../src/match/tagger/model.ts';

const BIOES = ['O', 'B-person', 'I-person', 'E-person', 'S-person', 'B-company', 'I-company', 'E-company', 'S-company'];
const BIO = [
  'O',
  'B-person',
  'I-person',
  'B-company',
  'I-company',
  'B-city',
  'I-city',
  'B-place',
  'I-place',
  'B-other',
  'I-other',
];

const header = (labels: readonly string[], bits = 6, transitions?: number[][]): TaggerHeader => ({
  version: FORMAT_VERSION,
  name: 'test',
  labels,
  columns: ['letter', 'shape'],
  templates: [
    ['letter@0'],
    ['letter@-1', 'letter@0'],
    ['letter@0', 'shape@1', 'shape@-2'],
    ['shape@0', 'shape@1', 'shape@2', 'letter@4'],
  ],
  bits,
  seed: 1,
  inputs: { 'some.txt': 'abc' },
  scale: 2,
  transitions: transitions ?? labels.map(() => labels.map(() => 0)),
});

/** Columns of a sequence of letters (1–3) and shapes (0–1), 9 beyond its edges. */
function columns(letters: readonly number[]): Int32Array[] {
  const made = [new Int32Array(letters.length + 2 * MARGIN).fill(9), new Int32Array(letters.length + 2 * MARGIN)];
  letters.forEach((letter, i) => {
    made[0][MARGIN + i] = letter;
    made[1][MARGIN + i] = letter & 1;
  });
  return made;
}

/** A model with weights and transitions drawn from `seed`. */
function randomModel(labels: readonly string[], seed: number) {
  let state = seed | 1;
  const draw = () => {
    state = Math.imul(state, 1103515245) + 12345;
    return ((state >>> 16) % 255) - 127;
  };
  const transitions = labels.map(() => labels.map(draw));
  const weights = Int8Array.from({ length: 2 ** 6 * (labels.length - 1) }, draw);
  return readModel(writeModel(header(labels, 6, transitions), weights));
}

/** Score of a row of labels by the definition, or -Infinity where the labels forbid it. */
function scoreOf(model: ReturnType<typeof readModel>, sequence: readonly number[], path: readonly number[]): number {
  const labels = readLabels(model.header.labels);
  const width = model.header.labels.length;
  const columned = columns(sequence);
  const row = new Int32Array(1);
  let score = 0;
  if (!labels.opens[path[0]] || !labels.closes[path[path.length - 1]]) return Number.NEGATIVE_INFINITY;
  for (let i = 0; i < path.length; i++) {
    if (i > 0 && !labels.follows[path[i - 1] * width + path[i]]) return Number.NEGATIVE_INFINITY;
    if (i > 0) score += model.header.transitions[path[i - 1]][path[i]];
    if (path[i] === 0) continue;
    for (const template of model.templates) {
      hashRows(template, columned, Int32Array.of(i), 1, model.header.bits, row);
      if (row[0] < 2 ** model.header.bits) score += model.weights[row[0] * (width - 1) + path[i] - 1];
    }
  }
  return score;
}

/** The path spans stand for. */
function pathOf(labels: readonly string[], length: number, decoder: Decoder): number[] {
  const { spans } = decoder;
  const path = new Array<number>(length).fill(0);
  for (let s = 0; s < spans.count; s++) {
    const type = decoder.labels.types[spans.types[s]];
    const [start, end] = [spans.starts[s], spans.ends[s]];
    const ended = labels.includes(`E-${type}`);
    for (let i = start; i < end; i++) {
      const mark = ended && end - start === 1 ? 'S' : i === start ? 'B' : ended && i === end - 1 ? 'E' : 'I';
      path[i] = labels.indexOf(`${mark}-${type}`);
    }
  }
  return path;
}

function* paths(width: number, length: number): Generator<number[]> {
  const path = new Array<number>(length).fill(0);
  for (;;) {
    yield path;
    let i = 0;
    while (i < length && path[i] === width - 1) path[i++] = 0;
    if (i === length) return;
    path[i]++;
  }
}

describe('the model file', () => {
  test('reads back what was written', () => {
    const weights = Int8Array.from({ length: 64 * 8 }, (_, i) => (i % 255) - 127);
    const model = readModel(writeModel(header(BIOES), weights));
    expect(model.header).toEqual(header(BIOES));
    expect(model.weights).toEqual(weights);
  });

  test('is refused where it is another thing', () => {
    const bytes = writeModel(header(BIOES), new Int8Array(64 * 8));
    expect(() => readModel(new Uint8Array(20))).toThrow('not a tagger file');
    expect(() => readModel(bytes.subarray(0, bytes.length - 1))).toThrow('511 weights, not 512');
    expect(() => readModel(writeModel({ ...header(BIOES), version: 99 }, new Int8Array(512)))).toThrow('version 99');
    const unknown = { ...header(BIOES), templates: [['weather@0']] };
    expect(() => readModel(writeModel(unknown, new Int8Array(512)))).toThrow('«weather@0»');
  });
});

describe('labels', () => {
  test('follow each other as their types allow', () => {
    const allowed = (names: readonly string[], from: string, to: string) =>
      readLabels(names).follows[names.indexOf(from) * names.length + names.indexOf(to)] === 1;
    expect(allowed(BIOES, 'B-person', 'E-person')).toBe(true);
    expect(allowed(BIOES, 'B-person', 'E-company')).toBe(false);
    expect(allowed(BIOES, 'B-person', 'O')).toBe(false);
    expect(allowed(BIOES, 'O', 'I-person')).toBe(false);
    expect(allowed(BIO, 'B-person', 'O')).toBe(true);
    expect(allowed(BIO, 'I-person', 'I-company')).toBe(false);
  });
});

describe('the decoder', () => {
  for (const [name, labels, longest] of [
    ['BIOES', BIOES, 4],
    ['BIO', BIO, 4],
  ] as const) {
    test(`finds the best row of ${name} labels, as trying them all does`, () => {
      fc.assert(
        fc.property(
          fc.integer(),
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: longest }),
          (seed, sequence) => {
            const model = randomModel(labels, seed);
            const decoder = new Decoder(model);
            decoder.decode(columns(sequence), sequence.length);
            const found = scoreOf(model, sequence, pathOf(labels, sequence.length, decoder));
            let best = Number.NEGATIVE_INFINITY;
            for (const path of paths(labels.length, sequence.length)) best = Math.max(best, scoreOf(model, sequence, path));
            expect(found).toBe(best);
          },
        ),
        { numRuns: 25, seed: 7 },
      );
    });
  }

  test('finds the same where there is no WebAssembly', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(BIOES, BIO),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 30, maxLength: 30 }),
        (seed, labels, sequence, gate) => {
          const model = randomModel(labels, seed);
          const spansOf = () =>
            structuredClone(new Decoder(model).decode(columns(sequence), sequence.length, Uint8Array.from(gate)));
          const spans = spansOf();
          vi.stubGlobal('WebAssembly', undefined);
          try {
            expect(spansOf()).toEqual(spans);
          } finally {
            vi.unstubAllGlobals();
          }
        },
      ),
      { numRuns: 50, seed: 7 },
    );
  });

  test('says how much a span is worth against leaving it unmarked', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }), (seed, sequence) => {
        const model = randomModel(BIOES, seed);
        const decoder = new Decoder(model);
        const { spans } = decoder;
        decoder.decode(columns(sequence), sequence.length);
        const path = pathOf(BIOES, sequence.length, decoder);
        const score = scoreOf(model, sequence, path);
        for (let s = 0; s < spans.count; s++) {
          const without = path.map((label, i) => (i >= spans.starts[s] && i < spans.ends[s] ? 0 : label));
          expect(spans.margins[s]).toBe((score - scoreOf(model, sequence, without)) / model.header.scale);
          expect(spans.margins[s]).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test('looks only where the gate is open, at each run for itself', () => {
    const decoder = new Decoder(randomModel(BIOES, 5));
    const sequence = [1, 2, 3, 1, 2, 3, 1, 2, 3, 2, 1];
    const gate = Uint8Array.of(0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0);
    const { spans } = decoder;
    decoder.decode(columns(sequence), sequence.length, gate);
    for (let s = 0; s < spans.count; s++) {
      for (let i = spans.starts[s]; i < spans.ends[s]; i++) expect(gate[i]).toBe(1);
    }
    const gated = spans.count;
    decoder.decode(columns(sequence), sequence.length, gate.fill(1));
    const open = pathOf(BIOES, sequence.length, decoder);
    decoder.decode(columns(sequence), sequence.length);
    expect(pathOf(BIOES, sequence.length, decoder)).toEqual(open);
    expect(gated).toBeGreaterThan(0);
  });
});

describe('the trainer', () => {
  // Letter 2 starts a person of two letters, 3 is a company by itself; what follows 1 is left open.
  const sequences = Array.from({ length: 60 }, (_, i) => [0, 1, 2, i % 2, 0, 3, (i * 7) % 2, 1].slice(i % 4));
  const allow = (sequence: readonly number[]) =>
    Uint16Array.from(sequence, (letter, i) => {
      const open = sequence[i - 1] === 1 && letter !== 2 && letter !== 3;
      return open ? 0x1ff : letter === 2 ? 1 << 1 : sequence[i - 1] === 2 ? 1 << 3 : letter === 3 ? 1 << 8 : 1;
    });
  const plan = {
    ...header(BIOES, 10),
    epochs: 5,
    prune: 0,
    count: sequences.length,
    example: (index: number) => {
      const sequence = sequences[index];
      return { length: sequence.length, columns: columns(sequence), allowed: allow(sequence), weight: 1 };
    },
  };

  test('learns what its examples say, and the same bytes each time', () => {
    const bytes = train(plan);
    expect(Buffer.compare(bytes, train(plan))).toBe(0);
    const decoder = new Decoder(readModel(bytes));
    for (const sequence of sequences) {
      decoder.decode(columns(sequence), sequence.length);
      const path = pathOf(BIOES, sequence.length, decoder);
      const allowed = allow(sequence);
      for (let i = 0; i < path.length; i++) expect((allowed[i] >> path[i]) & 1).toBe(1);
    }
  });
});
