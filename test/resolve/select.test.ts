import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/model.ts';
import { select } from '../../src/resolve/select.ts';
import { joined, supportOf, unite, weighed } from '../../src/resolve/unite.ts';

const candidate = (start: number, end: number, weight: number, more: Partial<Candidate> = {}): Candidate => ({
  start,
  end,
  type: 'company',
  evidence: [{ source: `rule:${weight}`, weight }],
  ...more,
});
const choose = (candidates: readonly Candidate[]) => select(unite([...candidates], joined).map((one) => weighed(one)));
const spans = (candidates: readonly Candidate[]) => choose(candidates).map(({ start, end, type }) => [start, end, type]);

describe('accepted candidates', () => {
  test.each<[string, Candidate[], unknown[]]>([
    ['the longer of two equally believed readings', [candidate(0, 2, 0.8), candidate(0, 4, 0.8)], [[0, 4, 'company']]],
    [
      'one long reading beats two short ones',
      [candidate(0, 2, 0.8), candidate(2, 4, 0.8), candidate(0, 4, 0.8)],
      [[0, 4, 'company']],
    ],
    [
      'the better believed of two equally long ones',
      [candidate(0, 2, 0.6), candidate(0, 2, 0.9, { type: 'city' })],
      [[0, 2, 'city']],
    ],
    ['what is believed too little is none', [candidate(0, 4, 0.4)], []],
    ['another reading keeps a weaker name out', [candidate(0, 2, 0.6), candidate(0, 3, 0.8, { type: 'other' })], []],
    [
      'neighbours stand side by side',
      [candidate(0, 2, 0.8), candidate(2, 4, 0.8)],
      [
        [0, 2, 'company'],
        [2, 4, 'company'],
      ],
    ],
    ['observations of one span add up', [candidate(0, 2, 0.3), candidate(0, 2, 0.4)], [[0, 2, 'company']]],
    ['one observation made twice counts once', [candidate(0, 2, 0.3), candidate(0, 2, 0.3)], []],
    ['none', [], []],
  ])('%s', (_, candidates, expected) => {
    expect(spans(candidates)).toEqual(expected);
  });

  test('what an entity or name is known by is kept when observations unite', () => {
    const entity = { type: 'company' as const, id: 'x', name: 'X', weight: 0, country: '', source: '' };
    const [accepted] = choose([candidate(0, 2, 0.8), candidate(0, 2, 0.7, { entity })]);
    expect(accepted.entity).toBe(entity);
    expect(accepted.evidence).toHaveLength(2);
  });

  const candidates = fc.uniqueArray(
    fc
      .tuple(
        fc.nat(8),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 19 }),
        fc.constantFrom('person', 'company', 'other'),
      )
      .map(([start, length, weight, type]) => candidate(start, start + length, weight / 20, { type: type as Candidate['type'] })),
    { selector: ({ start, end, type }) => `${start} ${end} ${type}`, maxLength: 10 },
  );

  test('never overlap, come in order, and are among those proposed', () => {
    fc.assert(
      fc.property(candidates, (given) => {
        const accepted = choose(given);
        for (let i = 1; i < accepted.length; i++) expect(accepted[i].start).toBeGreaterThanOrEqual(accepted[i - 1].end);
        for (const { start, end, type } of accepted)
          expect(given.some((one) => one.start === start && one.end === end && one.type === type)).toBe(true);
      }),
    );
  });

  /** Names that are all believed enough, so that nothing is left out but for others. */
  const names = candidates.map((given) =>
    given
      .filter(({ type }) => type !== 'other')
      .map((one) => candidate(one.start, one.end, Math.max(0.5, one.evidence[0].weight), { type: one.type })),
  );

  test('are the best set there is, as trying all of them shows', () => {
    fc.assert(
      fc.property(names, (given) => {
        expect(worth(choose(given))).toBeCloseTo(bestWorth(given), 9);
      }),
    );
  });

  test('do not depend on the order in which they were proposed', () => {
    fc.assert(
      fc.property(names, (given) => {
        expect(worth(choose([...given].reverse()))).toBeCloseTo(worth(choose(given)), 9);
      }),
    );
  });
});

/** What a set is worth: see the header of select.ts. */
const worth = (set: readonly Candidate[]) =>
  set.reduce((sum, { start, end, evidence }) => sum + supportOf(evidence) * (end - start) - 0.3, 0);

function bestWorth(candidates: readonly Candidate[]): number {
  let best = 0;
  for (let mask = 0; mask < 1 << candidates.length; mask++) {
    const set = candidates.filter((_, i) => mask & (1 << i)).sort((a, b) => a.start - b.start);
    if (set.every((one, i) => i === 0 || one.start >= set[i - 1].end)) best = Math.max(best, worth(set));
  }
  return best;
}

test.each([
  [[], 0],
  [[0.8], 0.8],
  [[0.5, 0.5], 0.75],
  [[0.8, -0.5], 0.4],
  [[-0.5], 0],
  [[1, 0.3], 1],
  [[0.9, -1], 0],
])('support of %j is %d', (weights, expected) => {
  expect(supportOf(weights.map((weight, i) => ({ source: String(i), weight })))).toBeCloseTo(expected, 9);
});
