/** Runs one hostile case over the real program, in a folder of its own, and says what is not as expected. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';

export type Content = string | Uint8Array;

export interface Case {
  readonly name: string;
  /** Files of the case's folder by path; made when the case runs, so that large ones cost no memory before. */
  readonly files?: Readonly<Record<string, Content | (() => Content)>>;
  /** Anything else to prepare: links, pipes, devices. */
  readonly prepare?: (folder: string) => void;
  /** Arguments of `extract`; `--listed-only` is added unless the case is a whole `command`. */
  readonly args?: readonly string[];
  /** A shell command in which $EXTRACT is the program, instead of `args`. */
  readonly command?: string;
  readonly stdin?: Content;
  readonly status?: number;
  /** `type text` of each row, in order. */
  readonly rows?: readonly string[];
  /** Whole standard output. */
  readonly stdout?: string;
  /** What standard error must match; the empty string: nothing is said. */
  readonly stderr?: RegExp | '';
  /** What is left of the folder, sorted, the given files aside. */
  readonly leaves?: readonly string[];
  /** Milliseconds (of the processor, where the program tells) and MiB it may take at most. */
  readonly within?: { readonly ms?: number; readonly mib?: number };
  /** Anything else: what is wrong, or null. */
  readonly check?: (run: Run, folder: string) => string | null | Promise<string | null>;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Time of the processor, so that a busy machine fails no case; of a `command`, time that passed. */
  readonly ms: number;
  /** Peak memory in KiB, or 0 where the system does not say. */
  readonly peak: number;
}

const PROGRAM = join(packageRoot, 'bin', 'extract.js');
/** Columns of the rows a case expects. */
const COLUMNS = ['--columns', 'type,text', '--format', 'tsv'];
/** What runs longer hangs. */
const LIMIT = 180_000;

/** For the shell, which splits it at blanks: the program's path may hold none. */
export const extractCommand = `${process.execPath} ${PROGRAM}`;

/** @returns what is wrong, or null */
export async function runCase(torture: Case): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'extract-torture-'));
  try {
    for (const [path, content] of Object.entries(torture.files ?? {})) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), typeof content === 'function' ? content() : content);
    }
    torture.prepare?.(folder);
    const before = new Set(readdirSync(folder));
    const run = await start(torture, folder);
    return (await judge(torture, run, folder)) ?? litter(torture, before, folder);
  } catch (error) {
    return `the case itself failed: ${(error as Error).stack}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(torture: Case, folder: string): Promise<Run> {
  const began = performance.now();
  const environment = { ...process.env, EXTRACT: extractCommand, PEAK: memoryHook, NO_COLOR: '1' };
  const args = [PROGRAM, ...(torture.rows ? COLUMNS : []), '--listed-only', ...(torture.args ?? [])];
  const child = torture.command
    ? spawn('bash', ['-c', torture.command], { cwd: folder, env: environment, detached: true })
    : spawn(process.execPath, ['--import', memoryHook, ...args], { cwd: folder, env: environment });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(torture.stdin ?? '');
  const timer = setTimeout(() => (torture.command ? process.kill(-child.pid!, 'SIGKILL') : child.kill('SIGKILL')), LIMIT);
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearTimeout(timer);
      const said = Buffer.concat(stderr).toString();
      const [, peak = 0, ms = performance.now() - began] = /^peak (\d+) (\d+)$/m.exec(said) ?? [];
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString(),
        stderr: said.replace(/^peak \d+ \d+\n/m, ''),
        ms: Number(ms),
        peak: Number(peak),
      });
    });
  });
}

/**
 * Says the peak of memory and the time of the processor at the end. Linux counts the peak of the process that started this one into `maxRSS`,
 * but not into VmHWM.
 */
const memoryHook = `data:text/javascript,${encodeURIComponent(`
  import { existsSync, readFileSync } from 'node:fs';
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
    const peak = /VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? maxRSS;
    process._rawDebug('peak ' + peak + ' ' + Math.round((userCPUTime + systemCPUTime) / 1000));
  });
`)}`;

async function judge(torture: Case, run: Run, folder: string): Promise<string | null> {
  const told = `\n    stdout: ${JSON.stringify(run.stdout.slice(0, 600))}\n    stderr: ${JSON.stringify(run.stderr.slice(0, 600))}`;
  if (run.status !== (torture.status ?? 0)) return `status ${run.status}, not ${torture.status ?? 0}${told}`;
  if (/fault of extract|extract failed here/.test(run.stderr)) return `it says it failed${told}`;
  if (torture.rows) {
    const rows = run.stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.replace('\t', ' '));
    if (JSON.stringify(rows) !== JSON.stringify(torture.rows)) return `rows ${JSON.stringify(rows)}${told}`;
  }
  if (torture.stdout !== undefined && run.stdout !== torture.stdout) return `other output${told}`;
  if (torture.stderr === '' && run.stderr !== '') return `it says something${told}`;
  if (torture.stderr instanceof RegExp && !torture.stderr.test(run.stderr)) return `it does not say ${torture.stderr}${told}`;
  if (torture.within?.ms && run.ms > torture.within.ms) return `${Math.round(run.ms)} ms, more than ${torture.within.ms}`;
  if (torture.within?.mib && run.peak > torture.within.mib * 1024)
    return `${Math.round(run.peak / 1024)} MiB, more than ${torture.within.mib}`;
  return (await torture.check?.(run, folder)) ?? null;
}

/** What the program left that no case asked for. */
function litter(torture: Case, before: ReadonlySet<string>, folder: string): string | null {
  const left = readdirSync(folder)
    .filter((name) => !before.has(name))
    .sort();
  const wanted = [...(torture.leaves ?? [])].sort();
  return JSON.stringify(left) === JSON.stringify(wanted) ? null : `it leaves ${JSON.stringify(left)}`;
}
