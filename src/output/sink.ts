/** Where the table goes: standard output with back-pressure, or a file that appears whole or not at all. */
import { randomBytes } from 'node:crypto';
import { createWriteStream, realpathSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface Sink {
  /** Resolves when more may be written. Rejects with EPIPE where the reader has gone. */
  write(text: string): Promise<void>;
  /** Everything is written. */
  close(): Promise<void>;
  /** Nothing is to be left behind. */
  abandon(): void;
  /** Resolves when what is under way has gone out, also after `abandon`. */
  settled?(): Promise<void>;
}

const writeTo = (stream: NodeJS.WritableStream, text: string) =>
  new Promise<void>((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

/** Control characters would move the cursor of a terminal, or worse; line feeds and tabs are part of a table. */
const forTerminal = (text: string) => text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd');

export function standardOutput(): Sink {
  process.stdout.on('error', () => {}); // the write that failed reports it
  let last: Promise<void> = Promise.resolve();
  let abandoned = false;
  return {
    write: (text) => {
      if (abandoned) return new Promise(() => {}); // nothing more is written: the process is about to end
      if (text !== '') last = writeTo(process.stdout, process.stdout.isTTY ? forTerminal(text) : text);
      return last;
    },
    close: async () => {},
    abandon: () => {
      abandoned = true;
    },
    // Rows under way go out whole, or the reader would get half a line.
    settled: () => last.catch(() => {}),
  };
}

/** Writes beside the file and renames at the end: a reader never sees half a table. A device or pipe is written to as it is. */
export async function outputFile(path: string): Promise<Sink> {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
  if (there && !there.isFile()) return intoStream(await opened(createWriteStream(path)));
  return besideAndRename(there ? realpathSync(path) : path);
}

async function besideAndRename(path: string): Promise<Sink> {
  // A name of its own: two runs may write one file, and the later one wins as a whole.
  const unique = `${process.pid}-${randomBytes(3).toString('hex')}`;
  const temporary = join(dirname(path), `.${basename(path).slice(0, 200)}.${unique}.part`);
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  const sink = intoStream(await opened(createWriteStream(temporary, { flags: 'wx', mode })));
  return {
    write: sink.write,
    close: async () => {
      await sink.close();
      await rename(temporary, path); // a full disk shows in what comes before, so the old file is still whole
    },
    abandon: () => {
      sink.abandon();
      rmSync(temporary, { force: true });
    },
  };
}

const opened = (stream: WriteStream) =>
  new Promise<WriteStream>((resolve, reject) => stream.once('open', () => resolve(stream)).once('error', reject));

const intoStream = (stream: WriteStream): Sink => ({
  write: (text) => (text === '' ? Promise.resolve() : writeTo(stream, text)),
  close: () => new Promise((resolve, reject) => stream.end((error?: Error | null) => (error ? reject(error) : resolve()))),
  abandon: () => stream.destroy(),
});
