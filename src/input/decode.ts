/** Turns bytes into text: by byte order mark, by what the document declares, as UTF-8, and only then by a guess. */

export interface Decoded {
  readonly text: string;
  /** WHATWG label of the encoding. */
  readonly encoding: string;
  /** Position of the first replaced byte sequence in the text, or -1. */
  readonly invalidAt: number;
}

const DECLARED = /<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]{1,200}encoding\s*=\s*["']([\w-]+)/i;
/** A guess below this confidence (of 100) is none: the text is read as UTF-8 and its bad bytes replaced. */
const CONFIDENCE = 30;

/** Whether bytes are those of a binary file: a NUL byte near the start of what is no UTF-16 text. */
export function isBinary(bytes: Uint8Array): boolean {
  if (byteOrderMark(bytes)) return false;
  return bytes.subarray(0, 8192).includes(0);
}

/** @param label a WHATWG encoding label, or null to find it out */
export async function decode(bytes: Uint8Array, label: string | null): Promise<Decoded> {
  const encoding = label ?? byteOrderMark(bytes) ?? (isUtf8(bytes) ? 'utf-8' : (declared(bytes) ?? (await guess(bytes))));
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, invalidAt: text.indexOf('\ufffd') };
}

/** Whether the runtime knows an encoding label. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function declared(bytes: Uint8Array): string | null {
  const match = DECLARED.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString('latin1'));
  const label = match?.[1] ?? match?.[2];
  return label && isEncoding(label) && !/^utf-?8$/i.test(label) ? label.toLowerCase() : null;
}

async function guess(bytes: Uint8Array): Promise<string> {
  // By its default export: bundled, a CommonJS module has no other.
  const { default: chardet } = await import('chardet');
  const best = chardet.analyse(bytes.subarray(0, 65_536)).find(({ name }) => isEncoding(name));
  return best && best.confidence >= CONFIDENCE ? best.name.toLowerCase() : 'utf-8';
}
