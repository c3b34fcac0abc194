/**
 * A trained tagger: labels, feature templates, transition scores and int8 weights, and the file they are kept in.
 *
 * File: the four bytes `XTAG`, the length of the header (uint32, little endian), the header as JSON padded with spaces to a
 * multiple of 8, then one int8 for each row and label (label 0, outside, is the zero the others are measured against).
 */
import { readFileSync } from 'node:fs';

export const FORMAT_VERSION = 1;
/** Positions a column holds before the start and behind the end of a sequence, so that templates may look over its edges. */
export const MARGIN = 4;
const MAX_PARTS = 4;

export interface TaggerHeader {
  readonly version: number;
  /** What evidence calls the tagger: `zh`. */
  readonly name: string;
  /** `O` first, then `B-person`, `I-person`, and with a type's `E-` and `S-` labels its last and only position. */
  readonly labels: readonly string[];
  /** Names of the attribute columns the language module gives, in order. */
  readonly columns: readonly string[];
  /** Features: each joins the values of some columns at some offsets, `["char@-1", "char@0"]`. */
  readonly templates: readonly (readonly string[])[];
  /** Features are hashed into 2^bits rows. */
  readonly bits: number;
  readonly seed: number;
  /** SHA-256 of every file the trainer read, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** A weight of 1 stands for 1/scale of the trainer's score. */
  readonly scale: number;
  /** `transitions[from][to]`, scaled like the weights; what the labels forbid is 0 and never used. */
  readonly transitions: readonly (readonly number[])[];
}

/** A template made ready: columns by number. */
export interface Template {
  readonly seed: number;
  readonly columns: readonly number[];
  readonly offsets: readonly number[];
}

export interface TaggerModel {
  readonly header: TaggerHeader;
  readonly templates: readonly Template[];
  /** Row-major: `weights[row * (labels - 1) + label - 1]`. */
  readonly weights: Int8Array;
}

/** Reads templates against the columns they name. Throws an Error naming the part that is wrong. */
export function readTemplates(columns: readonly string[], templates: readonly (readonly string[])[]): Template[] {
  return templates.map((parts, at) => {
    if (parts.length === 0 || parts.length > MAX_PARTS)
      throw new Error(`template ${at} has ${parts.length} parts, not 1 to ${MAX_PARTS}`);
    const read = parts.map((part) => {
      const [name, offset] = part.split('@');
      const column = columns.indexOf(name);
      if (column < 0 || !/^-?\d+$/.test(offset ?? '') || Math.abs(Number(offset)) > MARGIN) {
        throw new Error(
          `template ${at}: «${part}» is not column@offset with a listed column and an offset of -${MARGIN} to ${MARGIN}`,
        );
      }
      return { column, offset: Number(offset) };
    });
    return {
      seed: Math.imul(at + 1, 0x9e3779b1),
      columns: read.map((part) => part.column),
      offsets: read.map((part) => part.offset),
    };
  });
}

/** The bytes of a model file. */
export function writeModel(header: TaggerHeader, weights: Int8Array): Uint8Array {
  let json = Buffer.from(JSON.stringify(header));
  json = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const start = Buffer.from('XTAG\0\0\0\0', 'latin1');
  start.writeUInt32LE(json.length, 4);
  return Buffer.concat([start, json, new Uint8Array(weights.buffer, weights.byteOffset, weights.length)]);
}

/** Reads a model from the bytes of its file; the weights are a view of them. Throws an Error where they are no model. */
export function readModel(bytes: Uint8Array): TaggerModel {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 8 || view.toString('latin1', 0, 4) !== 'XTAG') throw new Error('not a tagger file');
  const weightsStart = 8 + view.readUInt32LE(4);
  const header: TaggerHeader = JSON.parse(view.toString('utf8', 8, weightsStart));
  if (header.version !== FORMAT_VERSION) throw new Error(`tagger file of version ${header.version}, not ${FORMAT_VERSION}`);
  const expected = (header.labels.length - 1) * 2 ** header.bits;
  if (bytes.length - weightsStart !== expected)
    throw new Error(`tagger file with ${bytes.length - weightsStart} weights, not ${expected}`);
  return {
    header,
    templates: readTemplates(header.columns, header.templates),
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + weightsStart, expected),
  };
}

/** Reads a model file. Throws an Error naming the file where it cannot be read or is no model. */
export function loadModel(path: string): TaggerModel {
  try {
    return readModel(readFileSync(path));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}
