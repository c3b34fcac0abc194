/** Files a trainer reads: found by their base names among those given on the command line, each with its SHA-256. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

export class Inputs {
  private readonly hashes: Record<string, string> = {};
  constructor(private readonly paths: readonly string[]) {}

  /** Text of the input of that base name, unpacked where it is packed. Throws an Error where none is given. */
  text(name: string): string {
    const path = this.paths.find((candidate) => basename(candidate) === name);
    if (path === undefined) throw new Error(`needs an input named ${name}`);
    return this.read(path, name);
  }

  /** Text of a file of the project, which is an input too. */
  read(path: string, name: string): string {
    const bytes = readFileSync(path);
    this.note(name, bytes);
    if (path.endsWith('.xz')) return execFileSync('xz', ['-dc', path], { maxBuffer: 2 ** 30 }).toString();
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  }

  /** Counts bytes made from files of the project among the inputs. */
  note(name: string, bytes: Uint8Array): void {
    this.hashes[name] = createHash('sha256').update(bytes).digest('hex');
  }

  /** SHA-256 of every file read so far, by name. */
  get sha256(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  lines(name: string): string[] {
    return this.text(name)
      .split(/\r?\n/)
      .filter((line) => line !== '');
  }
}
