/** The seeds as a whole: what `npm run score` measures must stay this good. */
import { describe, expect, test } from 'vitest';
import { runGold, SEEDS_GOLD } from '../scripts/score/gold.ts';
import { score } from '../scripts/score/score.ts';
import { ENTITY_TYPES } from '../src/model.ts';

const { types, linking, errors } = score(await runGold(SEEDS_GOLD));

describe('the annotated seeds', () => {
  test.each(ENTITY_TYPES)('F1 of %s is at least 0.97', (type) => {
    expect(types.get(type)?.f1, errors.join('\n')).toBeGreaterThanOrEqual(0.97);
  });

  test('every date found has its value', () => {
    expect(types.get('date')?.value, errors.join('\n')).toBe(1);
  });

  test('linking is at least 0.97', () => {
    expect(linking!.right / linking!.of, errors.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});
