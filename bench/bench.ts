/**
 * `npm run bench [-- --text zh=FILE,… --text de=FILE,… --text en=FILE,…] [--runs N] [--quick] [--large] [--check]`
 *
 * Measures whole processes: start, throughput by language, jobs, memory, a dictionary ten times as large, and what a user would pick
 * instead, in the same run. Prints a table, and keeps it with the machine in bench/results/. Without --text the seeds are the text.
 * --large adds inputs of up to a gigabyte (half an hour); --check keeps nothing, and fails where a ratio is worse than in the last results.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { namesOf, readBuiltinEntities } from '../src/dictionary/read.ts';
import { linesOf, writeText } from './corpus.ts';
import { measureSizes } from './large.ts';
import { type Command, type Measured, measure } from './measure.ts';
import { regressions } from './regression.ts';
import { bars, type Line, sizesPlot, sizesTable, table } from './report.ts';

const { values } = parseArgs({
  options: {
    text: { type: 'string', multiple: true },
    runs: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const RUNS = Number(values.runs);
const MEGABYTES = values.quick ? 1 : 10;
const BINARY = join(packageRoot, 'bin', 'extract.js');
const SEEDS = join(packageRoot, 'seeds');
/** Which of the seeds are in which language: the default text. */
const DEFAULT = { zh: ['000', '002', '003'], de: ['001'] } as const;

const folder = mkdtempSync(join(tmpdir(), 'extract-bench-'));
const extract = (name: string, ...args: string[]): Command => ({ name, argv: [process.execPath, BINARY, '-q', ...args] });
const bare: Command = { name: 'bare node', argv: [process.execPath, '-e', '0'] };
const lines: Line[] = [];

function textsByLanguage(): Map<string, string[]> {
  const given = (values.text ?? []).map((item) => item.split('=') as [string, string]);
  if (given.length > 0) return new Map(given.map(([language, files]) => [language, files.split(',')]));
  const seeds = readdirSync(SEEDS);
  return new Map(
    Object.entries(DEFAULT).map(([language, numbers]) => [
      language,
      seeds.filter((name) => numbers.some((number) => name.startsWith(number))).map((name) => join(SEEDS, name)),
    ]),
  );
}

function start(): void {
  const [node, help, seeds] = measure(
    [bare, extract('--help', '--help'), extract('extract seeds/', SEEDS, '-f', 'jsonl')],
    Math.max(RUNS, 10),
  );
  const above = (measured: Measured) => Math.round((measured.wall - node.wall) * 1000);
  lines.push({ what: 'start: extract --help above bare node', value: above(help), unit: 'ms', must: '≤ 40' });
  lines.push({ what: 'start: extract seeds/ above bare node', value: above(seeds), unit: 'ms', must: '≤ 300' });
}

function throughput(language: string, text: string, bytes: number): void {
  const [node, all, listed] = measure(
    [bare, extract('all', '-j', '1', '-f', 'jsonl', text), extract('listed', '-j', '1', '-f', 'jsonl', '--listed-only', text)],
    RUNS,
  );
  const rate = (measured: Measured) => bytes / 1e6 / (measured.wall - node.wall);
  lines.push({ what: `${language}: everything on, one job`, value: rate(all), unit: 'MB/s', must: '≥ 8' });
  lines.push({ what: `${language}: --listed-only, one job`, value: rate(listed), unit: 'MB/s' });
  lines.push({ what: `${language}: peak memory, one job`, value: all.memory! / 1e6, unit: 'MB', must: '≤ 250' });
}

/** @param text long enough that the start of a worker is little */
function jobs(text: string): void {
  const [one, two] = measure(
    [extract('one', '-j', '1', '-f', 'jsonl', text), extract('two', '-j', '2', '-f', 'jsonl', text)],
    RUNS,
  );
  lines.push({ what: 'two jobs against one', value: one.wall / two.wall, unit: '×', must: '≥ 1.8', better: 'more' });
  lines.push({ what: 'memory of two jobs', value: two.memory! / 1e6, unit: 'MB', must: '≤ 400' });
}

function peers(language: string, text: string): void {
  const names = join(folder, 'names.txt');
  const all = new Set(readBuiltinEntities(join(packageRoot, 'dictionaries')).flatMap(namesOf));
  writeFileSync(names, [...all].join('\n'));
  const [listed, grep] = measure(
    [
      extract('listed', '-j', '1', '--listed-only', '-t', 'person,company,city', '-f', 'jsonl', text),
      { name: 'grep', argv: ['grep', '-oFf', names, text] },
    ],
    Math.min(RUNS, 3),
  );
  lines.push({
    what: `${language}: grep -oFf of the same names against --listed-only`,
    value: grep.wall / listed.wall,
    unit: '× slower',
    must: '> 1',
    better: 'more',
  });
  const small = join(folder, `${language}.small.txt`);
  const bytes = writeText(small, linesOf([text]), 1e6, 7);
  const peer = language === 'zh' ? 'jieba' : 'compromise';
  const tsx = join(packageRoot, 'node_modules', '.bin', 'tsx');
  const [ours, theirs] = measure(
    [
      extract('all', '-j', '1', '-f', 'jsonl', small),
      { name: peer, argv: [tsx, join(import.meta.dirname, 'peers.ts'), peer, small] },
    ],
    Math.min(RUNS, 3),
  );
  lines.push({
    what: `${language}: ${peer === 'jieba' ? 'nodejieba tag' : 'compromise'} against everything on (${(bytes / 1e6).toFixed(1)} MB)`,
    value: theirs.wall / ours.wall,
    unit: '× slower',
    better: 'more',
  });
}

