/** Hostile cases: dictionaries of others, configuration, what is read and written besides. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Content } from './harness.ts';

const ROWS = ['company 西门子', 'city 上海'];
const TEXT = '西门子在上海。\n';

const dictionary = (
  name: string,
  content: Content | (() => Content),
  text: string,
  rows: readonly string[],
  more: Partial<Case> = {},
): Case => ({
  name: `dictionary: ${name}`,
  files: { 'd.csv': content, 'a.txt': text },
  args: ['-d', 'd.csv', '--no-builtin', '-t', 'person,company,city', 'a.txt'],
  rows,
  ...more,
});
const refused = (name: string, content: Content, stderr: RegExp): Case => ({
  ...dictionary(name, content, TEXT, []),
  rows: undefined,
  status: 2,
  stderr,
  stdout: '',
});
const configured = (name: string, config: string, more: Partial<Case>, path = 'extract.config.json'): Case => ({
  name: `configuration: ${name}`,
  files: { [path]: config, 'a.txt': TEXT },
  args: ['a.txt'],
  ...more,
});
const TSV = ['--columns', 'type,text', '-f', 'tsv'];

export const SETTINGS: readonly Case[] = [
  dictionary('plain', 'type,name\ncompany,Zappelfix\n', 'Die Zappelfix kommt.', ['company Zappelfix']),
  dictionary('a byte order mark, CRLF', '\ufefftype,name\r\ncompany,Zappelfix\r\n', 'Die Zappelfix kommt.', [
    'company Zappelfix',
  ]),
  dictionary(
    'regular expressions as names',
    'type,name\ncompany,(a+)+$\ncompany,Ab.*C\ncompany,[x\ncompany,\\d+\n',
    'Die Ab.*C kommt, AbbbC nicht.',
    ['company Ab.*C'],
  ),
  dictionary('formulas as names', 'type,name\ncompany,=HYPERLINK(1)\n', 'Die Sonne.', []),
  dictionary('quotes and line feeds', 'type,name\ncompany,"Zappel ""Fix"""\n', 'Die Zappel "Fix" kommt.', [
    'company "Zappel ""Fix"""',
  ]),
  dictionary('names of one character', 'type,name\ncity,沪\n', '在沪举行。', ['city 沪'], {
    check: ({ stderr }) => (stderr.includes('fault') ? stderr : null),
  }),
  dictionary(
    '100,000 rows',
    () => `type,name\n${Array.from({ length: 1e5 }, (_, i) => `company,Zappelfix${i}x`).join('\n')}\n`,
    'Die Zappelfix777x kommt.',
    ['company Zappelfix777x'],
    { within: { ms: 30_000 } },
  ),
  dictionary(
    'a million rows',
    () => `type,name\n${Array.from({ length: 1e6 }, (_, i) => `company,Zappelfix${i}x`).join('\n')}\n`,
    'Die Zappelfix777x kommt.',
    ['company Zappelfix777x'],
    { within: { ms: 40_000, mib: 800 } },
  ),
  dictionary('a million wrong rows', () => `type,name\n${'planet,Mars\n'.repeat(1e6)}`, TEXT, [], {
    rows: undefined,
    status: 2,
    stderr: /d\.csv:2: type is "planet"[\s\S]*and 999990 more/,
    stdout: '',
  }),
  dictionary(
    'a row of a megabyte',
    () => `type,name,aliases\ncompany,Zappelfix,${Array.from({ length: 1e5 }, (_, i) => `Zap${i}x`).join('|')}\n`,
    'Die Zap777x kommt, Zappelfix auch.',
    ['company Zap777x', 'company Zappelfix'],
  ),
  dictionary(
    'names that each begin like the last, in a text of nothing else',
    () => `type,name\n${Array.from({ length: 3000 }, (_, i) => `company,${'海'.repeat(i + 2)}`).join('\n')}\n`,
    '海'.repeat(10_000),
    [],
    { rows: undefined, check: ({ status }) => (status === 0 ? null : 'it failed'), within: { ms: 30_000, mib: 600 } },
  ),
  dictionary(
    'a name that a million rows share',
    () => `type,name\n${'company,Zappelfix\n'.repeat(1e6)}`,
    'Die Zappelfix kommt.',
    ['company Zappelfix'],
  ),
  dictionary(
    'a name of a megabyte',
    () => `type,name\ncompany,${'x'.repeat(1e6)}\ncompany,Zappelfix\n`,
    'Die Zappelfix kommt.',
    ['company Zappelfix'],
    {
      within: { ms: 20_000 },
    },
  ),
  refused('a type nobody knows', 'type,name\nplanet,Mars\n', /d\.csv:2: type is "planet"/),
  refused('no type', 'name\nMars\n', /d\.csv/),
  refused('no name', 'type,name\ncompany,\n', /d\.csv:2: /),
  refused('a quote that never ends', 'type,name\ncompany,"Mars\n', /d\.csv:\d+: /),
  refused('cells too many', 'type,name\ncompany,Mars,x,y\n', /d\.csv:2: /),
  refused('no CSV at all', '\x7fELF\0\0\0', /d\.csv/),
  refused('empty', '', /d\.csv/),
  {
    name: 'dictionary: not there',
    files: { 'a.txt': TEXT },
    args: ['-d', 'none.csv', 'a.txt'],
    status: 2,
    stderr: /none\.csv: no such file/,
    stdout: '',
  },
  {
    name: 'dictionary: a directory',
    files: { 'a.txt': TEXT },
    prepare: (f) => mkdirSync(join(f, 'd')),
    args: ['-d', 'd', 'a.txt'],
    status: 2,
    stderr: /d: cannot be read/,
    stdout: '',
  },
  configured('options', '{"types":["city"],"columns":"type,text","format":"tsv"}', { stdout: 'type\ttext\ncity\t上海\n' }),
  configured('the command line wins', '{"types":"city"}', {
    args: [...TSV, '-t', 'company', 'a.txt'],
    stdout: 'type\ttext\ncompany\t西门子\n',
  }),
  configured(
    'in package.json',
    '{"name":"x","extract":{"types":"city"}}',
    { args: [...TSV, 'a.txt'], stdout: 'type\ttext\ncity\t上海\n' },
    'package.json',
  ),
  configured('a package.json of others', '{"name":"x"}', { rows: ROWS }, 'package.json'),
  configured('a broken package.json', '{', { rows: ROWS }, 'package.json'),
  configured('a byte order mark', '\ufeff{"types":"city"}', { rows: ['city 上海'] }),
  configured('an unknown key', '{"typs":"city"}', { status: 2, stdout: '', stderr: /"typs" is no option: one of .*types/ }),
  configured('help is no option of a file', '{"help":true}', { status: 2, stderr: /"help" is no option/ }),
  configured('a wrong value', '{"types":"planet"}', { status: 2, stderr: /"types": "planet" is none of/ }),
  configured('a wrong choice', '{"table":"x"}', { status: 2, stderr: /"table": one of mentions, entities/ }),
  configured('a wrong kind', '{"builtin":"no"}', { status: 2, stderr: /"builtin": true or false/ }),
  configured('a date that is none', '{"reference-date":"2021-02-30"}', { status: 2, stderr: /"reference-date"/ }),
  configured('no JSON', '{types}', { status: 2, stderr: /extract\.config\.json: not JSON/ }),
  configured('no object', '[]', { status: 2, stderr: /an object of options is needed/ }),
  configured('from a folder below', '{"types":"city"}', {
    prepare: (f) => mkdirSync(join(f, 'b')),
    command: 'cd b && $EXTRACT --listed-only --columns text ../a.txt',
    args: undefined,
    stdout: 'text\n上海\n',
  }),
  configured('paths count from the file', '{"dictionary":"own.csv","builtin":false}', {
    prepare: (f) => {
      mkdirSync(join(f, 'b'));
      writeFileSync(join(f, 'own.csv'), 'type,name\ncompany,西门子\n');
    },
    command: 'cd b && $EXTRACT --listed-only --columns text -t company ../a.txt',
    args: undefined,
    stdout: 'text\n西门子\n',
  }),
  ...[
    ['an unknown option', ['--nope'], /unknown option/],
    ['an unknown table', ['-f', 'xlsx'], /Allowed choices/],
    ['no value', ['-o'], /argument missing/],
    ['a column nobody knows', ['--columns', 'x'], /--columns/],
    ['no jobs', ['-j', '0'], /-j/],
    ['a date that is none', ['--reference-date', 'today'], /calendar date/],
    ['-0 without a list', ['-0'], /--files-from/],
    ['no names at all', ['--no-builtin'], /--dictionary/],
  ].map(
    ([name, args, stderr]): Case => ({
      name: `usage: ${name}`,
      files: { 'a.txt': TEXT },
      args: [...(args as string[]), 'a.txt'],
      status: name === 'no value' ? 0 : 2,
      ...(name === 'no value' ? { args: ['a.txt', '-o'], status: 2 } : {}),
      stdout: '',
      stderr: stderr as RegExp,
    }),
  ),
  {
    name: 'nothing is fetched, nothing else is read or written',
    files: {
      'a.html': `<link href="http://example.org/x.css"><img src="b.html"><p>${TEXT}`,
      'b.html': TEXT,
      'own.csv': 'type,name\ncompany,Zappelfix\n',
      'other.csv': 'type,name\ncompany,西门子\n',
      'trace.sh': TRACE(),
    },
    command: 'bash trace.sh',
    leaves: ['x.csv'],
    stdout: '',
    stderr: '',
  },
];

/**
 * Runs the program under strace where there is one, and prints each file read or written and each connection that was not asked for:
 * what is neither named, nor of the package, nor of the system's libraries.
 */
