/** Hostile cases: encodings. */
import type { Case } from './harness.ts';

/** Text of one line in encodings this runtime cannot write, as bytes. */
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const join = (...parts: (string | Uint8Array)[]) => Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part))));
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return Uint8Array.from(big ? bytes.swap16() : bytes);
};

/** 西门子在上海。 and 微軟在台北。 */
const SIEMENS = { gb18030: hex('cef7 c3c5 d7d3 d4da c9cf baa3 a1a3'), big5: hex('a6e8 aaf9 a46c a662 a457 aefc a143') };
const MICROSOFT = { big5: hex('b74c b36e a662 a578 a55f a143') };
const ROWS = ['company 西门子', 'city 上海'];
const TEXT = '西门子在上海。\n';
const GERMAN = 'Siemens wächst in München; für Köln hieß es: „nein“.\n';
const GERMAN_ROWS = ['company Siemens', 'city München', 'city Köln'];
/** As GERMAN, with the quotes of windows-1252. */
const GERMAN_1252 = join(latin1('Siemens wächst in München; für Köln hieß es: '), hex('84'), 'nein', hex('93'), '.\n');

const read = (name: string, bytes: Uint8Array | string, rows: readonly string[], more: Partial<Case> = {}): Case => ({
  name: `encoding: ${name}`,
  files: { 'a.txt': bytes },
  args: ['a.txt'],
  rows,
  ...more,
});

/** Rows with offsets in bytes must slice the file itself. */
const sliced = (name: string, bytes: Uint8Array, label: string, file = 'a.txt'): Case => ({
  name: `byte offsets: ${name}`,
  files: { [file]: bytes },
  args: ['--offsets', 'byte', '--columns', 'text,start,end', '--format', 'tsv', file],
  check: ({ stdout }) => {
    const rows = stdout.trim().split('\n').slice(1);
    if (rows.length === 0) return 'no rows';
    for (const row of rows) {
      const [text, start, end] = row.split('\t');
      const slice = new TextDecoder(label).decode(bytes.subarray(Number(start), Number(end)));
      if (slice !== text) return `${row}: the file has ${JSON.stringify(slice)} there`;
    }
    return null;
  },
});

