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
import { parseDocumentLine } from './jsonl.ts';
import { shownPath, systemPath } from './path.ts';
import { cutPieces } from './pieces.ts';
import type { Problem } from './problem.ts';

export type Task =
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly bytes: number }
  /** A source, or a piece of one: that of the file `path` which begins at `place`. */
  | {
      readonly kind: 'source';
      readonly source: Source;
      readonly path: string;
      readonly place: Place;
      /** Number of the JSONL line that begins here, if one does. */
      readonly line?: number;
      readonly bytes: number;
    }
  /** `text` holds whole lines; `first` is the number of its first one. */
  | { readonly kind: 'lines'; readonly path: string; readonly first: number; readonly text: string; readonly bytes: number }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly bytes: 0 };

/** Where a task begins in its file: the number of the JSONL line and the UTF-16 position in its document, or 0 and that in the text. */
export type Place = readonly [line: number, position: number];

export interface InputOptions {
  /** Name of an input format, `jsonl`, or `auto`. */
  readonly inputFormat: string;
  readonly encoding: string | null;
  /** Name of the format of a source: by its name and content. */
  readonly formatOf: (source: { readonly name: string; readonly text: string; readonly format: string | null }) => string;
  /** Names a JSONL document may state as its format. */
  readonly formats: readonly string[];
}

const JSONL = /\.(?:jsonl|ndjson)(?:\.gz)?$/i;
const GZIP = /\.gz$/i;
/** Bytes of a document that must be in memory whole (markup, PDF), and characters of a line of JSONL, at most. */
const LARGEST = 256 << 20;
/** Small files handed over at once. */
const BATCH = { files: 64, bytes: 1 << 20 };
/** Bytes read at once. */
const CHUNK = 1 << 18;
/** JSONL handed over at once, in characters. */
const LINES = 1 << 19;
/** Formats whose text may be cut between any two lines: a large one is, as it comes. */
const RUNNING_TEXT = ['text', 'paragraphs'];

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
const told = (problems: readonly Problem[]) => problems.map((problem): Task => ({ kind: 'problem', problem, bytes: 0 }));
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
  const file = createReadStream(systemPath(path), { highWaterMark: CHUNK });
  if (!GZIP.test(path)) return file;
  const unpacked = createGunzip({ chunkSize: CHUNK });
  return pipeline(file, unpacked, () => {}); // what goes wrong is thrown where the stream is read
}

/** Text gathered stretch by stretch; of more than LARGEST only the size is kept. */
class Gathered {
  private parts: string[] = [];
  size = 0;

  add(text: string): void {
    this.size += text.length;
    if (this.size <= LARGEST) this.parts.push(text);
    else this.parts = [];
  }

  take(): string {
    const text = this.parts.join('');
    this.parts = [];
    this.size = 0;
    return text;
  }
}

/** Lines of JSONL as they come: standard input is answered line by line, files in larger stretches, a long line by itself. */
async function* lineTasks(path: string, stream: Readable, options: InputOptions): AsyncGenerator<Task> {
  const enough = path === '-' ? 0 : LINES;
  const lines = new Gathered();
  // The last line, whose end is still to come.
  const line = new Gathered();
  let first = 1;
  let invalidAt = -1;
  const whole = function* (): Generator<Task> {
    if (lines.size === 0) return;
    const text = lines.take();
    yield { kind: 'lines', path, first, text, bytes: Buffer.byteLength(text) };
    first += countLines(text);
  };
  const long = async function* (): AsyncGenerator<Task> {
    yield* whole();
    yield* documentTasks(path, first++, line, options);
  };
  for await (const chunk of decodeStream(stream, options.encoding)) {
    if (invalidAt < 0 && chunk.invalidAt >= 0) {
      invalidAt = chunk.invalidAt;
      yield* told(replacedWarning(path, chunk.encoding, invalidAt));
    }
    let { text } = chunk;
    const feed = text.indexOf('\n');
    if (feed >= 0 && line.size + feed > WHOLE) {
      line.add(text.slice(0, feed));
      yield* long();
      text = text.slice(feed + 1);
    }
    const end = text.lastIndexOf('\n') + 1;
    if (end > 0) {
      lines.add(line.take());
      lines.add(text.slice(0, end));
      text = text.slice(end);
      if (lines.size >= enough) yield* whole();
    }
    line.add(text);
  }
  if (line.size > WHOLE) yield* long();
  else lines.add(line.take());
  yield* whole();
}

/** The document of a long line, in pieces where it is large: they may be worked on side by side. */
async function* documentTasks(path: string, number: number, line: Gathered, options: InputOptions): AsyncGenerator<Task> {
  const where = `${path}:${number}`;
  if (line.size > LARGEST) {
    line.take();
    yield failure(where, `too long to be read: more than ${LARGEST >> 20} Mi characters`);
    return;
  }
  const parse = (text: string) => (text.trim() === '' ? null : parseDocumentLine(text, options.formats));
  let source: Source | null;
  try {
    // The line is not kept here as well: it is as large as the document.
    source = parse(line.take());
  } catch (error) {
    yield failure(where, (error as Error).message);
    return;
  }
  if (source === null) return;
  for await (const piece of piecesOf(source, options)) {
    const { utf16 } = piece.origin;
    const bytes = Buffer.byteLength(piece.text);
    yield { kind: 'source', source: piece, path, place: [number, utf16], ...(utf16 === 0 ? { line: number } : {}), bytes };
  }
}

/** The pieces of a document that is running text and long; else the document itself. */
async function* piecesOf(source: Source, options: InputOptions): AsyncGenerator<Source> {
  const { text } = source;
  if (text.length <= WHOLE || !RUNNING_TEXT.includes(options.formatOf(source))) {
    yield source;
    return;
  }
  const whole = async function* () {
    yield { text, encoding: 'utf-8', replaced: [], invalidAt: -1 };
  };
  for await (const piece of cutPieces(whole(), 'utf-8', 0)) yield { ...source, ...piece };
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
  const found = opening && options.formatOf({ name: path, text: opening.text, format });
  if (ended || opening === null || found === null || !RUNNING_TEXT.includes(found)) {
    const rest = ended ? null : await take(chunks, LARGEST - head.length);
    if (rest && head.length + rest.length > LARGEST) {
      stream.destroy();
      yield failure(path, `too large to be read whole: more than ${LARGEST >> 20} MiB and no plain text`);
      return;
    }
    const whole = rest ? Buffer.concat([head, rest]) : head;
    const { source, problems } = await openBytes(path, whole, format, options.encoding);
    yield* told(problems);
    if (source) yield { kind: 'source', source, path, place: [0, 0], bytes: whole.length };
    return;
  }
  yield* pieceTasks(path, found, headThenRest(head, chunks), opening.encoding, bomLength(head));
}

async function* pieceTasks(
  path: string,
  format: string,
  chunks: AsyncIterable<Buffer>,
  encoding: string,
  mark: number,
): AsyncGenerator<Task> {
  const name = shownPath(path);
  let invalidAt = -1;
  const decoded = async function* () {
    for await (const chunk of decodeStream(chunks, encoding)) {
      if (invalidAt < 0) invalidAt = chunk.invalidAt;
      yield chunk;
    }
  };
  for await (const { text, origin, replaced } of cutPieces(decoded(), encoding, mark)) {
    const source = { name, text, origin, format, date: null, language: null, ...encodingOf(encoding), replaced };
    yield { kind: 'source', source, path, place: [0, origin.utf16], bytes: Buffer.byteLength(text) };
  }
  yield* told(replacedWarning(path, encoding, invalidAt));
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
