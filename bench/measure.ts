/** Times whole processes: several runs after a warm-up, medians; commands that are compared run in turn, so that a noisy machine hits both. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Command {
  readonly name: string;
  readonly argv: readonly string[];
}

export interface Measured {
  readonly name: string;
  /** Medians: seconds from start to end, seconds of processor time (Node processes), bytes of memory at the peak (Node processes). */
  readonly wall: number;
  readonly cpu: number | null;
  readonly memory: number | null;
}

const PRELOAD = join(import.meta.dirname, 'report-usage.cjs');

/** Runs the commands in turn, `runs` times, after a warm-up unless there is to be none. Throws an Error where a command fails. */
export function measure(commands: readonly Command[], runs: number, warmUp = true): Measured[] {
  const folder = mkdtempSync(join(tmpdir(), 'extract-bench-'));
  const walls = commands.map((): number[] => []);
  try {
    for (let run = warmUp ? -1 : 0; run < runs; run++)
      commands.forEach(({ name, argv }, i) => {
        const usage = join(folder, `${i}.${run < 0 ? 'warm' : 'usage'}`);
        const env = { ...process.env, USAGE_FILE: usage, NODE_OPTIONS: `--require ${PRELOAD}`, LC_ALL: 'C.UTF-8' };
        const began = performance.now();
        const { status, error, stderr } = spawnSync(argv[0], argv.slice(1), { env, stdio: ['ignore', 'ignore', 'pipe'] });
        const wall = (performance.now() - began) / 1000;
        if (error || (status !== 0 && status !== 1))
          throw new Error(`${name} failed: ${error?.message ?? stderr.toString().slice(0, 400)}`);
        if (run >= 0) walls[i].push(wall);
      });
    return commands.map(({ name }, i) => {
      const usages = usagesOf(join(folder, `${i}.usage`));
      return {
        name,
        wall: median(walls[i]),
        cpu: usages.length > 0 ? median(usages.map(({ cpu }) => cpu)) : null,
        memory: usages.length > 0 ? median(usages.map(({ memory }) => memory)) : null,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function usagesOf(path: string): { memory: number; cpu: number }[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return []; // not a Node process
  }
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
