/** Hostile cases: where the table goes, and what ends a run. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './harness.ts';

const TEXT = '西门子在上海。\n';
const HEAD = '--columns type,text --listed-only';
const TABLE = 'type,text\ncompany,西门子\ncity,上海\n';
const MANY = () => TEXT.repeat(200_000);

const shell = (name: string, command: string, more: Partial<Case> = {}): Case => ({
  name: `output: ${name}`,
  files: { 'a.txt': TEXT },
  command,
  ...more,
});
const holds = (path: string, content: string) => (_: unknown, folder: string) => {
  const found = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null;
  return found === content ? null : `${path} holds ${JSON.stringify(found?.slice(0, 300))}`;
};
const wholeLines = ({ stdout }: { stdout: string }) =>
  stdout.split('\n').every((line) => ['type,text', 'company,西门子', 'city,上海', ''].includes(line)) && stdout.endsWith('\n')
    ? null
    : `a line is broken: ${JSON.stringify(stdout.slice(-50))}`;

/** For cases of permission: a superuser may write anywhere, so $NOBODY runs the program as somebody else. */
const AS_NOBODY = 'chmod a+rX . a.txt; [ $(id -u) != 0 ] || NOBODY="setpriv --reuid=65534 --regid=65534 --clear-groups";';
const TWO_RUNS = (factor: number) =>
  `$EXTRACT ${HEAD} -j 1 big.txt -o x.csv & sleep ${(0.3 * factor).toFixed(2)}; $EXTRACT ${HEAD} a.txt -o x.csv; wait`;

/** A cell as spreadsheets would run it, in text around a name. */
const FORMULAS = ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x'];
const PARSE_NODE = `node -e 'const {parse}=require(process.env.EXTRACT.split(" ")[1].replace(/bin.extract.js$/,"node_modules/csv-parse/dist/cjs/sync.cjs"));process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0))))'`;
const NAMES = ['quote " in', 'line\nfeed', 'comma, in', "'apostrophe'", 'tab\tin', 'ends with "'];
const ROWS_BACK = JSON.stringify([['document'], ...[...NAMES].sort().map((name) => [`d/${name}`])]);

