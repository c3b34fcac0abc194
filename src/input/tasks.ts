/**
 * Cuts the input into tasks of bounded size, which may run side by side: some small files, a piece of a large text, some lines of JSONL.
 * Task by task the output is that of the whole.
 */
import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Source } from '../model.ts';
import { WHOLE } from '../text/cut.ts';
import { containerOf } from './containers/container.ts';
import { decode, decodeStream, isBinary } from './decode.ts';
import { type Found, reasonOf } from './discover.ts';
import { bomLength } from './encoding.ts';
import { BINARY, encodingOf, openBytes, replacedWarning } from './file.ts';
import { cutPieces } from './pieces.ts';
import type { Problem } from './problem.ts';

export type Task =
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly bytes: number }
  | { readonly kind: 'source'; readonly source: Source; readonly bytes: number }
  /** `text` holds whole lines; `first` is the number of its first one. */
  | { readonly kind: 'lines'; readonly path: string; readonly first: number; readonly text: string; readonly bytes: number }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly bytes: 0 };

export interface InputOptions {
  /** Name of an input format, `jsonl`, or `auto`. */
  readonly inputFormat: string;
  readonly encoding: string | null;
  /** Name of the format of a source: by its name and content. */
  readonly formatOf: (source: { readonly name: string; readonly text: string; readonly format: string | null }) => string;
}

const JSONL = /\.(?:jsonl|ndjson)(?:\.gz)?$/i;
const GZIP = /\.gz$/i;
/** Bytes of a document that must be in memory whole (markup, PDF) at most. */
const LARGEST = 256 << 20;
/** Small files handed over at once. */
const BATCH = { files: 64, bytes: 1 << 20 };
/** Bytes read at once. */
const CHUNK = 1 << 18;
/** JSONL handed over at once, in characters. */
const LINES = 1 << 19;

export async function* planTasks(found: Iterable<Found>, options: InputOptions): AsyncGenerator<Task> {
  let paths: string[] = [];
  let bytes = 0;
  const batch = function* (): Generator<Task> {
    if (paths.length > 0) yield { kind: 'files', paths, bytes };
    paths = [];
    bytes = 0;
  };
  for (const file of found) {
    if (file.problem === undefined && !isLines(file.path, options) && !GZIP.test(file.path) && file.size <= WHOLE) {
      paths.push(file.path);
      bytes += file.size;
      if (paths.length >= BATCH.files || bytes >= BATCH.bytes) yield* batch();
      continue;
    }
    yield* batch();
    if (file.problem !== undefined) yield failure(file.path, file.problem);
    else yield* streamTasks(file.path, options);
  }
  yield* batch();
}

const failure = (where: string, reason: string): Task => ({
  kind: 'problem',
  problem: { severity: 'failure', where, reason },
  bytes: 0,
});
const isLines = (path: string, options: InputOptions) =>
  options.inputFormat === 'jsonl' || (options.inputFormat === 'auto' && JSONL.test(path));

async function* streamTasks(path: string, options: InputOptions): AsyncGenerator<Task> {
  try {
    const stream = openStream(path);
    if (isLines(path, options)) yield* lineTasks(path, stream, options);
    else yield* textTasks(path, stream, options);
  } catch (error) {
    yield failure(path, reasonOf(error));
  }
}

/** Bytes of a file or of standard input; gzip-ed ones unpacked as they come. */
function openStream(path: string): Readable {
  if (path === '-') return process.stdin;
  const file = createReadStream(path, { highWaterMark: CHUNK });
  if (!GZIP.test(path)) return file;
  const unpacked = createGunzip({ chunkSize: CHUNK });
  return pipeline(file, unpacked, () => {}); // what goes wrong is thrown where the stream is read
}

