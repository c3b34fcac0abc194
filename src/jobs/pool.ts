/**
 * Runs tasks side by side and gives their results in the order of the tasks, so that the output is the same for any number of jobs.
 * Short work stays in this thread; workers join it once there is enough to make up for their start.
 */
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../dictionary/compiled.ts';
import type { Task } from '../input/tasks.ts';
import type { Tools } from '../pipeline.ts';
import { execute, type TaskResult, type TaskSettings } from './execute.ts';

/** What a worker needs to make its own tools. */
export interface ToolOptions {
  readonly dictionaries: readonly string[];
  readonly builtin: boolean;
}

export interface WorkerSetup {
  readonly tools: ToolOptions;
  readonly settings: TaskSettings;
}

/** Bytes after which workers pay. */
const WORTH_WORKERS = 4 << 20;
/** Tasks a worker has at most: one at work, the others waiting, since this thread hands out new ones only between its own. */
const AHEAD = 3;

/**
 * @param jobs threads at most, this one among them
 * @param tools those of this thread
 */
export async function* runTasks(
  tasks: AsyncIterator<Task>,
  jobs: number,
  setup: WorkerSetup,
  tools: Tools,
): AsyncGenerator<TaskResult> {
  let done = 0;
  for (let next = await tasks.next(); !next.done; next = await tasks.next()) {
    if (jobs > 1 && done + next.value.bytes > WORTH_WORKERS) {
      yield* sideBySide(next.value, tasks, jobs, setup, tools);
      return;
    }
    done += next.value.bytes;
    yield await execute(next.value, tools, setup.settings);
  }
}

/** A result that may not be there yet. */
interface Slot {
  result: TaskResult | null;
  readonly ready: Promise<unknown>;
}

async function* sideBySide(
  first: Task,
  tasks: AsyncIterator<Task>,
  jobs: number,
  setup: WorkerSetup,
  tools: Tools,
): AsyncGenerator<TaskResult> {
  const crew = Array.from({ length: jobs - 1 }, () => new Hand(setup));
  const underway: Slot[] = [];
  const begin = (coming: Promise<TaskResult>) => {
    const slot: Slot = {
      result: null,
      ready: coming.then((result) => {
        slot.result = result;
      }),
    };
    underway.push(slot);
    return slot.ready;
  };
  const take = async (): Promise<Task | null> => {
    const next = await tasks.next();
    return next.done ? null : next.value;
  };
  let task: Task | null = first;
  try {
    while (task !== null || underway.length > 0) {
      for (const hand of crew)
        while (task !== null && hand.load < AHEAD) {
          begin(hand.do(task));
          task = await take();
        }
      if (task !== null && underway.length < jobs * 2 * AHEAD) {
        await begin(execute(task, tools, setup.settings));
        task = await take();
        // What the workers have sent meanwhile comes in.
        await turn();
      } else await underway[0].ready;
      while (underway.length > 0 && underway[0].result !== null) yield underway.shift()!.result!;
    }
  } finally {
    for (const hand of crew) await hand.dismiss();
  }
}

/** A worker thread and the tasks it has. A thread that dies fails the task it was at; another is started for the next one. */
class Hand {
  load = 0;
  private worker: Worker | null;
  private readonly waiting = new Map<number, { task: Task; resolve: (result: TaskResult) => void }>();
  private counter = 0;

  constructor(private readonly setup: WorkerSetup) {
    this.worker = this.start();
  }

  do(task: Task): Promise<TaskResult> {
    const id = this.counter++;
    this.load++;
    return new Promise((resolve) => {
      this.waiting.set(id, { task, resolve });
      this.send(id, task);
    });
  }

  async dismiss(): Promise<void> {
    this.worker?.removeAllListeners();
    await this.worker?.terminate();
  }

  private send(id: number, task: Task): void {
    this.worker ??= this.start();
    this.worker.postMessage({ id, task });
  }

  private start(): Worker {
    const worker = new Worker(join(packageRoot, 'dist', 'worker.js'), { workerData: this.setup });
    worker.on('message', ({ id, result }: { id: number; result: TaskResult }) => this.settle(id, result));
    worker.on('error', (error) => this.lose(error));
    return worker;
  }

  private settle(id: number, result: TaskResult): void {
    const entry = this.waiting.get(id);
    this.waiting.delete(id);
    this.load--;
    entry?.resolve(result);
  }

  /** The first task waiting is the one that brought the thread down; the others are given to a new thread. */
  private lose(error: Error): void {
    const [culprit, ...others] = [...this.waiting];
    this.worker = null;
    if (culprit) {
      const [id, { task }] = culprit;
      const reason = `a worker thread ended here: ${error.message}`;
      const problems = namesOf(task).map((where) => ({ severity: 'failure' as const, where, reason }));
      this.settle(id, { text: '', rows: [], problems, remarks: [], documents: 0, bytes: task.bytes, ids: [] });
    }
    for (const [id, { task }] of others) this.send(id, task);
  }
}

function namesOf(task: Task): readonly string[] {
  if (task.kind === 'files') return task.paths;
  if (task.kind === 'source') return [task.source.name];
  return task.kind === 'lines' ? [`${task.path}:${task.first}`] : [];
}
