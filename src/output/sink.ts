/** Where the table goes: standard output with back-pressure, or a file that appears whole or not at all. */
import { createWriteStream, rmSync, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface Sink {
  /** Resolves when more may be written. Rejects with EPIPE where the reader has gone. */
  write(text: string): Promise<void>;
  /** Everything is written. */
  close(): Promise<void>;
  /** Nothing is to be left behind. */
  abandon(): void;
}

const writeTo = (stream: NodeJS.WritableStream, text: string) =>
  new Promise<void>((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

export function standardOutput(): Sink {
  process.stdout.on('error', () => {}); // the write that failed reports it
  return {
    write: (text) => (text === '' ? Promise.resolve() : writeTo(process.stdout, text)),
    close: async () => {},
    abandon: () => {},
  };
}

/** Writes beside the file and renames at the end: a reader never sees half a table. */
export async function outputFile(path: string): Promise<Sink> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const stream: WriteStream = createWriteStream(temporary, { flags: 'wx' });
  await new Promise<void>((resolve, reject) => stream.once('open', () => resolve()).once('error', reject));
  const abandon = () => {
    stream.destroy();
    rmSync(temporary, { force: true });
  };
  return {
    write: (text) => (text === '' ? Promise.resolve() : writeTo(stream, text)),
    close: async () => {
      await new Promise<void>((resolve, reject) => stream.end((error?: Error | null) => (error ? reject(error) : resolve())));
      await rename(temporary, path);
    },
    abandon,
  };
}
