/** Opens a file that is read whole: one source, or the reason why there is none. */
import { readFile } from 'node:fs/promises';
import type { Origin, Source } from '../model.ts';
import { type Container, containerOf } from './containers/container.ts';
import { decode, isBinary } from './decode.ts';
import { reasonOf } from './discover.ts';
import { shownPath, systemPath } from './path.ts';
import type { Problem } from './problem.ts';

export interface Opened {
  readonly source: Source | null;
  readonly problems: readonly Problem[];
}

export const START: Origin = { utf16: 0, codepoint: 0, byte: 0, line: 0 };

/**
 * @param format name of an input format, or null to find it out
 * @param encoding a WHATWG label, or null to find it out
 */
export async function openFile(path: string, format: string | null, encoding: string | null): Promise<Opened> {
  try {
    return await openBytes(path, await readFile(systemPath(path)), format, encoding);
  } catch (error) {
    return { source: null, problems: [{ severity: 'failure', where: path, reason: reasonOf(error) }] };
  }
}

/** The source that bytes make. */
export async function openBytes(
  path: string,
  bytes: Uint8Array,
  format: string | null,
  encoding: string | null,
): Promise<Opened> {
  const container = containerOf(path, bytes, format);
  if (container) return openContainer(path, bytes, container);
  if (isBinary(bytes)) return { source: null, problems: [BINARY(path)] };
  const decoded = await decode(bytes, encoding);
  const { text, encoding: found, bomLength, replaced } = decoded;
  const origin = { ...START, byte: bomLength };
  const source = { name: shownPath(path), text, origin, format, date: null, language: null, ...encodingOf(found), replaced };
  return { source, problems: replacedWarning(path, found, decoded.invalidAt) };
}

export const BINARY = (path: string): Problem => ({ severity: 'note', where: path, reason: 'skipped: a binary file' });

/** The source a PDF, a DOCX or a mail makes: its text, in which offsets count. */
async function openContainer(path: string, bytes: Uint8Array, container: Container): Promise<Opened> {
  const unpack = await container.load();
  const { text, format, date, warnings } = await unpack(bytes);
  return {
    source: { name: shownPath(path), text, origin: START, format, date, language: null },
    problems: warnings.map((reason) => ({ severity: 'warning', where: path, reason })),
  };
}

/** What a source says of its encoding: nothing where it is UTF-8. */
export const encodingOf = (encoding: string): { encoding?: string } => (encoding === 'utf-8' ? {} : { encoding });

/** The warning that bytes were replaced, where some were. @param byte offset of the first ones in the file, or -1 */
export const replacedWarning = (path: string, encoding: string, byte: number): Problem[] =>
  byte < 0
    ? []
    : [{ severity: 'warning', where: path, reason: `bytes that are not ${encoding} were replaced, first at byte ${byte}` }];
