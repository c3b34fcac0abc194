/** Hostile cases: files and directories, JSONL. */
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Case } from './harness.ts';

const ROWS = ['company 西门子', 'city 上海'];
const TEXT = '西门子在上海。\n';
const TWICE = [...ROWS, ...ROWS];
const HEAD = '--columns type,text -f tsv --listed-only';
const TABLE = 'type\ttext\ncompany\t西门子\ncity\t上海\n';
/** For cases of permission: a superuser may read anything, so $NOBODY runs the program as somebody else. */
const AS_NOBODY = 'chmod -R a+rX .; [ $(id -u) != 0 ] || NOBODY="setpriv --reuid=65534 --regid=65534 --clear-groups";';

const lines = (name: string, stdin: string | Uint8Array, rows: readonly string[], more: Partial<Case> = {}): Case => ({
  name: `JSONL: ${name}`,
  args: ['--input-format', 'jsonl', '-'],
  stdin,
  rows,
  ...more,
});
const line = (id: unknown, text: unknown = TEXT) => `${JSON.stringify({ id, text })}\n`;

export const INPUTS: readonly Case[] = [
  { name: 'files: none such', args: ['none.txt'], rows: [], status: 1, stderr: /none\.txt: no such file/ },
  { name: 'files: one missing, the rest goes on', files: { 'a.txt': TEXT }, args: ['none.txt', 'a.txt'], rows: ROWS, status: 1 },
  { name: 'files: a name that is a path through a file', files: { 'a.txt': TEXT }, args: ['a.txt/b'], rows: [], status: 1 },
  { name: 'files: empty', files: { 'a.txt': '' }, args: ['a.txt'], rows: [], stderr: '' },
  { name: 'files: an empty directory', prepare: (folder) => mkdirSync(join(folder, 'd')), args: ['d'], rows: [], stderr: '' },
  { name: 'files: given twice', files: { 'a.txt': TEXT }, args: ['a.txt', './a.txt', 'a.txt'], rows: ROWS },
  { name: 'files: given and in its directory', files: { 'd/a.txt': TEXT }, args: ['d/a.txt', 'd', 'd/'], rows: ROWS },
  {
    name: 'files: a hard link is the same file',
    files: { 'a.txt': TEXT },
    prepare: (f) => linkSync(join(f, 'a.txt'), join(f, 'b.txt')),
    args: ['.'],
    rows: ROWS,
  },
  {
    name: 'files: a symbolic link is the same file',
    files: { 'a.txt': TEXT },
    prepare: (f) => symlinkSync('a.txt', join(f, 'b.txt')),
    args: ['.'],
    rows: ROWS,
  },
  {
    name: 'files: a link to itself',
    prepare: (f) => symlinkSync('l', join(f, 'l')),
    args: ['l'],
    rows: [],
    status: 1,
    stderr: /loop of symbolic links/,
  },
  {
    name: 'files: a link to nothing',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => symlinkSync('none', join(f, 'd', 'l')),
    args: ['d'],
    rows: ROWS,
    status: 1,
  },
  {
    name: 'files: a directory that leads back',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => symlinkSync('..', join(f, 'd', 'up')),
    args: ['d'],
    rows: ROWS,
    status: 1,
    stderr: /directory loop/,
  },
  {
    name: 'files: two directories that lead to each other',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => {
      mkdirSync(join(f, 'e'));
      symlinkSync('../e', join(f, 'd', 'e'));
      symlinkSync('../d', join(f, 'e', 'd'));
    },
    args: ['d'],
    rows: ROWS,
    status: 1,
  },
  { name: 'files: a line feed in a name', files: { 'a\nb.txt': TEXT }, args: ['a\nb.txt'], rows: ROWS },
  {
    name: 'files: escapes in a name do not reach the terminal',
    args: ['a\x1b[31m.txt'],
    rows: [],
    status: 1,
    stderr: /a\\x1b\[31m\.txt/,
  },
  {
    name: 'files: quotes and commas in a name',
    files: { 'a",\'b.txt': TEXT },
    args: ['--columns', 'document', '-t', 'city', 'a",\'b.txt'],
    stdout: 'document\n"a"",\'b.txt"\n',
  },
  { name: 'files: a dash before a name', files: { '-a.txt': TEXT }, args: ['--', '-a.txt'], rows: ROWS },
  {
    name: 'files: a name that is no UTF-8',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => writeFileSync(Buffer.concat([Buffer.from(join(f, 'd/x')), Buffer.from([0xff])]), TEXT),
    args: ['--columns', 'document', '-t', 'city', 'd'],
    stdout: 'document\nd/a.txt\nd/x\\xff\n',
    stderr: '',
  },
  {
    name: 'files: a name that is no UTF-8, on the command line',
    prepare: (f) => writeFileSync(Buffer.concat([Buffer.from(join(f, 'x')), Buffer.from([0xff])]), TEXT),
    command: `$EXTRACT ${HEAD} "$(printf 'x\\377')"`,
    stdout: TABLE,
  },
  {
    name: 'files: a list of names that are no UTF-8',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => writeFileSync(Buffer.concat([Buffer.from(join(f, 'd/x')), Buffer.from([0xff])]), ''),
    command: `find d -type f -print0 | $EXTRACT ${HEAD} --files-from - -0`,
    stdout: TABLE,
    stderr: '',
  },
  {
    name: 'files: without permission',
    files: { 'd/a.txt': TEXT, 'd/b.txt': TEXT },
    command: `${AS_NOBODY} chmod 000 d/a.txt; $NOBODY $EXTRACT ${HEAD} d`,
    stdout: TABLE,
    status: 1,
    stderr: /^extract: d\/a\.txt: permission denied\n$/,
  },
  {
    name: 'files: a directory without permission',
    files: { 'd/closed/a.txt': TEXT, 'd/z.txt': TEXT },
    command: `${AS_NOBODY} chmod 000 d/closed; $NOBODY $EXTRACT ${HEAD} d; s=$?; chmod 755 d/closed; exit $s`,
    stdout: TABLE,
    status: 1,
    stderr: /^extract: d\/closed: permission denied\n$/,
  },
  {
    name: 'files: a directory that may be listed, not entered',
    files: { 'd/closed/a.txt': TEXT, 'd/z.txt': TEXT },
    command: `${AS_NOBODY} chmod 644 d/closed; $NOBODY $EXTRACT ${HEAD} d; s=$?; chmod 755 d/closed; exit $s`,
    stdout: TABLE,
    status: 1,
    stderr: /^extract: d\/closed\/a\.txt: permission denied\n$/,
  },
  {
    // The directory is listed when rows begin to come; the program waits for its reader while the file goes.
    name: 'files: gone between the walk and the reading',
    files: { 'd/1.jsonl': () => Array.from({ length: 30_000 }, (_, i) => line(i)).join(''), 'd/2.txt': TEXT, 'd/3.txt': TEXT },
    command: `{ $EXTRACT ${HEAD} -j 1 d; echo $? > status; } | { head -c 1 > first; rm d/2.txt; cat > rest; }; tail -n 2 rest; exit $(cat status)`,
    stdout: 'company\t西门子\ncity\t上海\n',
    status: 1,
    stderr: /^extract: d\/2\.txt: no such file/,
    leaves: ['first', 'rest', 'status'],
  },
  {
    name: 'files: ten directories that all lead to each other',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => {
      for (let i = 0; i < 10; i++) mkdirSync(join(f, 'd', `${i}`));
      for (let i = 0; i < 10; i++) for (let k = 0; k < 10; k++) symlinkSync(`../${k}`, join(f, 'd', `${i}`, `to${k}`));
    },
    args: ['-q', 'd'],
    rows: ROWS,
    status: 1,
    within: { ms: 10_000 },
  },
  {
    name: 'files: a list of 300,000, none of them there',
    files: { l: () => Array.from({ length: 300_000 }, (_, i) => `none/${i}\n`).join('') },
    command: `$EXTRACT ${HEAD} --files-from l 2>&1 >/dev/null | wc -l`,
    stdout: '300000\n',
  },
  {
    name: 'files: a pipe',
    command: `mkfifo p; printf '${TEXT.trim()}' > p & $EXTRACT ${HEAD} p`,
    stdout: 'type\ttext\ncompany\t西门子\ncity\t上海\n',
    leaves: ['p'],
  },
  {
    name: 'files: a pipe in a directory is passed over',
    files: { 'd/a.txt': TEXT },
    prepare: (f) => execFileSync('mkfifo', [join(f, 'd', 'p')]),
    args: ['d'],
    rows: ROWS,
  },
  {
    name: 'files: <(…)',
    command: `$EXTRACT ${HEAD} <(printf '${TEXT.trim()}')`,
    stdout: 'type\ttext\ncompany\t西门子\ncity\t上海\n',
  },
  { name: 'files: a device without end', args: ['/dev/zero'], rows: [], within: { ms: 10_000, mib: 300 } },
  { name: 'files: /dev/null', args: ['/dev/null'], rows: [], stderr: '' },
  {
    name: 'files: standard input by its name',
    files: { 'a.txt': TEXT },
    command: `cat a.txt | $EXTRACT ${HEAD} /dev/stdin`,
    stdout: 'type\ttext\ncompany\t西门子\ncity\t上海\n',
  },
  { name: 'files: standard input twice', args: ['-', '-'], stdin: TEXT, rows: ROWS },
  { name: 'files: standard input empty', args: [], stdin: '', rows: [] },
  { name: 'files: a socket', prepare: socket, args: ['s'], rows: [], status: 1, stderr: /neither a file nor a directory/ },
  { name: 'files: hidden ones', files: { 'd/.a.txt': TEXT, 'd/b.txt': '' }, args: ['d'], rows: [] },
  { name: 'files: hidden ones asked for', files: { 'd/.a.txt': TEXT }, args: ['--hidden', 'd'], rows: ROWS },
  {
    name: 'files: only such as asked for',
    files: { 'd/a.txt': TEXT, 'd/b.md': TEXT },
    args: ['--include', '*.md', 'd'],
    rows: ROWS,
  },
  {
    name: 'files: a list of them',
    files: { 'a.txt': TEXT, l: 'a.txt\r\n\nnone\n' },
    args: ['--files-from', 'l'],
    rows: ROWS,
    status: 1,
  },
  { name: 'files: a list with NUL', files: { 'a\nb': TEXT, l: 'a\nb\0' }, args: ['-0', '--files-from', 'l'], rows: ROWS },
  { name: 'files: a list that is not there', args: ['--files-from', 'l'], status: 2, stderr: /--files-from l: no such file/ },
  {
    name: 'files: 3,000 small ones',
    prepare: (f) => {
      mkdirSync(join(f, 'd'));
      for (let i = 0; i < 3000; i++) writeFileSync(join(f, 'd', `${i}`), '上海');
    },
    args: ['d'],
    check: ({ stdout }) => (stdout.split('\n').length === 3002 ? null : 'rows are missing'),
    within: { ms: 30_000, mib: 350 },
  },
  {
    name: 'files: deep directories',
    prepare: (f) => {
      const deep = join(f, ...Array(120).fill('d'));
      mkdirSync(deep, { recursive: true });
      writeFileSync(join(deep, 'a.txt'), TEXT);
    },
    args: ['d'],
    rows: ROWS,
  },
  lines('a good line', line('a'), ROWS, { stderr: '' }),
  lines('no line feed at the end', line('a').trim(), ROWS),
  lines('CRLF', `${line('a').trim()}\r\n${line('b').trim()}\r\n`, TWICE, { stderr: '' }),
  lines('a byte order mark', `\ufeff${line('a')}`, ROWS),
  lines('empty lines', `\n\n${line('a')}\n \n`, ROWS, { stderr: '' }),
  lines('a malformed line', `${line('a')}{"id":\n${line('b')}`, TWICE, { status: 1, stderr: /^extract: -:2: not JSON/ }),
  lines('no object', `[1]\n3\nnull\n"x"\n${line('a')}`, ROWS, { status: 1, stderr: /-:4: not a JSON object/ }),
  lines('text is missing', `{"id":1}\n${line('a')}`, ROWS, { status: 1, stderr: /-:1: "text" is missing/ }),
  lines('text is a number', `${line('a', 5)}${line('a', null)}${line('b')}`, ROWS, {
    status: 1,
    stderr: /-:2: "text" is not a string/,
  }),
  lines('text is empty', line('a', ''), []),
  lines('id is missing', `{"text":"上海"}\n${line('a')}`, ROWS, { status: 1, stderr: /-:1: "id" is missing/ }),
  lines('id is an object', `${line({})}${line('a')}`, ROWS, { status: 1, stderr: /"id" is neither/ }),
  lines('id is a number', line(7), ROWS),
  lines('an unknown format', `{"id":1,"text":"","format":"word"}\n`, [], { status: 1, stderr: /"format" is "word"/ }),
  lines('HTML in a document', `${JSON.stringify({ id: 1, format: 'html', text: '<p>西门<b>子</b><p>上海' })}\n`, ROWS),
  lines('a date that is none', `${JSON.stringify({ id: 1, date: 'soon', text: TEXT })}\n`, ROWS),
  lines('a language that is none', `${JSON.stringify({ id: 1, lang: 'tlh', text: TEXT })}\n`, ROWS),
  lines('keys twice: the last counts', `{"id":1,"text":"华为","text":"${TEXT.trim()}"}\n`, ROWS),
  lines('__proto__', `{"id":1,"__proto__":{"text":"华为"},"text":"${TEXT.trim()}"}\n`, ROWS),
  lines('lone surrogates', `{"id":"\\ud800","text":"\\udc00${TEXT.trim()}\\ud800"}\n`, ROWS),
  lines('NUL and escapes', line('\0\x1b[31m', `\0${TEXT}\x1b]0;x\x07`), ROWS),
  lines('nested deep', `{"id":1,"text":"","x":${'['.repeat(1e5)}${']'.repeat(1e5)}}\n${line('a')}`, ROWS, {
    check: ({ stderr }) => (stderr === '' || /:1:/.test(stderr) ? null : stderr),
  }),
  lines('bad bytes', Buffer.concat([Buffer.from(line('a')), Buffer.from('{"id":2,"text":"\xff"}\n', 'latin1')]), ROWS, {
    stderr: /first at byte/,
  }),
  lines('UTF-16', Buffer.from(`\ufeff${line('a')}`, 'utf16le'), ROWS),
  lines('a line of 10 MB', line('a', TEXT + 'Die Sonne scheint. '.repeat(5e5)), ROWS, { within: { ms: 30_000, mib: 900 } }),
  lines('an id that stands twice', line('a') + line('a'), TWICE, { stderr: /-:2: "id" "a" stood before/ }),
  lines('an id that stands twice, far apart', line('a') + '{"id":1,"text":""}\n'.repeat(3) + line('a'), TWICE, {
    stderr: /-:3: "id" "1" stood before/,
  }),
  lines('carriage returns alone', line('a').replace('\n', '\r') + line('b'), [], { status: 1, stderr: /-:1: not JSON/ }),
  {
    name: 'JSONL: a line of 100 MB between two others, the same for one job and for three',
    files: { 'a.jsonl': () => line('a') + line('b', '好的。'.repeat(11_111_111) + TEXT) + line('c') },
    command: `$EXTRACT --listed-only --columns document,text,start a.jsonl -j 3 > three; /usr/bin/env node --import "$PEAK" \${EXTRACT#* } --listed-only --columns document,text,start a.jsonl -j 1 > one; cmp one three && cat one`,
    stdout: `document,text,start\na,西门子,0\na,上海,4\nb,西门子,33333333\nb,上海,33333337\nc,西门子,0\nc,上海,4\n`,
    leaves: ['one', 'three'],
    within: { ms: 60_000, mib: 600 },
  },
  {
    name: 'JSONL: a broken line of 100 MB',
    command: `{ head -c 100000000 /dev/zero | tr '\\0' x; printf '\\n{"id":1,"text":"${TEXT.trim()}"}\\n'; } | $EXTRACT ${HEAD} --input-format jsonl -`,
    stdout: TABLE,
    status: 1,
    stderr: /^extract: -:1: not JSON/,
  },
  {
    name: 'JSONL: a line longer than any string may be',
    command: `{ head -c 600000000 /dev/zero | tr '\\0' x; printf '\\n{"id":1,"text":"${TEXT.trim()}"}\\n'; } | $EXTRACT ${HEAD} --input-format jsonl -`,
    stdout: TABLE,
    status: 1,
    stderr: /^extract: -:1: too long/,
    within: { ms: 60_000 },
  },
  lines('a long line of blanks', `${' '.repeat(2e6)}\n${line('a')}`, ROWS, { stderr: '' }),
  lines('a long line without its end', line('a') + line('b', 'x '.repeat(1e6) + TEXT).trim(), TWICE),
  lines('100,000 lines', '{"id":1,"text":""}\n'.repeat(1e5), [], { within: { ms: 30_000, mib: 400 } }),
];

function socket(folder: string): void {
  const server = createServer().listen(join(folder, 's'));
  server.unref();
}
