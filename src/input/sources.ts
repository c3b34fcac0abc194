/** Opens what discovery found: each file becomes one source, each line of a JSONL file one. */

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Source } from '../model.ts';
import { decode, isBinary } from './decode.ts';
import { type Found, reasonOf } from './discover.ts';
import { parseDocumentLine } from './jsonl.ts';

export interface SourceOptions {
  /** Name of an input format, `jsonl`, or `auto`. */
  readonly inputFormat: string;
  readonly encoding: string | null;
  /** Names of the document formats, for messages. */
  readonly formats: readonly string[];
}

/** Something that was not read, or not wholly: `failure` sets the exit status, `warning` does not, `note` shows with -v. */
export interface Problem {
  readonly severity: 'failure' | 'warning' | 'note';
  /** Path, with `:line` where a line is meant. */
  readonly where: string;
  readonly reason: string;
}

export type Opened = { readonly source: Source } | { readonly problem: Problem };

const JSONL = /\.(?:jsonl|ndjson)$/i;

export async function* openSources(found: Iterable<Found>, options: SourceOptions): AsyncGenerator<Opened> {
  for (const { path, problem } of found) {
    if (problem !== undefined) yield { problem: { severity: 'failure', where: path, reason: problem } };
    else if (options.inputFormat === 'jsonl' || (options.inputFormat === 'auto' && JSONL.test(path)))
      yield* openLines(path, options);
    else yield* openFile(path, options);
  }
}

async function* openFile(path: string, options: SourceOptions): AsyncGenerator<Opened> {
  try {
    const bytes = path === '-' ? await readAll(process.stdin) : await readFile(path);
    if (isBinary(bytes)) {
      yield { problem: { severity: 'note', where: path, reason: 'skipped: a binary file' } };
      return;
    }
    const { text, encoding, invalidAt } = await decode(bytes, options.encoding);
    if (invalidAt >= 0)
      yield {
        problem: {
          severity: 'warning',
          where: path,
          reason: `bytes that are not ${encoding} were replaced, first at character ${invalidAt}`,
        },
      };
    const format = options.inputFormat === 'auto' ? null : options.inputFormat;
    yield {
      source: { name: path, text, origin: { utf16: 0, codepoint: 0, byte: 0, line: 0 }, format, date: null, language: null },
    };
  } catch (error) {
    yield { problem: { severity: 'failure', where: path, reason: reasonOf(error) } };
  }
}

async function* openLines(path: string, options: SourceOptions): AsyncGenerator<Opened> {
  const stream = path === '-' ? process.stdin : createReadStream(path);
  let number = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      number++;
      if (line.trim() === '') continue;
      try {
        yield { source: parseDocumentLine(number === 1 ? line.replace(/^\ufeff/, '') : line, options.formats) };
      } catch (error) {
        yield { problem: { severity: 'failure', where: `${path}:${number}`, reason: (error as Error).message } };
      }
    }
  } catch (error) {
    yield { problem: { severity: 'failure', where: path, reason: reasonOf(error) } };
  }
}

async function readAll(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
