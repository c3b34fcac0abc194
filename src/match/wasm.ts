/**
 * Writes WebAssembly modules: as much of the binary format as the taggers need. Instructions are pieces of code that are put
 * one behind the other, operands first; opcodes are those of the WebAssembly specification, 2.0 (index of instructions).
 */

/** As much of the interface as is used here: TypeScript keeps it with that of browsers. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Functions };
};

/** Grows by pages of 2^16 bytes; `buffer` is another one afterwards. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): void;
}

export type Functions = Readonly<Record<string, (...values: number[]) => void>>;

const PAGE = 1 << 16;

/** Memory that only JavaScript can use. */
class PlainMemory implements Memory {
  buffer = new ArrayBuffer(0);

  grow(pages: number): void {
    const larger = new ArrayBuffer(this.buffer.byteLength + pages * PAGE);
    new Uint8Array(larger).set(new Uint8Array(this.buffer));
    this.buffer = larger;
  }
}

/**
 * Memory for the functions of a module. That of WebAssembly reserves gigabytes of addresses: where they are limited (`ulimit -v`) or
 * there is no WebAssembly (`node --jitless`), it is plain memory, and `instantiate` gives functions in JavaScript.
 */
export function createMemory(): Memory {
  try {
    return new WebAssembly.Memory({ initial: 0 });
  } catch {
    return new PlainMemory();
  }
}

/** Grows a memory to so many bytes. */
export function growTo(memory: Memory, bytes: number): void {
  const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (pages > 0) memory.grow(pages);
}

/** Bytes, in nested pieces. */
export type Code = readonly (number | Code)[];

/** A number in LEB128, seven bits a byte. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest < -64 || rest > 63; rest >>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest & 127];
}

const fourBytes = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
/** Alignment is a hint: none is promised. */
const memory = (offset: number): number[] => [0, ...unsigned(offset)];

/** Local variables by number, parameters first. */
export const get = (local: number): Code => [0x20, unsigned(local)];
export const set = (local: number): Code => [0x21, unsigned(local)];
export const tee = (local: number): Code => [0x22, unsigned(local)];

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  load: (offset: number): Code => [0x28, memory(offset)],
  loadShort: (offset: number): Code => [0x2f, memory(offset)],
  store: (offset: number): Code => [0x36, memory(offset)],
  isZero: [0x45],
  lessUnsigned: [0x49],
  trailingZeros: [0x68],
  add: [0x6a],
  mul: [0x6c],
  and: [0x71],
  or: [0x72],
  xor: [0x73],
  shiftLeft: [0x74],
  shiftRight: [0x76],
  /** The first of two, or where what stands behind them is 0 the second. */
  select: [0x1b],
} as const satisfies Record<string, Code | ((value: number) => Code)>;

/** Vectors of 128 bits. Shifts take their distance from the stack. */
export const v128 = {
  load: (offset: number): Code => [simd(0), memory(offset)],
  store: (offset: number): Code => [simd(11), memory(offset)],
  /** A number in all four lanes. */
  const: (value: number): Code => [simd(12), Array.from({ length: 4 }, () => fourBytes(value))],
  and: simd(78),
  or: simd(80),
  xor: simd(81),
  /** Bits of the first where the third has ones, else of the second. */
  bitselect: simd(82),
} as const;

export const i32x4 = {
  add: simd(174),
  sub: simd(177),
  mul: simd(181),
  max: simd(184),
  notEqual: simd(56),
  shiftLeft: simd(171),
  shiftRight: simd(173),
  /** A lane, as a number. */
  extract: (lane: number): Code => [simd(27), lane],
  /** A lane of a local variable in all four lanes. */
  spread: (local: number, lane: number): Code => [
    get(local),
    get(local),
    simd(13),
    Array.from({ length: 16 }, (_, byte) => lane * 4 + (byte % 4)),
  ],
  /** The first and the last four lanes of eight numbers of 16 bits. */
  extendLow: simd(167),
  extendHigh: simd(168),
} as const;

export const i16x8 = {
  const: (value: number): Code => v128.const((value << 16) | value),
  add: simd(142),
  equal: simd(45),
  /** The lowest bits of a number in all eight lanes. */
  spread: simd(16),
  /** The highest bit of each lane. */
  bits: simd(132),
  /** Eight signed bytes from memory. */
  loadBytes: (offset: number): Code => [simd(1), memory(offset)],
} as const;

/** Code that is run again as long as what it leaves on the stack is not 0. */
export const loop = (...code: Code): Code => [0x03, 0x40, code, 0x0d, 0, 0x0b];

/** Code that is run if what stands on the stack is not 0. */
export const when = (...code: Code): Code => [0x04, 0x40, code, 0x0b];

/** A function of numbers of 32 bits that gives nothing back. */
export interface Definition {
  readonly name: string;
  readonly parameters: number;
  /** Local variables behind the parameters: so many numbers, then so many vectors. */
  readonly numbers: number;
  readonly vectors: number;
  readonly code: Code;
  /** The same in JavaScript. */
  readonly plain: (...values: number[]) => void;
}

const I32 = 0x7f;
const V128 = 0x7b;

/** Functions that work on a memory, made ready to be called by name. */
export function instantiate(on: Memory, functions: readonly Definition[]): Functions {
  if (on instanceof PlainMemory) return Object.fromEntries(functions.map(({ name, plain }) => [name, plain]));
  const bytes: number[] = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const sized = (code: Code): Code => {
    const flat = flatten(code);
    return [unsigned(flat.length), flat];
  };
  const section = (id: number, entries: Code[]) => bytes.push(id, ...flatten(sized([unsigned(entries.length), entries])));
  const text = (name: string): Code => sized([...Buffer.from(name)]);
  section(
    1,
    functions.map(({ parameters }) => [0x60, unsigned(parameters), new Array(parameters).fill(I32), 0]),
  );
  section(2, [[text('on'), text('memory'), 2, 0, 0]]);
  section(
    3,
    functions.map((_, at) => unsigned(at)),
  );
  section(
    7,
    functions.map(({ name }, at) => [text(name), 0, unsigned(at)]),
  );
  section(
    10,
    functions.map(({ numbers, vectors, code }) => sized([2, unsigned(numbers), I32, unsigned(vectors), V128, code, 0x0b])),
  );
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes)), { on: { memory: on } }).exports;
}

function flatten(code: Code): number[] {
  const bytes: number[] = [];
  const add = (piece: Code) => {
    for (const part of piece)
      if (typeof part === 'number') bytes.push(part);
      else add(part);
  };
  add(code);
  return bytes;
}
