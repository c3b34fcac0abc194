/**
 * Finds the encoding of a document: by byte order mark, as UTF-8 or UTF-16 by form, by what the document declares where its bytes agree,
 * and else by what Chinese and Western text looks like in bytes; chardet is asked where neither fits.
 *
 * Both GB2312 and Big5 sort their characters into a plane of common ones and one of rare ones, so text read in the right one falls into
 * the common plane nearly always, and text read in the wrong one rarely does.
 */

/** Bytes looked at: a guess needs no more. */
const SAMPLE = 65_536;
/** Declarations stand in the first bytes of a document. */
const HEAD = 2048;
const DECLARED = /<meta[^>]{1,200}charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]{1,200}encoding\s*=\s*["']([\w-]+)/i;
/** A guess of chardet below this confidence (of 100) is none. */
const CONFIDENCE = 30;
/** Share of common characters from which a text counts as Chinese, and the least a declared Chinese encoding needs. */
const CHINESE = { guessed: 0.7, declared: 0.4 };
/** A text may hold a NUL in so many bytes, and no other control characters. */
const FEW_NULS = 100;
/** A text with a larger share of bytes above ASCII is none of Western letters. */
const DENSE = 0.3;
/** For each damaged sequence, so many sound ones make a text UTF-8. */
const SOUND = 2;

/** Whether bytes are those of a binary file: NUL bytes near the start of what is no UTF-16 text and not a slip of the pen in a text. */
export function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8192);
  if (isUtf32(head)) return true;
  if (!head.includes(0) || byteOrderMark(head) || utf16(head)) return false;
  let nul = 0;
  for (const byte of head) {
    if (byte === 0) nul++;
    else if (byte < 0x20 && !(byte >= 9 && byte <= 13) && byte !== 0x1a && byte !== 0x1b) return true;
  }
  return nul * FEW_NULS > head.length;
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

/** Encoding a byte order mark stands for, or null. */
export function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Bytes of the byte order mark at the start. */
export const bomLength = (bytes: Uint8Array): number => {
  const encoding = byteOrderMark(bytes);
  return encoding === null ? 0 : encoding === 'utf-8' ? 3 : 2;
};

const isUtf32 = (bytes: Uint8Array) =>
  (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0 && bytes.length > 4) ||
  (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff);

/** Label of the encoding bytes are most likely in. A longer document may be given by its opening alone, cut anywhere. */
export async function detectEncoding(bytes: Uint8Array): Promise<string> {
  const mark = byteOrderMark(bytes);
  if (mark) return mark;
  const sample = bytes.subarray(0, SAMPLE);
  const wide = utf16(sample);
  if (wide && sample.includes(0)) return wide;
  const { sound, broken } = utf8Sequences(bytes);
  // Nothing but a sequence cut off at the end says nothing: it may be the last letter of `Café`.
  if (sound > broken * SOUND) return 'utf-8';
  if (wide) return wide;
  const stated = declared(bytes);
  const scores = { gb18030: commonShare(sample, 'gb18030'), big5: commonShare(sample, 'big5') };
  const western = westernShare(sample);
  const best = scores.big5 > scores.gb18030 ? 'big5' : 'gb18030';
  const chinese = scores[best] >= CHINESE.guessed && (scores[best] > western || highShare(sample) > DENSE);
  if (stated === 'gb18030' || stated === 'big5') {
    if (scores[stated] >= CHINESE.declared && scores[stated] + 0.25 >= scores[best]) return stated;
  } else if (stated && !(stated === 'windows-1252' && chinese)) return stated;
  if (chinese) return best;
  if (western >= CHINESE.guessed) return 'windows-1252';
  return (await guess(sample)) ?? (western >= scores[best] ? 'windows-1252' : best);
}

/**
 * UTF-16 without a mark, or null. Latin text has a NUL in every other byte; Chinese text is mostly characters of one plane on every other
 * place. Two letters of ASCII look like such a character too, so where no NUL helps a good part of the bytes must be above ASCII.
 */
function utf16(bytes: Uint8Array): string | null {
  const units = bytes.length >> 1;
  if (units < 2) return null;
  let little = 0;
  let big = 0;
  let high = 0;
  let nul = false;
  for (let i = 0; i < units * 2; i += 2) {
    little += likelyUnit(bytes[i + 1], bytes[i]);
    big += likelyUnit(bytes[i], bytes[i + 1]);
    high += (bytes[i] >> 7) + (bytes[i + 1] >> 7);
    nul ||= bytes[i] === 0 || bytes[i + 1] === 0;
  }
  if (little === big || Math.max(little, big) < 0.9 * units || (!nul && high < 0.4 * units)) return null;
  return little > big ? 'utf-16le' : 'utf-16be';
}

