/** Benchmark texts: the lines of real texts in a seeded random order, so that no paragraph comes round again in step. */
import { readFileSync, writeFileSync } from 'node:fs';

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

/** Writes about `bytes` bytes of lines in random order; all lines are used once before any is used again. */
export function writeText(
  path: string,
  lines: readonly string[],
  bytes: number,
  seed: number,
  wrap: (line: string) => string = (line) => line,
): number {
  const random = generator(seed);
  const parts: string[] = [];
  let size = 0;
  while (size < bytes) {
    const order = [...lines];
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const line of order) {
      if (size >= bytes) break;
      const text = `${wrap(line)}\n`;
      parts.push(text);
      size += Buffer.byteLength(text);
    }
  }
  writeFileSync(path, parts.join(''));
  return size;
}
