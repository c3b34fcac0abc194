/** The benchmark's own parts: what counts as a regression, and inputs that repeat nothing in step. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeText } from '../bench/corpus.ts';
import { regressions } from '../bench/regression.ts';
import type { Line } from '../bench/report.ts';

const line = (value: number, better?: Line['better']): Line => ({ what: 'a', value, unit: '×', better });

test.each<[string, Line, Line, number]>([
  ['a ratio that fell', line(2, 'more'), line(1.5, 'more'), 1],
  ['a ratio that rose and should not', line(1, 'less'), line(1.3, 'less'), 1],
  ['a ratio that rose as it should', line(1.5, 'more'), line(2, 'more'), 0],
  ['less than runs differ', line(2, 'more'), line(1.8, 'more'), 0],
  ['seconds, which hold on one machine only', line(1), line(9), 0],
])('%s', (_, before, now, worse) => {
  expect(regressions([before], [now])).toHaveLength(worse);
});

test('lines come in another order each time round, all of them before any comes again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'extract-bench-test-'));
  try {
    const lines = Array.from({ length: 50 }, (_, i) => `line ${i}`);
    const path = join(folder, 'text.txt');
    const size = writeText(path, lines, lines.join('\n').length * 2, 1);
    const text = readFileSync(path, 'utf8');
    expect(size).toBe(text.length);
    const written = text.trimEnd().split('\n');
    const [first, second] = [written.slice(0, 50), written.slice(50, 100)];
    expect([...first].sort()).toEqual([...lines].sort());
    expect(second.length).toBeGreaterThan(40);
    expect(second).not.toEqual(first.slice(0, second.length));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
