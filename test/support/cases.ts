/**
 * Golden cases: `fixtures/cases/<area>/<case>/` holds `cmd` (a shell command line that calls `extract`), its input files, `stdin` where
 * something is piped in, and what is expected: `expected.stdout`, and `expected.stderr` and `expected.status` where they are not empty and 0.
 * A case that does not hold yet has a file `pending` that says why; its expectation is written by hand.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';

export const casesFolder = join(packageRoot, 'fixtures', 'cases');

/** What a command line gave. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

const OUR_FILES = /^(?:cmd|stdin|pending|expected\..*)$/;
const NOTHING: Outcome = { stdout: '', stderr: '', status: 0 };

/** Every case as `<area>/<case>`, sorted. */
export function caseNames(): string[] {
  return readdirSync(casesFolder)
    .sort()
    .flatMap((area) =>
      readdirSync(join(casesFolder, area))
        .sort()
        .map((name) => `${area}/${name}`),
    );
}

/** Whether a case waits for something the program cannot do yet. */
export const isPending = (name: string) => existsSync(join(casesFolder, name, 'pending'));

const readOr = (path: string, otherwise: string) => (existsSync(path) ? readFileSync(path, 'utf8') : otherwise);

export function expectedOf(name: string): Outcome {
  const folder = join(casesFolder, name);
  return {
    stdout: readOr(join(folder, 'expected.stdout'), 'nobody has said what is expected: npm run update:golden'),
    stderr: readOr(join(folder, 'expected.stderr'), NOTHING.stderr),
    status: Number(readOr(join(folder, 'expected.status'), String(NOTHING.status))),
  };
}

/** Freezes an outcome as the expected one. */
export function expect(name: string, outcome: Outcome): void {
  const folder = join(casesFolder, name);
  for (const key of ['stdout', 'stderr', 'status'] as const) {
    const path = join(folder, `expected.${key}`);
    // The file of standard output is there even where it is empty: a case without expectation is a mistake.
    if (key !== 'stdout' && outcome[key] === NOTHING[key]) rmSync(path, { force: true });
    else writeFileSync(path, key === 'status' ? `${outcome.status}\n` : String(outcome[key]));
  }
}

/** Runs the real binary as the case says, in a fresh copy of the case's folder. */
export async function runCase(name: string): Promise<Outcome> {
  const folder = join(casesFolder, name);
  const scratch = mkdtempSync(join(tmpdir(), 'extract-case-'));
  const work = join(scratch, 'work');
  try {
    cpSync(folder, work, { recursive: true, filter: (path) => path === folder || !OUR_FILES.test(basename(path)) });
    const shim = join(scratch, 'extract');
    writeFileSync(shim, `#!/bin/sh\nexec "${process.execPath}" "${join(packageRoot, 'bin', 'extract.js')}" "$@"\n`);
    chmodSync(shim, 0o755);
    const input = existsSync(join(folder, 'stdin')) ? join(folder, 'stdin') : '/dev/null';
    return await shell(readFileSync(join(folder, 'cmd'), 'utf8'), work, scratch, input);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function shell(command: string, cwd: string, binFolder: string, input: string): Promise<Outcome> {
  const stdin = openSync(input, 'r');
  const child = spawn('/bin/sh', ['-c', command], {
    cwd,
    stdio: [stdin, 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH}`, TZ: 'UTC', LC_ALL: 'C' },
  });
  closeSync(stdin);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr!.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), status: status ?? -1 }),
    );
  });
}
