/** Benchmark texts: the lines of real texts in a seeded random order, so that no paragraph comes round again in step. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Mulberry32: a small seeded generator, the same order on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Lines of plain texts and of the `text` fields of JSONL files, the shortest left out. */
export function linesOf(paths: readonly string[]): string[] {
  return paths
    .flatMap((path) => {
      const raw = readFileSync(path, 'utf8');
      return path.endsWith('.jsonl')
        ? raw
            .split('\n')
            .filter(Boolean)
            .flatMap((line) => (JSON.parse(line) as { text: string }).text.split('\n'))
        : raw.split('\n');
    })
    .filter((line) => line.trim().length > 20);
}

/** Lines in random order without end; all are used once before any is used again. */
export function* shuffled(lines: readonly string[], seed: number): Generator<string> {
  const random = generator(seed);
  for (;;) {
    const order = [...lines];
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    yield* order;
  }
}

/**
 * Writes about `bytes` bytes of lines in random order. Returns how many there are.
 * @param wrap what is written for a line, its line break included
 */
export function writeText(
  path: string,
  lines: readonly string[],
  bytes: number,
  seed: number,
  wrap: (line: string, number: number) => string = (line) => `${line}\n`,
): number {
  const file = openSync(path, 'w');
  let size = 0;
  let number = 0;
  let part = '';
  for (const line of shuffled(lines, seed)) {
    const text = wrap(line, number++);
    part += text;
    size += Buffer.byteLength(text);
    if (part.length < 1 << 20 && size < bytes) continue;
    writeSync(file, part);
    part = '';
    if (size >= bytes) break;
  }
  closeSync(file);
  return size;
}