/** The same scan with ten times the names: every name with nine variants of its own. */
function largerDictionary(text: string): void {
  const entities = readBuiltinEntities(join(packageRoot, 'dictionaries'));
  const file = join(folder, 'ten.csv');
  const rows = ['type,name'];
  for (const entity of entities)
    for (let copy = 1; copy <= 9; copy++)
      rows.push(`${entity.type},"${namesOf(entity)[0]?.replaceAll('"', '""') ?? entity.id}·${copy}${entity.id}"`);
  writeFileSync(file, rows.join('\n'));
  const half = join(folder, 'half.txt');
  const lines_ = linesOf([text]);
  writeText(half, lines_, (MEGABYTES * 1e6) / 4, 3);
  // The larger dictionary is compiled at start: the difference of two text sizes leaves the scan.
  const argv = (path: string, ...more: string[]) => extract(path, '-j', '1', '--listed-only', '-f', 'jsonl', ...more, path);
  const [small, large, smallTen, largeTen] = measure(
    [argv(half), argv(text), argv(half, '-d', file), argv(text, '-d', file)],
    Math.min(RUNS, 3),
  );
  lines.push({
    what: 'ten times the dictionary entries',
    value: (largeTen.wall - smallTen.wall) / (large.wall - small.wall),
    unit: '× the time',
    must: '≤ 1.3',
    better: 'less',
  });
}

const RESULTS = join(packageRoot, 'bench', 'results');

function keep(date: string, report: string, svg: string | null): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${date}.md`), report);
  writeFileSync(join(RESULTS, `${date}.json`), `${JSON.stringify(lines, null, 2)}\n`);
  if (svg) writeFileSync(join(RESULTS, `${date}.svg`), svg);
}

/** Against the last results kept. */
function check(): void {
  const last = readdirSync(RESULTS)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1);
  if (!last) throw new Error(`${RESULTS} holds no results to compare with: run npm run bench once without --check`);
  const worse = regressions(JSON.parse(readFileSync(join(RESULTS, last), 'utf8')), lines);
  for (const line of worse) console.error(`worse than in ${last}: ${line}`);
  if (worse.length > 0) process.exitCode = 1;
}

try {
  start();
  const texts = new Map<string, { path: string; bytes: number }>();
  for (const [language, files] of textsByLanguage()) {
    const path = join(folder, `${language}.txt`);
    texts.set(language, { path, bytes: writeText(path, linesOf(files), MEGABYTES * 1e6, 1) });
  }
  for (const [language, { path, bytes }] of texts) throughput(language, path, bytes);
  const [[first, { path }]] = texts;
  const html = join(folder, 'page.html');
  const bytes = writeText(
    html,
    linesOf([path]),
    MEGABYTES * 1e6,
    2,
    (line) => `<p class="text">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>\n`,
  );
  const [node, page] = measure([bare, extract('html', '-j', '1', '-f', 'jsonl', html)], RUNS);
  lines.push({ what: `${first}: HTML, one job`, value: bytes / 1e6 / (page.wall - node.wall), unit: 'MB/s', must: '≥ 10' });
  const long = join(folder, 'long.txt');
  writeText(long, linesOf([path]), 10 * MEGABYTES * 1e6, 5);
  jobs(long);
  for (const [language, text] of texts) peers(language, text.path);
  largerDictionary(path);
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: cpus()[0].model,
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
  const heading = `${Object.entries(machine)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')}; ${MEGABYTES} MB of text a language; medians of ${RUNS} runs.`;
  const report = ['# Benchmark', '', heading, '', table(lines), bars(lines)].join('\n');
  console.log(report);
  if (values.check) check();
  else keep(machine.date, report, null);
  if (values.large) {
    const sizes = measureSizes(
      folder,
      [...texts.values()].flatMap((text) => linesOf([text.path])),
      extract,
    );
    const more = [
      'One job, all languages mixed, one run each:',
      '',
      sizesTable(sizes),
      `![time over size](${machine.date}.svg)`,
      '',
    ];
    console.log(more.join('\n'));
    keep(machine.date, [report, ...more].join('\n'), sizesPlot(sizes));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