/** Lines of JSONL as they come: standard input is answered line by line, files in larger stretches. */
async function* lineTasks(path: string, stream: Readable, options: InputOptions): AsyncGenerator<Task> {
  const enough = path === '-' ? 0 : LINES;
  let pending: string[] = [];
  let size = 0;
  let first = 1;
  let invalidAt = -1;
  for await (const chunk of decodeStream(stream, options.encoding)) {
    if (invalidAt < 0 && chunk.invalidAt >= 0) {
      invalidAt = chunk.invalidAt;
      for (const problem of replacedWarning(path, chunk.encoding, invalidAt)) yield { kind: 'problem', problem, bytes: 0 };
    }
    const { text } = chunk;
    const feed = text.lastIndexOf('\n');
    if (feed < 0 || size + text.length < enough) {
      pending.push(text);
      size += text.length;
      continue;
    }
    const lines = pending.join('') + text.slice(0, feed + 1);
    yield { kind: 'lines', path, first, text: lines, bytes: Buffer.byteLength(lines) };
    first += countLines(lines);
    pending = [text.slice(feed + 1)];
    size = pending[0].length;
  }
  const rest = pending.join('');
  if (rest !== '') yield { kind: 'lines', path, first, text: rest, bytes: Buffer.byteLength(rest) };
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A stream of text: whole where it is short or markup, else in pieces. */
async function* textTasks(path: string, stream: Readable, options: InputOptions): AsyncGenerator<Task> {
  const format = options.inputFormat === 'auto' ? null : options.inputFormat;
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const head = await take(chunks, WHOLE);
  const ended = head.length <= WHOLE;
  const container = containerOf(path, head, format) !== null;
  if (!container && isBinary(head)) {
    stream.destroy();
    yield { kind: 'problem', problem: BINARY(path), bytes: 0 };
    return;
  }
  const opening = container ? null : await decode(trimmed(head, ended), options.encoding);
  if (ended || opening === null || options.formatOf({ name: path, text: opening.text, format }) !== 'text') {
    const rest = ended ? null : await take(chunks, LARGEST - head.length);
    if (rest && head.length + rest.length > LARGEST) {
      stream.destroy();
      yield failure(path, `too large to be read whole: more than ${LARGEST >> 20} MiB and no plain text`);
      return;
    }
    const whole = rest ? Buffer.concat([head, rest]) : head;
    const { source, problems } = await openBytes(path, whole, format, options.encoding);
    for (const problem of problems) yield { kind: 'problem', problem, bytes: 0 };
    if (source) yield { kind: 'source', source, bytes: whole.length };
    return;
  }
  yield* pieceTasks(path, head, chunks, opening.encoding);
}

async function* pieceTasks(path: string, head: Buffer, chunks: AsyncIterator<Buffer>, encoding: string): AsyncGenerator<Task> {
  let invalidAt = -1;
  const decoded = async function* () {
    for await (const chunk of decodeStream(headThenRest(head, chunks), encoding)) {
      if (invalidAt < 0) invalidAt = chunk.invalidAt;
      yield chunk;
    }
  };
  for await (const { text, origin, replaced } of cutPieces(decoded(), encoding, bomLength(head))) {
    const source = { name: path, text, origin, format: 'text', date: null, language: null, ...encodingOf(encoding), replaced };
    yield { kind: 'source', source, bytes: Buffer.byteLength(text) };
  }
  for (const problem of replacedWarning(path, encoding, invalidAt)) yield { kind: 'problem', problem, bytes: 0 };
}

async function* headThenRest(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** Bytes off a stream until there are more than `enough`, or it ends. */
async function take(chunks: AsyncIterator<Buffer>, enough: number): Promise<Buffer> {
  const taken: Buffer[] = [];
  let size = 0;
  while (size <= enough) {
    const { value, done } = await chunks.next();
    if (done) break;
    taken.push(value);
    size += value.length;
  }
  return Buffer.concat(taken);
}

/** The opening of a longer text, without a last line that may be cut inside a character. */
function trimmed(head: Buffer, ended: boolean): Buffer {
  const feed = ended ? -1 : head.lastIndexOf(10);
  return feed > 0 ? head.subarray(0, feed) : head;
}