/** 1 for a unit of printable Latin, common Chinese or Chinese punctuation. */
function likelyUnit(high: number, low: number): number {
  if (high === 0) return low >= 0x20 || low === 9 || low === 10 || low === 13 ? 1 : 0;
  if (low === 0 && high < 0x80) return high === 0x4e || high === 0x30 ? 1 : 0;
  return (high >= 0x4e && high <= 0x9f) || high === 0x30 || high === 0x20 || high === 0xff || high === 1 ? 1 : 0;
}

/** Sequences of several bytes: sound UTF-8 ones, and bytes that are none. A sequence cut off at the end is neither. */
function utf8Sequences(bytes: Uint8Array): { sound: number; broken: number } {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { sound: 1, broken: 0 };
  } catch {
    let sound = 0;
    let broken = 0;
    for (let i = 0; i < bytes.length; i++) {
      const lead = bytes[i];
      if (lead < 0x80) continue;
      const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
      let n = 0;
      while (n < more && (bytes[i + n + 1] & 0xc0) === 0x80) n++;
      if (more > 0 && n === more) sound++;
      else if (i + n + 1 < bytes.length || more === 0) broken++;
      i += n;
    }
    return { sound, broken };
  }
}

/** What a page or an XML document says of itself, or null. UTF-8 and UTF-16 are known by their form, so a claim of them is void. */
function declared(bytes: Uint8Array): string | null {
  const match = DECLARED.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1'));
  const label = match?.[1] ?? match?.[2];
  if (!label || !isEncoding(label)) return null;
  const { encoding } = new TextDecoder(label);
  return encoding.startsWith('utf-') ? null : encoding === 'gbk' ? 'gb18030' : encoding;
}

/** Of the pairs of bytes above ASCII, the share that are common characters or punctuation; broken ones count against it. */
function commonShare(bytes: Uint8Array, encoding: 'gb18030' | 'big5'): number {
  let pairs = 0;
  let common = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i];
    if (lead < 0x80) continue;
    if (i + 1 >= bytes.length) break;
    const trail = bytes[i + 1];
    pairs++;
    if (trail < 0x30 || (trail < 0x40 && encoding === 'big5')) continue;
    i++;
    if (encoding === 'big5') {
      const sound = trail < 0x7f || trail > 0xa0;
      if (sound && lead >= 0xa1 && (lead <= 0xa2 || (lead >= 0xa4 && lead <= 0xc6))) common++;
    } else if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) common++;
  }
  return pairs === 0 ? 0 : common / pairs;
}

/** Of the bytes above ASCII, the share that are letters or quotes of Western text and stand alone among ASCII. */
function westernShare(bytes: Uint8Array): number {
  let high = 0;
  let western = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte < 0x80) continue;
    high++;
    const alone = !(bytes[i - 1] >= 0x80 || bytes[i + 1] >= 0x80);
    const mark =
      (byte >= 0x82 && byte <= 0x87) || byte === 0x80 || (byte >= 0x91 && byte <= 0x97) || (byte >= 0xa0 && byte <= 0xbf);
    const letter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7;
    if ((letter || mark) && (alone || mark || markAt(bytes, i - 1) || markAt(bytes, i + 1))) western++;
  }
  return high === 0 ? 0 : western / high;
}

function highShare(bytes: Uint8Array): number {
  let high = 0;
  for (const byte of bytes) high += byte >> 7;
  return high / bytes.length;
}

const markAt = (bytes: Uint8Array, i: number): boolean => {
  const byte = bytes[i];
  return byte === 0x84 || byte === 0x93 || byte === 0x94 || byte === 0x96 || byte === 0xab || byte === 0xbb || byte === 0xa0;
};

async function guess(bytes: Uint8Array): Promise<string | null> {
  // By its default export: bundled, a CommonJS module has no other.
  const { default: chardet } = await import('chardet');
  const best = chardet.analyse(bytes).find(({ name }) => isEncoding(name) && !name.startsWith('UTF-'));
  if (!best || best.confidence < CONFIDENCE) return null;
  const { encoding } = new TextDecoder(best.name);
  return encoding === 'gbk' ? 'gb18030' : encoding;
}
