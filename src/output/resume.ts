/**
 * A table whose writing may be broken off at any moment and gone on with: `FILE.partial` holds the rows so far, `FILE.progress` says how
 * many of its bytes are settled and which inputs they stand for. Rows are written before the line that settles them, so what a killed run
 * left behind the last such line is cut off and done again: nothing is lost and nothing comes twice.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Sink } from './sink.ts';

/** A place in a file: numbers that grow from stretch to stretch, the first ones first (a line, a position in it). */
export type Place = readonly number[];

/** A stretch of input whose rows are written at once: whole files, or a stretch of one at a place. */
export type Stretch =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'part'; readonly path: string; readonly at: Place };

/** Why a run cannot be resumed, in words for the user. */
export class ResumeError extends Error {}

/** Settling costs a write to the disk: milliseconds between two. */
const INTERVAL = 200;

interface Part {
  readonly path: string;
  readonly at: Place;
  /** Size and time of change of the file: a changed one cannot be gone on with. */
  readonly state: string;
}

/** A line of FILE.progress. The first one is a Begin, each run adds a Run, each settling a Settled. */
type Line =
  | { readonly begin: string }
  | { readonly run: number; readonly since: string }
  | { readonly bytes: number; readonly failures: number; readonly files: readonly string[]; readonly part: Part | null }
  | { readonly finished: true };

interface State {
  readonly done: Set<string>;
  part: Part | null;
  bytes: number;
  failures: number;
  finished: boolean;
}

export class ResumableFile implements Sink {
  private files: string[] = [];
  private part: { path: string; at: Place } | null = null;
  private readonly underway: Stretch[] = [];
  private settledAt = Date.now();

  private constructor(
    private readonly path: string,
    private readonly table: FileHandle,
    private readonly progress: FileHandle,
    private readonly state: State,
    private readonly stateOf: (path: string) => string,
  ) {}

  /**
   * @param path where the table is to appear
   * @param settings what the rows depend on besides the input: a run with others is not gone on with
   * @param stateOf tells an input file from its changed self
   * Throws ResumeError, or the error of a file that cannot be written.
   */
  static async open(path: string, settings: string, stateOf: (path: string) => string): Promise<ResumableFile> {
    const fresh = (): State => ({ done: new Set(), part: null, bytes: 0, failures: 0, finished: false });
    let state = fresh();
    let lines = readLines(`${path}.progress`);
    for (const line of lines) apply(line, state);
    refuse(path, settings, lines, state, stateOf);
    const rows = statSync(`${path}.partial`, { throwIfNoEntry: false });
    if (lines.length > 0 && !state.finished && (!rows || rows.size < state.bytes)) {
      // Without its rows a record of progress says nothing.
      rmSync(`${path}.progress`);
      [state, lines] = [fresh(), []];
    }
    const progress = await open(`${path}.progress`, 'a');
    // A line that the end of the last run cut short must not swallow the next one.
    await progress.appendFile(lines.length > 0 ? '\n' : toLine({ begin: settings }));
    await progress.appendFile(toLine({ run: process.pid, since: startOf(process.pid) }));
    // Of two runs that begin at once at least the later one sees the other here, before it touches the rows.
    refuseOthers(path, readLines(`${path}.progress`));
    const table = await open(`${path}.partial`, 'a');
    if (!state.finished) await table.truncate(state.bytes);
    return new ResumableFile(path, table, progress, state, stateOf);
  }

  /** Nothing has been written yet: the head of the table is due. */
  get begins(): boolean {
    return this.state.bytes === 0;
  }
  /** An earlier run had written all rows. */
  get complete(): boolean {
    return this.state.finished;
  }
  /** Inputs that failed in earlier runs. */
  get failures(): number {
    return this.state.failures;
  }

  /** The files that are not done. */
  *pending<T extends { readonly path: string }>(found: Iterable<T>): Generator<T> {
    for (const file of found) if (!this.state.done.has(file.path)) yield file;
  }