function TRACE(): string {
  return `
args="--listed-only -d own.csv a.html -o x.csv"
if ! command -v strace > /dev/null || ! strace -o /dev/null true 2> /dev/null; then $EXTRACT $args; exit $?; fi
eval strace -f -y -o trace.log -e trace=file,connect,process $EXTRACT $args || exit 1
program=$(dirname $(dirname $(realpath \${EXTRACT#* })))
opened() { grep -E '(open|openat|openat2|creat)\\(' trace.log | grep -v ' = -1 ' | grep -oE '= [0-9]+<[^>]*>' | sed 's/^= [0-9]*<//; s/>$//' | sort -u; }
opened | grep -vE "^($program|$(realpath $program/node_modules))/(dist|node_modules|dictionaries|bin)?|^$program/package.json" |
  grep -vE '^/(usr|lib|lib64|etc|proc|sys|dev)/' | grep -vE "^$PWD/(a\\.html|own\\.csv|\\.x\\.csv\\.[^/]*\\.part)$"
grep -E '(rename|unlink|mkdir|link|chmod|truncate)[a-z0-9]*\\(' trace.log | grep -v ' = -1 ' | grep -vE 'readlink|x\\.csv'
grep -E 'connect\\(' trace.log | grep -v AF_UNIX
grep -c 'execve(' trace.log | grep -v '^1$'
rm -f trace.log
true
`;
}
