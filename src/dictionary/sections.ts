/** A file of typed arrays behind a JSON header: written at build time, read at start-up as views of one buffer, without copying. */

type TypedArray = Uint8Array | Uint16Array | Int32Array | Uint32Array;
const TYPES = { Uint8Array, Uint16Array, Int32Array, Uint32Array } as const;
type TypeName = keyof typeof TYPES;

interface Header {
  readonly meta: unknown;
  readonly sections: Readonly<Record<string, { type: TypeName; offset: number; length: number }>>;
}

const PREFIX = 8;
const align = (n: number) => (n + 7) & ~7;

/** Bytes of a section file. Numbers are in the byte order of this machine: the file is a build product, not an exchange format. */
export function packSections(meta: unknown, sections: Readonly<Record<string, TypedArray>>): Uint8Array<ArrayBuffer> {
  const entries: Record<string, { type: TypeName; offset: number; length: number }> = {};
  let offset = 0;
  for (const [name, array] of Object.entries(sections)) {
    entries[name] = { type: array.constructor.name as TypeName, offset, length: array.length };
    offset += align(array.byteLength);
  }
  const header = Buffer.from(JSON.stringify({ meta, sections: entries } satisfies Header));
  const start = align(PREFIX + header.length);
  const bytes = new Uint8Array(start + offset);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  new DataView(bytes.buffer).setUint32(4, start, true);
  bytes.set(header, PREFIX);
  for (const [name, array] of Object.entries(sections))
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + entries[name].offset);
  return bytes;
}

/** A section file that is open: `read` gives a view of a section. */
export interface Sections {
  readonly meta: unknown;
  readonly read: <T extends TypedArray>(name: string) => T;
}

export function openSections(bytes: Uint8Array<ArrayBuffer>): Sections {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const view = new DataView(aligned.buffer, aligned.byteOffset);
  const headerLength = view.getUint32(0, true);
  const start = aligned.byteOffset + view.getUint32(4, true);
  const header = JSON.parse(Buffer.from(aligned.buffer, aligned.byteOffset + PREFIX, headerLength).toString()) as Header;
  return {
    meta: header.meta,
    read: <T extends TypedArray>(name: string) => {
      const section = header.sections[name];
      return new TYPES[section.type](aligned.buffer, start + section.offset, section.length) as unknown as T;
    },
  };
}
