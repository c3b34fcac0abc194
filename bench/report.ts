/** The table and the plots of a benchmark. */
import type { Sized } from './large.ts';

export interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The budget it is held against. */
  readonly must?: string;
  /** A ratio holds on any machine: whether more of it or less is better. */
  readonly better?: 'more' | 'less';
}

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, value, unit, must }) => `| ${what} | ${digits(value)} ${unit} | ${must ?? ''} |`);
  return ['| measured | median | must |', '|---|---|---|', ...rows, ''].join('\n');
}

/** Throughput as bars of characters. */
export function bars(lines: readonly Line[]): string {
  const rates = lines.filter(({ unit }) => unit === 'MB/s');
  const most = Math.max(...rates.map(({ value }) => value));
  const widest = Math.max(...rates.map(({ what }) => what.length));
  const drawn = rates.map(
    ({ what, value }) =>
      `${what.padEnd(widest)}  ${'█'.repeat(Math.max(1, Math.round((40 * value) / most)))} ${digits(value)} MB/s`,
  );
  return ['```', ...drawn, '```', ''].join('\n');
}

export function sizesTable(sizes: readonly Sized[]): string {
  const rows = sizes.map(
    ({ what, bytes, seconds, memory }) =>
      `| ${what} | ${Math.round(bytes / 1e6)} MB | ${digits(seconds)} s | ${digits(bytes / 1e6 / seconds)} MB/s | ${Math.round(memory / 1e6)} MB |`,
  );
  return ['| input | size | time | throughput | peak memory |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

const PLOT = { width: 560, height: 340, left: 60, right: 20, top: 30, bottom: 50 };

/** Time over size as SVG, both on scales of tens: what is linear lies along the dashed line. */
export function sizesPlot(sizes: readonly Sized[]): string {
  const { width, height, left, right, top, bottom } = PLOT;
  const log = Math.log10;
  const across = { from: log(5e6), to: log(2e9) };
  const times = sizes.map(({ seconds }) => log(seconds));
  const up = { from: Math.floor(Math.min(...times)), to: Math.ceil(Math.max(...times)) };
  const x = (bytes: number) => left + ((log(bytes) - across.from) / (across.to - across.from)) * (width - left - right);
  const y = (seconds: number) => height - bottom - ((log(seconds) - up.from) / (up.to - up.from)) * (height - top - bottom);
  const text = (at: [number, number], words: string, anchor = 'middle') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const [first] = sizes;
  const slope = first.seconds / first.bytes;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<path d="M${left} ${top}V${height - bottom}H${width - right}" fill="none" stroke="black"/>`,
    ...[1e7, 1e8, 1e9].map((bytes) => text([x(bytes), height - bottom + 18], `${bytes / 1e6} MB`)),
    ...Array.from({ length: up.to - up.from + 1 }, (_, i) => 10 ** (up.from + i)).map((seconds) =>
      text([left - 8, y(seconds) + 4], `${seconds} s`, 'end'),
    ),
    `<path d="M${x(1e7)} ${y(slope * 1e7)}L${x(1e9)} ${y(slope * 1e9)}" stroke="gray" stroke-dasharray="4"/>`,
    ...sizes.map(
      ({ bytes, seconds }) => `<circle cx="${x(bytes).toFixed(1)}" cy="${y(seconds).toFixed(1)}" r="4" fill="steelblue"/>`,
    ),
    ...sizes.map(({ what, bytes, seconds }) => text([x(bytes) - 8, y(seconds) - 6], what, 'end')),
    text([width / 2, top - 12], 'Time over size, one job'),
    '</svg>',
    '',
  ];
  return parts.join('\n');
}
