/** Does one task: reads what it names, extracts, and renders the rows, in this thread. */
import { openFile } from '../input/file.ts';
import { parseDocumentLine } from '../input/jsonl.ts';
import type { Problem } from '../input/problem.ts';
import type { Task } from '../input/tasks.ts';
import type { Row, Source } from '../model.ts';
import { tableNamed } from '../output/table.ts';
import { extract, type PipelineOptions, type Tools } from '../pipeline.ts';
import { FORMAT_NAMES } from '../text/formats.ts';

/** What a task is done with: plain data, so that it may cross to a worker. */
export interface TaskSettings {
  readonly pipeline: PipelineOptions;
  readonly inputFormat: string;
  readonly encoding: string | null;
  /** Name of the table to render, or null where the rows themselves are wanted. */
  readonly table: string | null;
  readonly columns: readonly string[];
  /** Cells that a spreadsheet would run are made inert. */
  readonly csvSafe: boolean;
}

export interface TaskResult {
  /** Rendered rows, or '' where the rows themselves are wanted. */
  readonly text: string;
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
  readonly remarks: readonly string[];
  readonly documents: number;
  readonly bytes: number;
  /** Ids of JSONL documents with their places, `path:line`: whether one stands twice only the whole run can tell. */
  readonly ids: readonly (readonly [id: string, where: string])[];
}

/** Never throws: what goes wrong with a document is a problem of that document. */
export async function execute(task: Task, tools: Tools, settings: TaskSettings): Promise<TaskResult> {
  const rows: Row[] = [];
  const problems: Problem[] = [];
  const remarks: string[] = [];
  const ids: [string, string][] = [];
  let documents = 0;
  const add = async (source: Source) => {
    documents++;
    try {
      const extraction = await extract(source, tools, settings.pipeline);
      for (const row of extraction.rows) rows.push(row);
      for (const remark of extraction.remarks) remarks.push(remark);
    } catch (error) {
      problems.push({
        severity: 'failure',
        where: source.name,
        reason: `extract failed here, a fault worth reporting: ${(error as Error).message}`,
      });
    }
  };
  if (task.kind === 'problem') problems.push(task.problem);
  else if (task.kind === 'source') {
    if (task.line) ids.push([task.source.name, `${task.path}:${task.line}`]);
    await add(task.source);
  } else if (task.kind === 'files') {
    const format = settings.inputFormat === 'auto' ? null : settings.inputFormat;
    for (const path of task.paths) {
      const opened = await openFile(path, format, settings.encoding);
      problems.push(...opened.problems);
      if (opened.source) await add(opened.source);
    }
  } else
    for (const { source, where } of documentsOf(task, problems)) {
      ids.push([source.name, where]);
      await add(source);
    }
  const text =
    settings.table === null
      ? ''
      : tableNamed(settings.table, settings.csvSafe).rows(rows as unknown as Record<string, unknown>[], settings.columns);
  return { text, rows: settings.table === null ? rows : [], problems, remarks, documents, bytes: task.bytes, ids };
}

/** The documents of a stretch of JSONL; what is wrong with a line goes to `problems`. */
function* documentsOf(task: Extract<Task, { kind: 'lines' }>, problems: Problem[]): Generator<{ source: Source; where: string }> {
  let number = task.first;
  for (const line of task.text.split('\n')) {
    const where = `${task.path}:${number++}`;
    if (line.trim() === '') continue;
    try {
      yield { source: parseDocumentLine(line, FORMAT_NAMES), where };
    } catch (error) {
      problems.push({ severity: 'failure', where, reason: (error as Error).message });
    }
  }
}