export const OUTPUTS: readonly Case[] = [
  shell('a closed pipe', `$EXTRACT ${HEAD} big.txt | head -n 1; exit \${PIPESTATUS[0]}`, {
    files: { 'big.txt': MANY },
    stdout: 'type,text\n',
    stderr: '',
  }),
  shell('a pipe closed at once', `$EXTRACT ${HEAD} a.txt | true; exit \${PIPESTATUS[0]}`, { stderr: '' }),
  shell('a full disk', `$EXTRACT ${HEAD} a.txt > /dev/full`, {
    status: 2,
    stderr: /standard output: cannot be written: no space/,
  }),
  shell('a full disk by name', `$EXTRACT ${HEAD} a.txt -o /dev/full`, { status: 2, stderr: /no space/ }),
  shell('a device stays one', `$EXTRACT ${HEAD} a.txt -o /dev/null && test -c /dev/null`),
  shell('no such folder', `$EXTRACT ${HEAD} a.txt -o none/x.csv`, {
    status: 2,
    stderr: /--output none\/x\.csv: cannot be written/,
  }),
  shell('a folder nobody writes in', `$EXTRACT ${HEAD} a.txt -o /proc/x.csv`, { status: 2, stderr: /cannot be written/ }),
  shell('a directory by that name', `$EXTRACT ${HEAD} a.txt -o d`, {
    prepare: (f) => mkdirSync(join(f, 'd')),
    status: 2,
    stderr: /is a directory/,
  }),
  shell('a file appears', `$EXTRACT ${HEAD} a.txt -o x.csv`, { leaves: ['x.csv'], stdout: '', check: holds('x.csv', TABLE) }),
  shell('through a link', `$EXTRACT ${HEAD} a.txt -o l && test -L l`, {
    files: { 'a.txt': TEXT, t: 'old' },
    prepare: (f) => symlinkSync('t', join(f, 'l')),
    check: holds('t', TABLE),
  }),
  shell('to a pipe', `mkfifo p; cat p > got & $EXTRACT ${HEAD} a.txt -o p; wait`, {
    leaves: ['got', 'p'],
    check: holds('got', TABLE),
  }),
  shell('the old file stays where options are wrong', `$EXTRACT ${HEAD} a.txt -o x.csv --columns nope`, {
    files: { 'a.txt': TEXT, 'x.csv': 'old' },
    status: 2,
    check: holds('x.csv', 'old'),
  }),
  shell('the old file stays where a dictionary is wrong', `$EXTRACT ${HEAD} a.txt -o x.csv -d none.csv`, {
    files: { 'a.txt': TEXT, 'x.csv': 'old' },
    status: 2,
    check: holds('x.csv', 'old'),
  }),
  shell('the permissions of the old file stay', `chmod 640 x.csv; $EXTRACT ${HEAD} a.txt -o x.csv; stat -c %a x.csv`, {
    files: { 'a.txt': TEXT, 'x.csv': 'old' },
    stdout: '640\n',
  }),
  ...['INT', 'TERM'].flatMap((signal) => [
    shell(
      `SIG${signal}, to a file`,
      `$EXTRACT ${HEAD} -j 1 big.txt big.txt -o x.csv & p=$!; sleep 0.8; kill -${signal} $p; wait $p`,
      { files: { 'big.txt': () => MANY().repeat(4), 'x.csv': 'old' }, status: 130, check: holds('x.csv', 'old') },
    ),
    shell(`SIG${signal}, to standard output`, `$EXTRACT ${HEAD} -j 1 big.txt & p=$!; sleep 0.8; kill -${signal} $p; wait $p`, {
      files: { 'big.txt': () => MANY().repeat(4) },
      status: 130,
      check: wholeLines,
    }),
  ]),
  shell('two runs write one file', `$EXTRACT ${HEAD} a.txt -o x.csv & $EXTRACT ${HEAD} a.txt -o x.csv; wait`, {
    leaves: ['x.csv'],
    check: holds('x.csv', TABLE),
  }),
  shell('input and output the same file', `$EXTRACT ${HEAD} a.txt -o a.txt`, { check: holds('a.txt', TABLE) }),
  shell('a folder without permission', `${AS_NOBODY} mkdir d; chmod 555 d; $NOBODY $EXTRACT ${HEAD} a.txt -o d/x.csv`, {
    leaves: ['d'],
    status: 2,
    stderr: /--output d\/x\.csv: cannot be written: permission denied/,
  }),
  // Begun at once, each may give way to the other.
  shell(
    'two runs resume one file',
    `for i in 1 2; do $EXTRACT ${HEAD} --resume a.txt -o x.csv & done; wait; $EXTRACT ${HEAD} --resume a.txt -o x.csv`,
    {
      leaves: ['x.csv'],
      check: (_, folder) => holds('x.csv', TABLE)(_, folder),
    },
  ),
  ...[0.5, 1, 2, 3].map((factor) =>
    shell(`two runs write one file, the later one ends first (${factor})`, `${TWO_RUNS(factor)}`, {
      files: { 'big.txt': () => TEXT.repeat(60_000), 'a.txt': TEXT },
      leaves: ['x.csv'],
      check: (_, folder) => {
        const rows = readFileSync(join(folder, 'x.csv'), 'utf8').split('\n').length;
        return rows === 4 || rows === 120_002 ? null : `x.csv has ${rows} lines: neither table whole`;
      },
    }),
  ),
  ...[
    ['-', 'a dash'],
    ['', 'nothing named'],
  ].map(([input, name]) =>
    shell(`--resume of standard input: ${name}`, `$EXTRACT ${HEAD} --resume ${input} -o x.csv < a.txt`, {
      status: 2,
      stderr: /^extract: --resume: standard input cannot be read again/,
    }),
  ),
  ...['', '-f csv', '-f jsonl', '-f tsv', '--table entities'].map((options) =>
    shell(
      `terminal: escapes of a document do not reach it (${options || 'aligned table'})`,
      `script -qec "$EXTRACT --listed-only ${options} a.jsonl" /dev/null < /dev/null`,
      {
        files: { 'a.jsonl': `${JSON.stringify({ id: '\x1b[31m\x07\x9b2J\x7f', text: '西门子\x1b]0;x\x07在上海' })}\n` },
        check: ({ stdout }) => {
          if (!stdout.includes('上')) return `no rows: ${JSON.stringify(stdout)}`;
          return /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(stdout) ? JSON.stringify(stdout) : null;
        },
      },
    ),
  ),
  shell('terminal: a configuration cannot write to it', `$EXTRACT a.txt`, {
    files: { 'a.txt': TEXT, 'extract.config.json': '{"\\u001b[31m":1}' },
    status: 2,
    stderr: /^[^\x1b]*\\x1b\[31m[^\x1b]*$/,
  }),
  shell('--resume without --output', `$EXTRACT ${HEAD} --resume a.txt`, { status: 2, stderr: /--resume needs --output/ }),
  shell('--resume of entities', `$EXTRACT --table entities --resume -o x a.txt`, { status: 2, stderr: /--resume needs/ }),
  shell('--resume of nothing begins', `$EXTRACT ${HEAD} --resume a.txt -o x.csv`, {
    leaves: ['x.csv'],
    check: holds('x.csv', TABLE),
  }),
  shell('--resume with other options', `$EXTRACT ${HEAD} --resume a.txt -o x.csv`, {
    files: { 'a.txt': TEXT, 'x.csv.progress': '{"begin":"other"}\n', 'x.csv.partial': '' },
    status: 2,
    stderr: /remove it to begin anew/,
  }),
  shell('--resume with a record cut short', `$EXTRACT ${HEAD} --resume a.txt -o x.csv`, {
    files: { 'a.txt': TEXT, 'x.csv.progress': '{"beg', 'x.csv.partial': 'half a ro' },
    leaves: ['x.csv'],
    check: holds('x.csv', TABLE),
  }),
  shell(
    '--resume while another run writes',
    `$EXTRACT ${HEAD} --resume -j 1 big.txt -o x.csv & p=$!; sleep 0.8; $EXTRACT ${HEAD} --resume -j 1 big.txt -o x.csv; s=$?; kill -9 $p; rm -f x.csv.p*; exit $s`,
    { files: { 'big.txt': () => MANY().repeat(4) }, status: 2, stderr: /is writing x\.csv/ },
  ),
  ...FORMULAS.map(
    (text, i): Case => ({
      name: `--csv-safe: ${JSON.stringify(text)}`,
      stdin: `${JSON.stringify({ id: text, text: '上海' })}\n`,
      args: ['--input-format', 'jsonl', '--columns', 'document', '--csv-safe', '-'],
      check: ({ stdout }) => (stdout.replaceAll('"', '').startsWith(`document\n'${FORMULAS[i]}`) ? null : JSON.stringify(stdout)),
    }),
  ),
  {
    name: '--csv-safe: JSONL is as it is',
    stdin: '{"id":"=1","text":"上海"}\n',
    args: ['--input-format', 'jsonl', '-f', 'jsonl', '--columns', 'document', '--csv-safe', '-'],
    stdout: '{"document":"=1"}\n',
  },
  {
    name: '--csv-safe: not asked for',
    stdin: '{"id":"=1","text":"上海"}\n',
    args: ['--input-format', 'jsonl', '--columns', 'document', '-'],
    stdout: 'document\n=1\n',
  },

  ...[
    ['Node', PARSE_NODE],
    [
      'Python',
      `python3 -c 'import csv,sys,json;sys.stdin.reconfigure(newline="");print(json.dumps(list(csv.reader(sys.stdin))),end="")'`,
    ],
    ['SQLite', `cat > t.csv; sqlite3 :memory: '.mode json' '.import --csv t.csv t' 'select * from t'; rm t.csv`],
  ].map(
    ([name, parser]): Case => ({
      name: `CSV read back by ${name}`,
      prepare: (folder) => {
        mkdirSync(join(folder, 'd'));
        for (const file of NAMES) writeFileSync(join(folder, 'd', file), '上海');
      },
      command: `$EXTRACT --listed-only --columns document d | ${parser}`,
      check: ({ stdout }) => {
        const parsed = JSON.parse(stdout) as unknown[];
        const rows = Array.isArray(parsed[0])
          ? parsed
          : [['document'], ...parsed.map((row) => [(row as { document: string }).document])];
        return JSON.stringify(rows) === ROWS_BACK ? null : JSON.stringify(rows);
      },
    }),
  ),
];
