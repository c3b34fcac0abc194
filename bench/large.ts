/** Time and memory over size: the same work ten and a hundred times as large, and inputs of other shapes as large. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shuffled, writeText } from './corpus.ts';
import { type Command, measure } from './measure.ts';

/** One input: what it is, how large, and what it took. */
export interface Sized {
  readonly what: string;
  readonly bytes: number;
  readonly seconds: number;
  readonly memory: number;
}

const MEGABYTE = 1e6;
const SMALL_FILES = 100_000;

/** How each input is made: returns its bytes. */
const INPUTS: readonly { what: string; name: string; make: (path: string, lines: readonly string[]) => number }[] = [
  ...[10, 100, 1000].map((size) => ({
    what: 'text file',
    name: `${size}.txt`,
    make: (path: string, lines: readonly string[]) => writeText(path, lines, size * MEGABYTE, 1),
  })),
  {
    what: 'JSONL, a document a line',
    name: 'documents.jsonl',
    make: (path, lines) =>
      writeText(path, lines, 1000 * MEGABYTE, 2, (text, id) => `${JSON.stringify({ id: `document-${id}`, text })}\n`),
  },
  {
    what: 'text file of one line',
    name: 'line.txt',
    make: (path, lines) => writeText(path, lines, 500 * MEGABYTE, 3, (line) => `${line} `),
  },
  {
    what: `${SMALL_FILES.toLocaleString('en')} files`,
    name: 'files',
    make: (path, lines) => {
      let size = 0;
      let number = 0;
      for (const line of shuffled(lines, 4)) {
        const folder = join(path, String(number % 1000));
        if (number < 1000) mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, `${number}.txt`), line);
        size += Buffer.byteLength(line);
        if (++number === SMALL_FILES) return size;
      }
      return size;
    },
  },
];

/** Runs each input once, with one job. @param extract a command of ours by its arguments */
export function measureSizes(
  folder: string,
  lines: readonly string[],
  extract: (name: string, ...args: string[]) => Command,
): Sized[] {
  return INPUTS.map(({ what, name, make }) => {
    const path = join(folder, name);
    const bytes = make(path, lines);
    const [{ wall, memory }] = measure([extract(what, '-j', '1', '-f', 'jsonl', path)], 1, false);
    rmSync(path, { recursive: true });
    console.error(
      `${what}, ${Math.round(bytes / MEGABYTE)} MB: ${wall.toFixed(1)} s, ${Math.round(memory! / MEGABYTE)} MB of memory`,
    );
    return { what, bytes, seconds: wall, memory: memory! };
  });
}
