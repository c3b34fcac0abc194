/** Kills a batch at random moments, goes on with it, and compares with a run that nobody disturbed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '../../src/dictionary/compiled.ts';

const PROGRAM = join(packageRoot, 'bin', 'extract.js');
const LINE = '西门子在上海，2021年8月23日。Siemens in München, am 23. August 2021.\n';

/** @returns for each kill what is wrong, or null */
export async function killedAndResumed(kills: number): Promise<(string | null)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'extract-resume-'));
  try {
    makeBatch(join(folder, 'batch'));
    const run = (output: string, killAfter: number | null, ...more: string[]) =>
      new Promise<{ status: number | null; ms: number }>((resolve) => {
        const began = performance.now();
        const args = [PROGRAM, '-q', '--listed-only', 'batch', '-o', output, ...more];
        const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
        const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
        child.on('close', (status) => {
          if (timer) clearTimeout(timer);
          resolve({ status, ms: performance.now() - began });
        });
      });
    const { ms } = await run('undisturbed.csv', null);
    const wanted = readFileSync(join(folder, 'undisturbed.csv'));
    const results: (string | null)[] = [];
    for (let i = 0; i < kills; i++) {
      const output = `${i}.csv`;
      const moments: number[] = [];
      let status: number | null = null;
      while (status === null) {
        // The first kill anywhere in the run, later ones further off, so that the batch comes to its end.
        const moment = Math.random() * ms * (1 + moments.length);
        moments.push(Math.round(moment));
        ({ status } = await run(output, moments.length > 3 ? null : moment, '--resume', '-j', String(1 + (i % 2))));
      }
      const left = ['.partial', '.progress'].filter((end) => existsSync(join(folder, output + end)));
      const same = readFileSync(join(folder, output)).equals(wanted);
      const wrong = status !== 1 ? `status ${status}` : !same ? 'other rows' : left.length > 0 ? `it leaves ${left}` : null;
      results.push(wrong === null ? null : `${wrong} after kills at ${moments} ms`);
      rmSync(join(folder, output), { force: true });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Small files, a text in pieces, lines, a gzip-ed text, and an input that fails. */
function makeBatch(folder: string): void {
  mkdirSync(folder);
  for (let i = 0; i < 150; i++) writeFileSync(join(folder, `small-${i}.txt`), `${i}: ${LINE.repeat(1 + (i % 20))}`);
  writeFileSync(join(folder, 'large.txt'), Array.from({ length: 30_000 }, (_, i) => `${i} ${LINE}`).join(''));
  const lines = Array.from({ length: 8000 }, (_, i) => JSON.stringify({ id: `d${i}`, text: `${i} ${LINE}` }));
  writeFileSync(join(folder, 'lines.jsonl'), `${lines.join('\n')}\nbroken\n`);
  writeFileSync(join(folder, 'packed.txt.gz'), gzipSync(LINE.repeat(5000)));
}
