/** A worker thread: does the tasks it is sent, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Task } from '../input/tasks.ts';
import { execute } from './execute.ts';
import type { WorkerSetup } from './pool.ts';
import { createTools } from './tools.ts';

const { tools: toolOptions, settings } = workerData as WorkerSetup;
const tools = await createTools(toolOptions);
let last: Promise<unknown> = Promise.resolve();

parentPort!.on('message', ({ id, task }: { id: number; task: Task }) => {
  last = last.then(async () => parentPort!.postMessage({ id, result: await execute(task, tools, settings) }));
});
