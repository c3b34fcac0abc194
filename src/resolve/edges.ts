/** Start, middle and end of a stretch of time (`Mitte Juni`, `年底`, `early 2020`) as ranges with both ends included. */
import { civil, type Day, dayOf, dayText, monthText, yearText } from './calendar.ts';
import { daysRange, type Stretch } from './stretches.ts';

/** First and last (included) day of a month, month of a year, day of a week, year of a decade. Last day 31 means the month's last. */
const EDGES: Readonly<Record<string, Readonly<Partial<Record<string, readonly [number, number]>>>>> = {
  month: {
    start: [1, 15],
    mid: [10, 20],
    end: [16, 31],
    t1: [1, 10],
    t2: [11, 20],
    t3: [21, 31],
    h1: [1, 15],
    h2: [16, 31],
    later: [16, 31],
    earlier: [1, 15],
    first: [1, 1],
    last: [31, 31],
  },
  year: { start: [1, 4], mid: [5, 8], end: [9, 12], h1: [1, 6], h2: [7, 12], later: [7, 12], earlier: [1, 6] },
  week: { start: [1, 3], mid: [3, 4], end: [4, 7], later: [4, 7], earlier: [1, 3], h1: [1, 3], h2: [4, 7] },
  decade: { start: [0, 3], mid: [4, 6], end: [7, 9] },
  century: { start: [0, 32], mid: [33, 66], end: [67, 99], h1: [0, 49], h2: [50, 99] },
  half: { start: [1, 1], mid: [2, 2], end: [3, 3] },
};

/** The named edge of a stretch; the whole stretch where its grain has no such edge. A year that is unknown stays XXXX. */
export function edgeOf(base: Stretch, edge: string): Stretch {
  const span = EDGES[base.grain]?.[edge === 'rest' ? 'end' : edge];
  if (!span) return base;
  const [from, to] = span;
  const { year, month } = civil(base.start);
  const part = (start: number, end: number, text: string): Stretch => ({
    value: base.value.startsWith('X') ? text.replaceAll(String(year), 'XXXX') : text,
    start,
    end,
    grain: 'other',
  });
  if (base.grain === 'month') {
    const first = Math.min(from, base.end - base.start);
    const start = base.start + first - 1;
    const end = Math.min(base.start + to, base.end);
    return part(start, end, start + 1 === end ? dayText(start) : `${dayText(start)}/${dayText(end - 1)}`);
  }
  if (base.grain === 'year' && edge.startsWith('h'))
    return part(dayOf(year, from), dayOf(year, to + 1), `${base.value}-H${edge[1]}`);
  if (base.grain === 'year')
    return part(dayOf(year, from), dayOf(year, to + 1), `${monthText(year, from)}/${monthText(year, to)}`);
  if (base.grain === 'half')
    return part(dayOf(year, month + from - 1), dayOf(year, month + to), monthText(year, month + from - 1));
  if (base.grain === 'week')
    return part(base.start + from - 1, base.start + to, `${dayText(base.start + from - 1)}/${dayText(base.start + to - 1)}`);
  return part(dayOf(year + from), dayOf(year + to + 1), `${yearText(year + from)}/${yearText(year + to)}`);
}

/**
 * `the rest of the year` from the reference date on, `year to date` up to it; `later this week` and `earlier this month`: the half of the stretch, as far
 * as it lies ahead of or behind the reference date. Null where the reference date lies outside or cuts nothing off.
 */
export function edgeAround(base: Stretch, edge: string, anchor: Day | null): Stretch | null {
  if (anchor === null || anchor < base.start || anchor >= base.end) return null;
  if (edge === 'rest') return daysRange(anchor, base.end);
  if (edge === 'sofar') return daysRange(base.start, anchor + 1);
  const half = edgeOf(base, edge);
  if (edge === 'later') return anchor > half.start ? daysRange(anchor, half.end) : null;
  return edge === 'earlier' && anchor > half.start && anchor < half.end ? daysRange(half.start, anchor) : null;
}
