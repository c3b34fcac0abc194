/** Golden cases over the real binary: see support/cases.ts. `npm run update:golden` writes what it gives now; review the diff. */
import { describe, expect, test } from 'vitest';
import { caseNames, expectedOf, isPending, runCase } from './support/cases.ts';

describe('golden cases', () => {
  const names = caseNames();
  test.skip.each(names.filter(isPending))('%s', () => {});
  test.concurrent.each(names.filter((name) => !isPending(name)))('%s', async (name) => {
    expect(await runCase(name)).toEqual(expectedOf(name));
  });
});
