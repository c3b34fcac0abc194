/** Golden cases over the real binary: see support/cases.ts. `npm run update:golden` writes what it gives now; review the diff. */
import { describe, expect, test } from 'vitest';
import { caseNames, expectedOf, runCase } from './support/cases.ts';

describe('golden cases', () => {
  test.concurrent.each(caseNames())('%s', async (name) => {
    expect(await runCase(name)).toEqual(expectedOf(name));
  });
});
