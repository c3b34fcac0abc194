/** Everything that goes to standard error. */
import { shownPath } from '../input/path.ts';
import type { Problem } from '../input/problem.ts';
import type { Progress } from './progress.ts';

/** Ids remembered at most, so that memory stays bounded over any number of documents. */
const MOST_IDS = 200_000;

/** A message as a terminal may show it: names of files and what stands in them may hold anything, and nothing of it arrives raw. */
export const inert = (text: string): string =>
  shownPath(text).replace(/[^\P{Cc}\n]/gu, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);

export class Messages {
  private readonly ids = new Set<string>();
  failures = 0;

  /** @param verbosity -1 errors alone, 0 warnings too, 1 notes too */
  constructor(
    private readonly verbosity: number,
    private readonly progress: Progress | null = null,
  ) {}

  problem({ severity, where, reason }: Problem): void {
    if (severity === 'failure') this.failures++;
    if (severity === 'failure' || (severity === 'warning' && this.verbosity >= 0) || this.verbosity >= 1)
      this.say(`${where}: ${reason}`);
  }

  /** Warns of an id that stood before: its rows cannot be told apart. */
  seen(id: string, where: string): void {
    if (this.ids.has(id))
      this.problem({ severity: 'warning', where, reason: `"id" ${JSON.stringify(id)} stood before: rows of both carry it` });
    else if (this.ids.size < MOST_IDS) this.ids.add(id);
  }

  remark(text: string): void {
    if (this.verbosity >= 1) this.say(text);
  }

  private say(text: string): void {
    this.progress?.clear();
    process.stderr.write(`extract: ${inert(text).replaceAll('\n', '\\x0a')}\n`);
  }
}
