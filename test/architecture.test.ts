/** The shape of the house: who may know whom, what is registered where, where words live. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { buildCommand } from '../src/cli/options.ts';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { OTHER_WORD_FILES, WORD_CLASSES } from '../src/dictionary/word-classes.ts';
import { CONTAINERS } from '../src/input/containers/container.ts';
import { ENTITY_TYPES } from '../src/model.ts';
import { TABLES } from '../src/output/table.ts';
import { FORMATS } from '../src/text/formats.ts';

const filesIn = (folder: string, extension: string): string[] =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name))
    .sort();

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');
const sources = filesIn('src', '.ts');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?[^'"]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm;
const importsOf = (from: string): Import[] =>
  [...read(from).matchAll(IMPORT)].map(([, type, fixed, dynamic]) => ({
    from,
    to: relative(packageRoot, join(packageRoot, dirname(from), fixed ?? dynamic)),
    typeOnly: Boolean(type),
  }));
const imports = [...sources, 'scripts/build.ts'].flatMap(importsOf);

const STAGES = ['input', 'text', 'language', 'segment', 'match', 'resolve', 'output'];
const partOf = (path: string) => path.split('/')[1];
/** What every stage may know: the model, the characters, positions, cuts, and what the dictionaries say. */
const SHARED =
  /^src\/(?:model\.ts|dictionary\/.*|text\/(?:characters|cut|fold|positions|byte-lengths|markup|iso-date|word-hash)\.ts)$/;
const show = ({ from, to }: Import) => `${from} → ${to}`;

describe('who may know whom', () => {
  test('stages know the model and not each other', () => {
    const crossing = imports.filter(
      ({ from, to }) => STAGES.includes(partOf(from)) && partOf(to) !== partOf(from) && !SHARED.test(to),
    );
    expect(crossing.map(show)).toEqual([]);
  });

  test('dictionaries know no stage', () => {
    const crossing = imports.filter(
      ({ from, to }) => partOf(from) === 'dictionary' && partOf(to) !== 'dictionary' && !SHARED.test(to),
    );
    expect(crossing.map(show)).toEqual([]);
  });

  test('the model knows nothing', () => {
    expect(importsOf('src/model.ts').map(show)).toEqual([]);
  });

  test('modules form no circle', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) if (!typeOnly) next.set(from, [...(next.get(from) ?? []), to]);
    const circles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, above: readonly string[]) => {
      if (above.includes(path)) circles.push([...above.slice(above.indexOf(path)), path].join(' → '));
      if (done.has(path) || above.includes(path)) return;
      for (const to of next.get(path) ?? []) visit(to, [...above, path]);
      done.add(path);
    };
    for (const path of sources) visit(path, []);
    expect(circles).toEqual([]);
  });

  test('every module is reached from the program or the build', () => {
    const reached = new Set<string>();
    const visit = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const { to } of imports.filter(({ from }) => from === path)) visit(to);
    };
    for (const entry of ['src/cli/main.ts', 'src/jobs/worker.ts', 'scripts/build.ts'])
      if (existsSync(join(packageRoot, entry))) visit(entry);
    expect(sources.filter((path) => !reached.has(path))).toEqual([]);
  });
});

describe('what is registered', () => {
  const choices = (flag: string) => buildCommand('0.0.0').options.find(({ long }) => long === flag)!.argChoices!;

  test('the option --input-format offers every format', () => {
    expect(
      choices('--input-format')
        .filter((name) => name !== 'auto' && name !== 'jsonl')
        .sort(),
    ).toEqual([...FORMATS, ...CONTAINERS].map(({ name }) => name).sort());
  });

  test('the option --format offers every table', () => {
    expect([...choices('--format')].sort()).toEqual(Object.keys(TABLES).sort());
  });

  test('no two formats claim a name or an extension', () => {
    const claimed = [...FORMATS, ...CONTAINERS].flatMap(({ name, extensions }) => [
      name,
      ...extensions.map((extension) => `.${extension}`),
    ]);
    expect(claimed).toEqual([...new Set(claimed)]);
  });

  test('every type but dates has a folder of entities', () => {
    expect(readdirSync(join(packageRoot, 'dictionaries/entities')).sort()).toEqual(
      ENTITY_TYPES.filter((type) => type !== 'date').sort(),
    );
  });
});

