/** The table and the plot of a benchmark, in Markdown. */

export interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The budget it is held against. */
  readonly must?: string;
}

const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));

export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, value, unit, must }) => `| ${what} | ${digits(value)} ${unit} | ${must ?? ''} |`);
  return ['| measured | median | must |', '|---|---|---|', ...rows, ''].join('\n');
}

/** Throughput as bars of characters. */
export function plot(lines: readonly Line[]): string {
  const rates = lines.filter(({ unit }) => unit === 'MB/s');
  const most = Math.max(...rates.map(({ value }) => value));
  const widest = Math.max(...rates.map(({ what }) => what.length));
  const bars = rates.map(
    ({ what, value }) =>
      `${what.padEnd(widest)}  ${'█'.repeat(Math.max(1, Math.round((40 * value) / most)))} ${digits(value)} MB/s`,
  );
  return ['```', ...bars, '```', ''].join('\n');
}
