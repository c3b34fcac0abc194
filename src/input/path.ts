/**
 * Paths as strings, whatever bytes a file system allows in a name: bytes that are no UTF-8 stand as lone surrogates
 * (U+DC80 to U+DCFF, as in PEP 383), which no name holds, so that the bytes can be had back.
 */
import { readFileSync } from 'node:fs';

const LOSSY = '\ufffd';
const ESCAPED = /[\udc80-\udcff]/u;

/** A path of the file system as a string. */
export function decodePath(bytes: Buffer): string {
  const text = bytes.toString();
  if (!text.includes(LOSSY)) return text;
  let path = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at];
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const sequence = bytes.subarray(at, at + length);
    const character = sequence.toString();
    const sound = Buffer.from(character).equals(sequence);
    path += sound ? character : String.fromCharCode(0xdc00 + lead);
    at += sound ? length : 1;
  }
  return path;
}

/** What the file system is to be asked for. */
export function systemPath(path: string): string | Buffer {
  if (!ESCAPED.test(path)) return path;
  return Buffer.concat(Array.from(path, (c) => (ESCAPED.test(c) ? Buffer.of(c.charCodeAt(0) - 0xdc00) : Buffer.from(c))));
}

/** How a path is shown: bytes that are no UTF-8 as `\xff`. */
export const shownPath = (path: string): string =>
  path.replace(/[\udc80-\udcff]/gu, (c) => `\\x${(c.charCodeAt(0) - 0xdc00).toString(16)}`);

/** Arguments of the command line as paths: the runtime replaces bytes that are no UTF-8, the system still has them. */
export function systemArguments(args: readonly string[]): string[] {
  if (!args.some((argument) => argument.includes(LOSSY))) return [...args];
  try {
    const all = readFileSync('/proc/self/cmdline').toString('latin1').split('\0').slice(0, -1);
    const raw = all.slice(all.length - args.length).map((argument) => Buffer.from(argument, 'latin1'));
    return args.map((argument, i) => (raw[i]?.toString() === argument ? decodePath(raw[i]) : argument));
  } catch {
    return [...args]; // no system that shows them
  }
}
