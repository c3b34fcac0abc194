/** A small part of the torture table, of the properties and of the killed batches: `npm run torture` and `npm run fuzz` do all. */
import { describe, expect, test } from 'vitest';
import { CASES } from './torture/cases.ts';
import { FUZZ } from './torture/fuzz.ts';
import { runCase } from './torture/harness.ts';
import { killedAndResumed } from './torture/resume.ts';

/** Every so many cases. */
const SHARE = 12;

test('the table is large and names no case twice', () => {
  const names = CASES.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(150);
  expect(names).toEqual([...new Set(names)]);
});

describe('hostile cases', () => {
  const some = CASES.filter((_, i) => i % SHARE === 0);
  test.each(some.map((one) => [one.name, one] as const))('%s', async (_, one) => expect(await runCase(one)).toBeNull(), 60_000);
});

describe('properties', () => {
  test.each(FUZZ.map((fuzz) => [fuzz.name, fuzz] as const))('%s', async (_, fuzz) => fuzz.run(7, 500), 20_000);
});

test('a batch killed and gone on with', async () => {
  expect(await killedAndResumed(2)).toEqual([null, null]);
}, 120_000);
