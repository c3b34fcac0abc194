/** Runs the pipeline over the inputs of a command line and writes the table. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { discover, reasonOf, stateOf } from '../input/discover.ts';
import { decodePath } from '../input/path.ts';
import { planTasks, type Task } from '../input/tasks.ts';
import { runTasks, type WorkerSetup } from '../jobs/pool.ts';
import { createTools } from '../jobs/tools.ts';
import { EntityTable } from '../output/entities.ts';
import { ResumableFile, ResumeError, type Stretch } from '../output/resume.ts';
import { outputFile, type Sink, standardOutput } from '../output/sink.ts';
import { type Table, tableNamed } from '../output/table.ts';
import { terminalTable } from '../output/terminal.ts';
import type { Tools } from '../pipeline.ts';
import { FORMAT_NAMES, formatOf } from '../text/formats.ts';
import { Exit, UsageError } from './exit.ts';
import { Messages } from './messages.ts';
import type { RunOptions } from './options.ts';
import { Progress } from './progress.ts';

/** What a disk or a device that takes no more answers. */
const UNWRITABLE = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS', 'EACCES', 'EPERM', 'ENOENT']);

/** @returns the exit status */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const inputs = inputPaths(paths, options);
  if (options.resume && inputs.includes('-'))
    throw new UsageError('--resume: standard input cannot be read again from where it was: name files or directories');
  // A wrong dictionary is said before anything is written.
  const tools = await createTools(options);
  const progress = showsProgress(options) ? new Progress(totalBytes(inputs, options)) : null;
  const messages = new Messages(options.verbosity, progress);
  const sink = await openSink(options, paths);
  const resumable = sink instanceof ResumableFile ? sink : null;
  messages.failures = resumable?.failures ?? 0;
  const interrupt = () => {
    sink.abandon();
    (sink.settled?.() ?? Promise.resolve()).then(() => process.exit(Exit.INTERRUPTED));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    if (!resumable?.complete) await writeTable(inputs, options, tools, sink, messages, progress);
    await sink.close();
  } catch (error) {
    sink.abandon();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return Exit.DONE; // the reader has had enough: `| head`
    if (UNWRITABLE.has(code ?? ''))
      throw new UsageError(`${options.output ?? 'standard output'}: cannot be written: ${reasonOf(error)}`);
    throw error;
  } finally {
    progress?.clear();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  return messages.failures > 0 ? Exit.SOME_FAILED : Exit.DONE;
}

async function writeTable(
  inputs: readonly string[],
  options: RunOptions,
  tools: Tools,
  sink: Sink,
  messages: Messages,
  progress: Progress | null,
): Promise<void> {
  const { columns } = options;
  const { table, name } = tableFor(options);
  const entities = options.table === 'entities' ? new EntityTable() : null;
  // Workers render the rows; the entities table and a terminal's layout need them here.
  const { types, language, referenceDate, listedOnly, offsets, explain, inputFormat, encoding, dictionaries, builtin, csvSafe } =
    options;
  const setup: WorkerSetup = {
    tools: { dictionaries, builtin },
    settings: {
      pipeline: { types, language, referenceDate, listedOnly, offsets, explain },
      inputFormat,
      encoding,
      table: entities ? null : name,
      columns,
      csvSafe,
    },
  };
  const resumable = sink instanceof ResumableFile ? sink : null;
  const found = discover(inputs, options);
  const planned = planTasks(resumable ? resumable.pending(found) : found, { ...options, formatOf, formats: FORMAT_NAMES });
  const tasks = resumable ? resumable.remaining(planned, stretchOf) : planned;
  if (resumable?.begins !== false) await sink.write(table.head(columns));
  for await (const result of runTasks(tasks, options.jobs, setup, tools)) {
    for (const problem of result.problems) messages.problem(problem);
    for (const remark of result.remarks) messages.remark(remark);
    for (const [id, where] of result.ids) messages.seen(id, where);
    if (entities) entities.add(result.rows);
    else await sink.write(name === null ? table.rows(result.rows as unknown as Record<string, unknown>[], columns) : result.text);
    await resumable?.done(messages.failures);
    progress?.add(result.documents, result.bytes);
  }
  if (entities) await sink.write(table.rows(entities.rows() as unknown as Record<string, unknown>[], columns));
}

/** Paths named on the command line and in --files-from; standard input where there are none and something is piped in. */
function inputPaths(paths: readonly string[], options: RunOptions): string[] {
  if (options.filesFrom !== null) {
    let list: string;
    try {
      // Names may be of any bytes.
      list = readFileSync(options.filesFrom === '-' ? 0 : options.filesFrom, 'latin1');
    } catch (error) {
      throw new UsageError(`--files-from ${options.filesFrom}: ${reasonOf(error)}`);
    }
    const listed = list.split(options.nul ? '\0' : /\r?\n/).filter((path) => path !== '');
    return [...paths, ...listed.map((path) => decodePath(Buffer.from(path, 'latin1')))];
  }
  if (paths.length > 0) return [...paths];
  if (process.stdin.isTTY)
    throw new UsageError('no input: name files or directories, or pipe text in (extract --help shows how)');
  return ['-'];
}

/** The table to write, and its name where workers can render it. */
function tableFor(options: RunOptions): { table: Table; name: string | null } {
  const forPeople = options.format === null && options.output === null && process.stdout.isTTY;
  if (forPeople) return { table: terminalTable(process.stdout.columns ?? 80), name: null };
  const name = options.format ?? 'csv';
  return { table: tableNamed(name, options.csvSafe), name };
}

async function openSink(options: RunOptions, paths: readonly string[]): Promise<Sink> {
  if (options.output === null) return standardOutput();
  try {
    return options.resume
      ? await ResumableFile.open(options.output, settingsOf(options, paths), stateOf)
      : await outputFile(options.output);
  } catch (error) {
    if (error instanceof ResumeError) throw new UsageError(`--resume: ${error.message}`);
    throw new UsageError(`--output ${options.output}: cannot be written: ${reasonOf(error)}`);
  }
}

/** What the rows of a run depend on, as one word: options and paths. Jobs and messages change no row. */
function settingsOf(options: RunOptions, paths: readonly string[]): string {
  const { jobs, progress, verbosity, types, ...others } = options;
  return createHash('sha256')
    .update(JSON.stringify([others, [...types], paths]))
    .digest('hex');
}

/** The input a task stands for, where it has rows. */
function stretchOf(task: Task): Stretch | null {
  if (task.kind === 'files') return { kind: 'files', paths: task.paths };
  if (task.kind === 'source') return { kind: 'part', path: task.path, at: task.place };
  return task.kind === 'lines' ? { kind: 'part', path: task.path, at: [task.first, 0] } : null;
}

/** Progress is for a person who watches standard error while the table goes elsewhere. */
function showsProgress(options: RunOptions): boolean {
  if (options.progress !== null) return options.progress;
  return Boolean(process.stderr.isTTY) && options.verbosity >= 0 && !(options.output === null && process.stdout.isTTY);
}

/** Bytes of all inputs, or null where nobody knows. */
function totalBytes(inputs: readonly string[], options: RunOptions): number | null {
  let total = 0;
  for (const file of discover(inputs, options)) if (file.problem === undefined) total += file.size;
  return Number.isNaN(total) ? null : total;
}