export const ENCODINGS: readonly Case[] = [
  read('UTF-8', TEXT, ROWS, { stderr: '' }),
  read('UTF-8 with its mark', `\ufeff${TEXT}`, ROWS, { stderr: '' }),
  read('UTF-16 LE with its mark', utf16(`\ufeff${TEXT}`), ROWS, { stderr: '' }),
  read('UTF-16 BE with its mark', utf16(`\ufeff${TEXT}`, true), ROWS, { stderr: '' }),
  read('UTF-16 LE without a mark, Chinese', utf16(TEXT), ROWS, { stderr: '' }),
  read('UTF-16 BE without a mark, Chinese', utf16(TEXT, true), ROWS),
  read('UTF-16 LE without a mark, German', utf16(GERMAN), GERMAN_ROWS),
  read('UTF-16 BE without a mark, German', utf16(GERMAN, true), GERMAN_ROWS),
  read('GB18030', SIEMENS.gb18030, ROWS, { stderr: '' }),
  read('GB18030, long', join(...Array.from({ length: 50 }, () => join(SIEMENS.gb18030, '\n'))), Array(50).fill(ROWS).flat()),
  read('Big5', MICROSOFT.big5, ['company 微軟', 'city 台北'], { stderr: '' }),
  read('Big5 of simplified names', SIEMENS.big5, ['company 西門子', 'city 上海']),
  read('windows-1252', GERMAN_1252, GERMAN_ROWS, { stderr: '' }),
  read('ISO-8859-1', latin1('Siemens wächst in München; für Köln.\n'), GERMAN_ROWS, { stderr: '' }),
  read('stated on the command line', SIEMENS.gb18030, ROWS, { args: ['--encoding', 'gbk', 'a.txt'] }),
  read('gb2312 stated on the command line', SIEMENS.gb18030, ROWS, { args: ['--encoding', 'gb2312', 'a.txt'] }),
  read('stated wrongly on the command line', TEXT, [], { args: ['--encoding', 'latin1', 'a.txt'] }),
  read('a mark outweighs the command line', utf16(`\ufeff${TEXT}`), ROWS, { args: ['--encoding', 'big5', 'a.txt'] }),
  read('unknown on the command line', TEXT, [], { args: ['--encoding', 'nonsense', 'a.txt'], status: 2, stderr: /WHATWG/ }),
  ...[
    ['<meta charset>', '<meta charset="gb2312"><p>'],
    ['<meta http-equiv>', '<meta http-equiv="Content-Type" content="text/html; charset=gbk"><p>'],
  ].map(([name, head]) =>
    read(`declared by ${name}`, join(head, SIEMENS.gb18030), ROWS, { args: ['--input-format', 'html', 'a.txt'] }),
  ),
  read('declared by XML', join('<?xml version="1.0" encoding="GB18030"?><a>', SIEMENS.gb18030, '</a>'), ROWS),
  read('declared by XML, Big5', join('<?xml version="1.0" encoding="Big5"?><a>', MICROSOFT.big5, '</a>'), [
    'company 微軟',
    'city 台北',
  ]),
  read('declared wrongly: GB18030 said to be ISO-8859-1', join('<meta charset="iso-8859-1"><p>', SIEMENS.gb18030), ROWS),
  read('declared wrongly: GB18030 said to be UTF-8', join('<meta charset="utf-8"><p>', SIEMENS.gb18030), ROWS),
  read('declared wrongly: UTF-8 said to be GB2312', `<meta charset="gb2312"><p>${TEXT}`, ROWS),
  read('declared wrongly: UTF-8 said to be UTF-16', `<meta charset="utf-16"><p>${TEXT}`, ROWS),
  read('declared: an encoding nobody knows', `<meta charset="klingon"><p>${TEXT}`, ROWS),
  read('one bad byte', join('西门子', hex('ff'), '在上海'), ROWS, {
    stderr: /a\.txt: bytes that are not utf-8 were replaced, first at byte 9\n$/,
  }),
  read('many bad bytes, one warning', join('西门子在上海', ...Array(50).fill(join('。好好好好', hex('ff')))), ROWS, {
    check: ({ stderr }) => (stderr.trim().split('\n').length === 1 ? null : 'more than one warning'),
  }),
  read('a sequence cut off at the end', join('西门子在上海', hex('e4b8')), ROWS, { stderr: /first at byte 18/ }),
  read('an overlong form', join('西门子在上海', hex('c080')), ROWS, { stderr: /first at byte 18/ }),
  read('a surrogate in UTF-8', join('西门子在上海', hex('eda080'), '。'), ROWS, { stderr: /first at byte 18/ }),
  read('a lone surrogate in UTF-16', join(utf16('\ufeff西门子在上海'), hex('00d8'), utf16('。')), ROWS, {
    stderr: /first at byte 14/,
  }),
  read('an odd byte at the end of UTF-16', join(utf16('\ufeff西门子在上海'), hex('41')), ROWS, { stderr: /utf-16le/ }),
  read('U+FFFD itself is no bad byte', '西门子\ufffd在上海', ROWS, { stderr: '' }),
  read('bad bytes in GB18030', join(SIEMENS.gb18030, hex('ff'), SIEMENS.gb18030), [...ROWS, ...ROWS], {
    stderr: /not gb18030.*byte 14/,
  }),
  read('one NUL in a text', `西门子在上海。${'好'.repeat(100)}\0`, ROWS),
  read('a binary file is skipped in silence', hex('7f454c46 0201 0100 00000000'), [], { stderr: '' }),
  read('a binary file is said with -v', hex('7f454c46 0201 0100 00000000'), [], { args: ['-v', 'a.txt'], stderr: /binary/ }),
  read('UTF-32 is taken as binary', hex('fffe0000 31890000'), [], { args: ['-v', 'a.txt'], stderr: /binary/ }),
  read('a mark and nothing else', '\ufeff', [], { stderr: '' }),
  read('nothing but NUL', new Uint8Array(100), []),
  read('line ends of three kinds', '西门子\r\n上海\r西门子\n', ['company 西门子', 'city 上海', 'company 西门子']),
  read('ten million blanks', ' '.repeat(1e7), [], { within: { ms: 15_000 } }),
  sliced('UTF-8', join('中文 ', TEXT), 'utf-8'),
  sliced('UTF-8 with its mark', join('\ufeff', TEXT), 'utf-8'),
  sliced('UTF-16 LE', utf16(`\ufeff🙂${TEXT}`), 'utf-16le'),
  sliced('UTF-16 BE', utf16(`\ufeff🙂${TEXT}`, true), 'utf-16be'),
  sliced('GB18030', join('abc ', SIEMENS.gb18030), 'gb18030'),
  sliced('GB18030 of four bytes', join(SIEMENS.gb18030, hex('8130 8130'), SIEMENS.gb18030), 'gb18030'),
  sliced('Big5', MICROSOFT.big5, 'big5'),
  sliced('windows-1252', GERMAN_1252, 'iso-8859-15'),
  sliced('behind bad bytes', join('好', hex('ff'), '好', hex('e4b8'), TEXT), 'utf-8'),
  sliced('behind bad bytes, GB18030', join(SIEMENS.gb18030, hex('ff'), SIEMENS.gb18030), 'gb18030'),
  sliced('a large file in pieces', join('\ufeff', '好\n'.repeat(400_000), hex('ff'), TEXT), 'utf-8'),
];
