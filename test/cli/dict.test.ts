/** `extract dict …` over the real binary, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/dictionary/compiled.ts';

const folder = mkdtempSync(join(tmpdir(), 'dict-'));
const binary = join(packageRoot, 'bin', 'extract.js');

function run(args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [binary, ...args], { cwd: folder, input, encoding: 'utf8' });
  return { stdout, stderr, status };
}
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return name;
};

test('check: a good file is said to be so', () => {
  const good = file('good.csv', 'name,type,ambiguous\nAcme Robotix,company,\nTarget Corporation,company,Target\n');
  expect(run(['dict', 'check', good])).toEqual({ stdout: '', stderr: 'extract: no errors\n', status: 0 });
});

test('check: a wrong file, line by line', () => {
  const wrong = file(
    'wrong.csv',
    'id,name,type,zh,aliases,country\nacme,Acme,company,,Akme| Acmee,Germany\nQ12,Acme,person,,,\nQ12,Mueller,person,Müller,苹果,\n',
  );
  const { stdout, stderr, status } = run(['dict', 'check', wrong]);
  expect(stdout.split('\n')).toEqual([
    'wrong.csv:2: id "acme" (Q…, gn:…, cn:…, or an id of your own behind a prefix, such as crm:C-0042; or nothing)',
    'wrong.csv:2: aliases holds needless blanks: " Acmee" (write "Acmee")',
    'wrong.csv:2: country is "Germany" (two capital letters of ISO 3166-1, such as DE)',
    'wrong.csv:3: "Acme" is also company acme (wrong.csv:2) (flag it as ambiguous in the lesser of the two)',
    'wrong.csv:4: id "Q12" stands on line 3 already (one row an entity: unite their names)',
    'wrong.csv:4: warning: zh holds no Chinese character: "Müller" (put it into en, de or aliases unless Chinese texts write it so)',
    'wrong.csv:4: "苹果" is an ordinary word (name it in the column ambiguous)',
    '',
  ]);
  expect(stderr).toMatch(/^extract: 6 errors \(.*\); 1 warning \(script 1\)\n$/);
  expect(status).toBe(1);
});

test('check: warnings fail only when asked to; findings as JSON', () => {
  const doubtful = file('doubtful.csv', 'name,type,zh\nMueller,person,Müller\n');
  expect(run(['dict', 'check', doubtful]).status).toBe(0);
  const { stdout, status } = run(['dict', 'check', '--strict', '--json', doubtful]);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([{ severity: 'warning', kind: 'script', file: 'doubtful.csv', line: 2 }]);
});

test('check: no such file is a wrong use', () => {
  expect(run(['dict', 'check', 'none.csv'])).toEqual({ stdout: '', stderr: 'extract: none.csv: no such file\n', status: 2 });
});

test('a wrong dictionary stops a run before anything is written', () => {
  const wrong = file('stop.csv', 'name,type\nAcme,firm\nAcme,\n');
  expect(run(['--dictionary', wrong, '-'], 'Acme')).toEqual({
    stdout: '',
    stderr:
      'extract: stop.csv:2: type is "firm" (one of person, company, city)\n' +
      'extract: stop.csv:3: type is "" (one of person, company, city)\n',
    status: 2,
  });
});

test('lookup: a name in any spelling finds its entity', () => {
  for (const name of ['西門子', '西门子', 'siemens', 'Q81230']) {
    const { stdout, status } = run(['dict', 'lookup', '--json', name]);
    expect(status).toBe(0);
    const [first] = JSON.parse(stdout);
    expect(first).toMatchObject({ type: 'company', id: 'Q81230', en: 'Siemens', zh: '西门子', country: 'DE', ambiguous: false });
    expect(first.sources).toContainEqual({ id: 'curated', name: 'Curated by the project', licence: 'MIT' });
    expect(first.rows[0]).toMatch(/entities\/company\/curated\.csv:\d+$/);
  }
});

test('lookup: every reading, what needs context is said', () => {
  const { stdout } = run(['dict', 'lookup', 'Essen']);
  expect(stdout).toMatch(/^city gn:2928810 {2}Essen \(ambiguous: counts only with context\)\n {2}en {9}Essen\n/m);
});

test('lookup: an unknown name', () => {
  const { stdout, stderr, status } = run(['dict', 'lookup', 'Nirgendwo', 'an', 'der', 'Nichts']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  expect(stderr).toMatch(/^extract: no dictionary lists "Nirgendwo an der Nichts"/);
});

test('stats: what the dictionaries promise', () => {
  const { types, sources, words } = JSON.parse(run(['dict', 'stats', '--json']).stdout);
  const of = (type: string) => types.find((row: { type: string }) => row.type === type);
  expect(of('city').entities).toBeGreaterThanOrEqual(34_000);
  expect(of('city').zh).toBeGreaterThanOrEqual(14_000);
  expect(of('company').linked).toBeGreaterThanOrEqual(9_500);
  expect(of('person').entities).toBeGreaterThanOrEqual(13_000);
  for (const { licence } of sources) expect(licence).not.toBe('');
  expect(words).toContainEqual({ class: 'titles', language: 'de', words: expect.any(Number) });
});

test('candidates: unlisted names as rows that are a dictionary', () => {
  const text = file('news.txt', '上海智能装备有限公司总经理王晓彤表示，上海智能装备有限公司将扩大生产。\n記者王晓彤报道。\n');
  const { stdout, stderr, status } = run(['dict', 'candidates', text]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const [header, first] = stdout.split('\n');
  expect(header).toBe('type,en,de,zh,aliases,ambiguous,mentions,documents,example');
  expect(first).toBe(
    'company,,,上海智能装备有限公司,,,2,1,news.txt:1: 上海智能装备有限公司总经理王晓彤表示，上海智能装备有限公司将扩大生产',
  );
  const proposed = file('proposed.csv', stdout);
  expect(run(['dict', 'check', proposed]).stdout).toBe('');
  expect(run(['--dictionary', proposed, '--listed-only', '--types', 'company', '--columns', 'name,source', text]).stdout).toBe(
    'name,source\n上海智能装备有限公司,dictionary:user\n上海智能装备有限公司,dictionary:user\n',
  );
  expect(run(['dict', 'candidates', '--min', '3', text]).stdout).toBe(`${header}\n`);
});

test('help names the commands; a wrong one is a wrong use', () => {
  expect(run(['--help']).stdout).toContain('extract dict check|stats|lookup|candidates');
  expect(run(['dict', '--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('lookup [options] <name...>') });
  expect(run(['dict', 'frobnicate'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^extract: unknown command/) });
});
