/** Runs the pipeline over the inputs of a command line and writes the table. */
import { readFileSync } from 'node:fs';
import { discover } from '../input/discover.ts';
import { openSources } from '../input/sources.ts';
import { EntityTable } from '../output/entities.ts';
import { outputFile, type Sink, standardOutput } from '../output/sink.ts';
import { TABLES, type Table } from '../output/table.ts';
import { terminalTable } from '../output/terminal.ts';
import { extract } from '../pipeline.ts';
import { FORMATS } from '../text/formats.ts';
import { Exit, UsageError } from './exit.ts';
import { Messages } from './messages.ts';
import type { RunOptions } from './options.ts';
import { createTools } from './tools.ts';

/** Rows are written in batches of this many: a write costs more than a row. */
const BATCH = 1000;

/** @returns the exit status */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const inputs = inputPaths(paths, options);
  const tools = createTools(options);
  const messages = new Messages(options.verbosity);
  const table = tableFor(options);
  const sink = await openSink(options);
  const interrupt = () => {
    sink.abandon();
    process.exit(Exit.INTERRUPTED);
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await writeTable(inputs, options, tools, table, sink, messages);
    await sink.close();
  } catch (error) {
    sink.abandon();
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return Exit.DONE; // the reader has had enough: `| head`
    throw error;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  return messages.failures > 0 ? Exit.SOME_FAILED : Exit.DONE;
}

async function writeTable(
  inputs: readonly string[],
  options: RunOptions,
  tools: ReturnType<typeof createTools>,
  table: Table,
  sink: Sink,
  messages: Messages,
): Promise<void> {
  const columns = options.columns!;
  const entities = options.table === 'entities' ? new EntityTable() : null;
  let batch: Readonly<Record<string, unknown>>[] = [];
  const flush = async () => {
    await sink.write(table.rows(batch, columns));
    batch = [];
  };
  await sink.write(table.head(columns));
  // A filter of lines answers each line at once; files are answered in batches.
  const lineFilter = options.inputFormat === 'jsonl' && inputs.includes('-');
  const sources = openSources(discover(inputs, options), { ...options, formats: FORMATS.map((format) => format.name) });
  for await (const opened of sources) {
    if ('problem' in opened) {
      messages.problem(opened.problem);
      continue;
    }
    const { rows, remarks } = await extract(opened.source, tools, options);
    for (const remark of remarks) messages.remark(remark);
    if (entities) entities.add(rows);
    else for (const row of rows) batch.push(row as unknown as Record<string, unknown>);
    if (batch.length >= BATCH || (lineFilter && batch.length > 0)) await flush();
  }
  if (entities) batch = entities.rows() as unknown as Record<string, unknown>[];
  await flush();
}

/** Paths named on the command line and in --files-from; standard input where there are none and something is piped in. */
function inputPaths(paths: readonly string[], options: RunOptions): string[] {
  const named = [...paths];
  if (options.filesFrom !== null) {
    let list: string;
    try {
      list = readFileSync(options.filesFrom === '-' ? 0 : options.filesFrom, 'utf8');
    } catch (error) {
      throw new UsageError(
        `--files-from ${options.filesFrom}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`,
      );
    }
    named.push(...list.split(options.nul ? '\0' : /\r?\n/).filter((path) => path !== ''));
  } else if (named.length === 0) {
    if (process.stdin.isTTY)
      throw new UsageError('no input: name files or directories, or pipe text in (extract --help shows how)');
    named.push('-');
  }
  return named;
}

function tableFor(options: RunOptions): Table {
  if (options.format) return TABLES[options.format];
  return options.output === null && process.stdout.isTTY ? terminalTable(process.stdout.columns ?? 80) : TABLES.csv;
}

async function openSink(options: RunOptions): Promise<Sink> {
  if (options.output === null) return standardOutput();
  try {
    return await outputFile(options.output);
  } catch (error) {
    throw new UsageError(`--output ${options.output}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
