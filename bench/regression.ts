/** Whether a benchmark is worse than an earlier one: only ratios are compared, since they hold on any machine. */
import type { Line } from './report.ts';

/** Ratios vary from run to run by less than this. */
const TOLERANCE = 0.2;

/** What has become worse, a line each; empty where nothing has. */
export function regressions(before: readonly Line[], now: readonly Line[]): string[] {
  const known = new Map(before.map((line) => [line.what, line.value]));
  return now.flatMap(({ what, value, better }) => {
    const old = known.get(what);
    if (better === undefined || old === undefined) return [];
    const change = better === 'more' ? old / value : value / old;
    return change > 1 + TOLERANCE ? [`${what}: ${value.toFixed(2)}, was ${old.toFixed(2)}`] : [];
  });
}