describe('languages', () => {
  /** Languages whose text we read; `und-Latn` holds what several share. */
  const TAGS = ['de', 'en', 'zh'];
  const COMMON = [
    ...['common-words', 'company-branches', 'company-tails', 'countries', 'cues', 'legal-forms', 'nationalities'],
    ...['organisations', 'place-tails', 'places', 'stop-words', 'titles', 'dates/rules', 'dates/words'],
  ];
  const KNOWN = new Set<string>([...WORD_CLASSES.map(({ file }) => file), ...OTHER_WORD_FILES, 'dates/rules', 'dates/words']);

  /** Latin-script languages are told apart by their function words, Chinese by its script. */
  const needed = TAGS.flatMap((tag) => [...COMMON, ...(tag === 'zh' ? [] : ['function-words'])].map((name) => [tag, name]));

  test.each(needed)('%s has %s', (tag, name) => {
    const lines = read(`dictionaries/languages/${tag}/${name}.csv`).trim().split('\n');
    expect(lines.length).toBeGreaterThan(1);
  });

  test('every file of words is of a known class', () => {
    const unknown = filesIn('dictionaries/languages', '.csv').filter(
      (path) => !KNOWN.has(path.split('/').slice(3).join('/').replace('.csv', '')),
    );
    // Parts of names belong to the tagger of Latin names alone.
    expect(unknown.filter((path) => !/name-parts\.csv$/.test(path))).toEqual([]);
  });
});

describe('words are data', () => {
  /** String literals of a file that stand side by side: the elements of an array or the keys of an object, and the words of one literal. */
  function wordLists(path: string): string[][] {
    const lists: string[][] = [];
    const visit = (node: ts.Node) => {
      if (ts.isArrayLiteralExpression(node))
        lists.push(node.elements.flatMap((element) => (ts.isStringLiteralLike(element) ? [element.text] : [])));
      else if (ts.isObjectLiteralExpression(node))
        lists.push(
          node.properties.flatMap(({ name }) => (name && (ts.isStringLiteral(name) || ts.isIdentifier(name)) ? [name.text] : [])),
        );
      else if (ts.isStringLiteralLike(node))
        lists.push(/\p{Script=Han}/u.test(node.text) ? [...node.text] : node.text.split(/[ |]/));
      else if (ts.isRegularExpressionLiteral(node)) lists.push(node.text.split(/[(|):]/));
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2023));
    return lists;
  }

  /** A word a text of ours may hold: Han characters, or letters with a vowel that no identifier, option or format explains. */
  const isHan = (word: string) => /^\p{Script=Han}+$/u.test(word);
  const MOST = 12;

  test.each(sources)('%s lists no Chinese words', (path) => {
    expect(
      wordLists(path)
        .map((list) => list.filter(isHan))
        .filter((list) => list.length > MOST),
    ).toEqual([]);
  });

  /** Capitals or umlauts mark a word of German or English text; code has camels, tags and options. */
  const isLatinName = (word: string) => /^(?:[A-ZÄÖÜ][a-zäöüß]{2,}|[a-z]*[äöüß][a-zäöüß]*)$/.test(word);

  test.each(sources)('%s lists no German or English names', (path) => {
    expect(
      wordLists(path)
        .map((list) => list.filter(isLatinName))
        .filter((list) => list.length > MOST),
    ).toEqual([]);
  });
});

test.each([...sources, ...filesIn('test', '.ts'), ...filesIn('scripts', '.ts')])('%s has at most 400 lines', (path) => {
  expect(read(path).trimEnd().split('\n').length).toBeLessThanOrEqual(400);
});
