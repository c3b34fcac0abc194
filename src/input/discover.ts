/** Finds the files to read: paths as given, directories walked in the order of their names, each file once. */
import { readdirSync, type Stats, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import { decodePath, systemPath } from './path.ts';

export interface DiscoverOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly hidden: boolean;
}

/** A file to read with its size in bytes (NaN where it has none: standard input, a pipe), or the reason why a path gives none. */
export type Found =
  | { readonly path: string; readonly size: number; readonly problem?: undefined }
  | { readonly path: string; readonly problem: string };

/** Files below `paths`, in input order; names within a directory are sorted by code unit. `-` is passed through. */
export function* discover(paths: Iterable<string>, options: DiscoverOptions): Generator<Found> {
  const seen = new Set<string>();
  const included = options.include.length > 0 ? picomatch([...options.include], { dot: true, basename: true }) : () => true;
  const excluded = options.exclude.length > 0 ? picomatch([...options.exclude], { dot: true, basename: true }) : () => false;

  /**
   * @param above the directories it stands in, itself included, by `keyOf`
   * @param walked directories walked before: links may lead to one by more ways than there is time for
   */
  function* walk(folder: string, above: readonly string[], walked: Set<string>): Generator<Found> {
    let names: string[];
    try {
      names = namesIn(folder);
    } catch (error) {
      yield { path: folder, problem: reasonOf(error) };
      return;
    }
    for (const name of names) {
      if (!options.hidden && name.startsWith('.')) continue;
      const path = folder.endsWith(sep) ? folder + name : join(folder, name);
      if (!excluded(path)) yield* visit(path, false, above, walked);
    }
  }

  function* visit(path: string, named: boolean, above: readonly string[], walked: Set<string>): Generator<Found> {
    let stats: Stats;
    try {
      stats = statSync(systemPath(path));
    } catch (error) {
      yield { path, problem: reasonOf(error) };
      return;
    }
    if (stats.isDirectory()) {
      const key = keyOf(stats);
      if (above.includes(key)) yield { path, problem: 'a directory loop: it leads back to a directory above it' };
      else if (!walked.has(key)) yield* walk(path, [...above, key], walked.add(key));
    } else if (!named && !(stats.isFile() && included(path))) return;
    else if (!stats.isFile() && !stats.isFIFO() && !stats.isCharacterDevice())
      yield { path, problem: 'neither a file nor a directory' };
    else if (once(keyOf(stats))) yield { path, size: stats.isFile() ? stats.size : Number.NaN };
  }

  const once = (key: string) => !seen.has(key) && Boolean(seen.add(key));
  for (const path of paths) {
    if (path === '-') {
      if (once('-')) yield { path, size: Number.NaN };
    } else yield* visit(path, true, [], new Set());
  }
}

/** Tells a file or directory from all others, whatever path leads to it. */
const keyOf = ({ dev, ino }: Stats): string => `${dev}:${ino}`;

/** Tells a file from its changed self. */
export function stateOf(path: string): string {
  const stats = statSync(systemPath(path), { throwIfNoEntry: false });
  return stats ? `${stats.size} ${stats.mtimeMs}` : '';
}

/** Names in a directory, sorted by code unit. */
function namesIn(folder: string): string[] {
  const names = readdirSync(systemPath(folder));
  const whole = names.some((name) => name.includes('\ufffd'))
    ? readdirSync(systemPath(folder), { encoding: 'buffer' }).map(decodePath)
    : names;
  return whole.sort((a, b) => (a < b ? -1 : 1));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a loop of symbolic links',
  EISDIR: 'is a directory',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space is left on the device',
  ENXIO: 'a device or socket that cannot be read',
  Z_DATA_ERROR: 'damaged gzip data',
  Z_BUF_ERROR: 'gzip data that ends early',
};

/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}