  /** The tasks that are not done; each must be answered by `done`, in order. `stretchOf` gives null for tasks without rows. */
  async *remaining<T>(tasks: AsyncIterable<T>, stretchOf: (task: T) => Stretch | null): AsyncGenerator<T> {
    const { part } = this.state;
    for await (const task of tasks) {
      const stretch = stretchOf(task);
      if (part && stretch?.kind === 'part' && stretch.path === part.path && !isBehind(stretch.at, part.at)) continue;
      this.underway.push(stretch ?? { kind: 'files', paths: [] });
      yield task;
    }
  }

  async write(text: string): Promise<void> {
    if (text === '') return;
    await this.table.appendFile(text);
    this.state.bytes += Buffer.byteLength(text);
  }

  /** The rows of the next task are written. @param failures inputs that failed so far, earlier runs included */
  async done(failures: number): Promise<void> {
    const stretch = this.underway.shift();
    this.state.failures = failures;
    if (stretch?.kind === 'files') for (const path of stretch.paths) this.files.push(path);
    else if (stretch) {
      if (this.part && this.part.path !== stretch.path) this.files.push(this.part.path);
      this.part = stretch;
    }
    if (Date.now() - this.settledAt >= INTERVAL) await this.settle();
  }

  /** The table appears in its place. */
  async close(): Promise<void> {
    if (!this.complete) {
      await this.table.datasync();
      await this.progress.appendFile(toLine({ finished: true }));
    }
    await this.table.close();
    await this.progress.close();
    const rows = `${this.path}.partial`;
    if (this.complete && statSync(rows).size === 0)
      rmSync(rows); // the table was in its place already
    else renameSync(rows, this.path);
    rmSync(`${this.path}.progress`);
  }

  /** What is settled stays, to be gone on with. */
  abandon(): void {
    for (const file of [this.table, this.progress]) file.close().catch(() => {});
  }

  private async settle(): Promise<void> {
    const { bytes, failures } = this.state;
    const part = this.part && { ...this.part, state: this.stateOf(this.part.path) };
    await this.table.datasync();
    await this.progress.appendFile(toLine({ bytes, failures, files: this.files, part }));
    this.files = [];
    this.settledAt = Date.now();
  }
}

/** Whether a place comes behind another one. */
function isBehind(place: Place, other: Place): boolean {
  const differing = place.findIndex((number, i) => number !== other[i]);
  return differing >= 0 && place[differing] > other[differing];
}

const toLine = (line: Line): string => `${JSON.stringify(line)}\n`;

/** Lines of a record of progress; one that was cut short says nothing. */
function readLines(path: string): Line[] {
  if (!existsSync(path)) return [];
  const lines: Line[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    try {
      if (line !== '') lines.push(JSON.parse(line) as Line);
    } catch {}
  }
  return lines;
}

function apply(line: Line, state: State): void {
  if ('finished' in line) state.finished = true;
  else if ('bytes' in line) {
    for (const file of line.files) state.done.add(file);
    Object.assign(state, { bytes: line.bytes, failures: line.failures, part: line.part });
  }
}

/** Throws ResumeError where going on would mix two tables. */
function refuse(path: string, settings: string, lines: readonly Line[], state: State, stateOf: (path: string) => string): void {
  const first = lines.at(0);
  if (first && !('begin' in first && first.begin === settings))
    throw new ResumeError(`${path}.progress is of a run with other options or inputs: remove it to begin anew`);
  refuseOthers(path, lines);
  if (state.part && !state.finished && stateOf(state.part.path) !== state.part.state)
    throw new ResumeError(`${state.part.path} has changed since: remove ${path}.progress to begin anew`);
}

/** Throws ResumeError where another run is at work. */
function refuseOthers(path: string, lines: readonly Line[]): void {
  for (const line of lines)
    if ('run' in line && line.run !== process.pid && line.since !== '' && startOf(line.run) === line.since)
      throw new ResumeError(`process ${line.run} is writing ${path}: wait for it or stop it`);
}

/** When a process began, or '' where there is none or the system does not say: a number may be given again to another process. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    return '';
  }
}
