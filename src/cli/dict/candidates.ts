/** `extract dict candidates`: names that rules find and no dictionary lists, as rows ready to review and append to a dictionary. */
import { discover } from '../../input/discover.ts';
import { openFile } from '../../input/file.ts';
import { parseDocumentLine } from '../../input/jsonl.ts';
import type { Problem } from '../../input/problem.ts';
import { planTasks, type Task } from '../../input/tasks.ts';
import { createTools } from '../../jobs/tools.ts';
import type { Row, Source } from '../../model.ts';
import { TABLES } from '../../output/table.ts';
import { extract } from '../../pipeline.ts';
import { FORMAT_NAMES, formatOf } from '../../text/formats.ts';
import { Exit, UsageError } from '../exit.ts';
import { Messages } from '../messages.ts';
import type { RunOptions } from '../options.ts';
import { type Candidate, CandidateTable } from './candidate-table.ts';

const COLUMNS: readonly (keyof Candidate)[] = [
  'type',
  'en',
  'de',
  'zh',
  'aliases',
  'ambiguous',
  'mentions',
  'documents',
  'example',
];

/** @param least mentions a name needs; @returns text for standard output and the exit status */
export async function candidates(
  paths: readonly string[],
  options: RunOptions,
  least: number,
): Promise<{ text: string; status: number }> {
  if (paths.length === 0 && process.stdin.isTTY) throw new UsageError('no input: name files or directories, or pipe text in');
  const tools = await createTools(options);
  const messages = new Messages(options.verbosity, null);
  const names = new CandidateTable();
  const pipeline = { ...options, listedOnly: false, offsets: 'utf16' as const };
  const problem = (one: Problem) => messages.problem(one);
  for await (const task of planTasks(discover(paths.length > 0 ? paths : ['-'], options), {
    ...options,
    formatOf,
    formats: FORMAT_NAMES,
  }))
    for await (const source of sourcesOf(task, options, problem)) {
      try {
        const { rows } = await extract(source, tools, pipeline);
        for (const row of rows) if (isUnlisted(row)) names.add(row, source);
      } catch (error) {
        problem({ severity: 'failure', where: source.name, reason: `extract failed here: ${(error as Error).stack ?? error}` });
      }
    }
  const rows = names.rows().filter(({ mentions }) => mentions >= least) as unknown as Record<string, unknown>[];
  const table = TABLES[options.format ?? 'csv'];
  return {
    text: table.head(COLUMNS) + table.rows(rows, COLUMNS),
    status: messages.failures > 0 ? Exit.SOME_FAILED : Exit.DONE,
  };
}

const isUnlisted = (row: Row) => row.type !== 'date' && row.id === null && !row.source.startsWith('dictionary:');

/** The documents of a task, one by one: their text is needed for examples. */
async function* sourcesOf(task: Task, options: RunOptions, problem: (problem: Problem) => void): AsyncGenerator<Source> {
  if (task.kind === 'problem') problem(task.problem);
  else if (task.kind === 'source') yield task.source;
  else if (task.kind === 'files') {
    for (const path of task.paths) {
      const format = options.inputFormat === 'auto' ? null : options.inputFormat;
      const { source, problems } = await openFile(path, format, options.encoding);
      problems.forEach(problem);
      if (source) yield source;
    }
  } else {
    let line = task.first;
    for (const text of task.text.split('\n')) {
      const where = `${task.path}:${line++}`;
      if (text.trim() === '') continue;
      try {
        yield parseDocumentLine(text, FORMAT_NAMES);
      } catch (error) {
        problem({ severity: 'failure', where, reason: (error as Error).message });
      }
    }
  }
}
