import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DiscoverOptions, discover } from '../../src/input/discover.ts';

const root = mkdtempSync(join(tmpdir(), 'extract-discover-'));
const FILES = [
  'b.txt',
  'B.txt',
  'a/z.md',
  'a/y.txt',
  'a/.hidden.txt',
  '.git/config',
  'ä.txt',
  '中.txt',
  'notes/a.txt',
  'notes.txt',
];

beforeAll(() => {
  for (const path of FILES) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path);
  }
  symlinkSync('..', join(root, 'a', 'up'));
  symlinkSync('nowhere', join(root, 'a', 'broken'));
  symlinkSync('b.txt', join(root, 'same.txt'));
});
afterAll(() => rmSync(root, { recursive: true }));

const EVERYTHING: DiscoverOptions = { include: [], exclude: [], hidden: false };

/** Paths found, relative to the root; those with a problem marked. */
const found = (options: Partial<DiscoverOptions> = {}, paths: readonly string[] = ['']) =>
  [
    ...discover(
      paths.map((path) => (path === '-' ? path : join(root, path))),
      { ...EVERYTHING, ...options },
    ),
  ].map(({ path, problem }) => `${path.replace(`${root}/`, '')}${problem === undefined ? '' : ` (${problem})`}`);

const LOOP = 'a/up (a directory loop: it leads back to a directory above it)';
const BROKEN = 'a/broken (no such file or directory)';

test.each<[string, Partial<DiscoverOptions>, string[], string[]]>([
  [
    'names by code unit, directories in their place',
    {},
    [''],
    ['B.txt', BROKEN, LOOP, 'a/y.txt', 'a/z.md', 'b.txt', 'notes/a.txt', 'notes.txt', 'ä.txt', '中.txt'],
  ],
  ['hidden ones too', { hidden: true, include: ['.*', 'config'] }, [''], ['.git/config', 'a/.hidden.txt', BROKEN, LOOP]],
  ['included by name', { include: ['*.md'] }, [''], [BROKEN, LOOP, 'a/z.md']],
  ['excluded by name, directories too', { exclude: ['a', '*.md', 'n*'] }, [''], ['B.txt', 'b.txt', 'ä.txt', '中.txt']],
  ['several globs', { include: ['*.md', 'b.txt'], exclude: ['up', 'broken'] }, [''], ['a/z.md', 'b.txt']],
  ['in the order given', {}, ['b.txt', 'B.txt'], ['b.txt', 'B.txt']],
  ['named files are not filtered', { include: ['*.md'], exclude: ['*.txt'] }, ['b.txt'], ['b.txt']],
  ['named hidden files are read', {}, ['a/.hidden.txt'], ['a/.hidden.txt']],
  ['each file once, also by another name', {}, ['b.txt', 'b.txt', 'same.txt'], ['b.txt']],
  ['standard input once', {}, ['-', 'b.txt', '-'], ['-', 'b.txt']],
  ['what is not there', {}, ['none', 'b.txt'], ['none (no such file or directory)', 'b.txt']],
])('%s', (_, options, paths, expected) => {
  const listing = found(options, paths);
  // The order of `a/` and `notes/` next to files is that of their names without the slash.
  expect([...listing].sort()).toEqual([...expected].sort());
  if (paths.length > 1) expect(listing).toEqual(expected);
});

test('a directory is walked in the order of its names', () => {
  const names = found({ exclude: ['up', 'broken'] });
  expect(names).toEqual(['B.txt', 'a/y.txt', 'a/z.md', 'b.txt', 'notes/a.txt', 'notes.txt', 'ä.txt', '中.txt']);
});
