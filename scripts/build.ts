/** Builds `dist/`: the character tables, the compiled dictionary, the bundle. Runs on `npm ci` by way of `prepare`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { compileCharacters } from '../src/dictionary/compile-characters.ts';
import { compileDates } from '../src/dictionary/compile-dates.ts';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { packDates } from '../src/dictionary/date-file.ts';
import { readBuiltinEntities, readWordFiles } from '../src/dictionary/read.ts';
import { trimJieba } from '../src/dictionary/trim-jieba.ts';

const dist = join(packageRoot, 'dist');
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, 'characters.bin'), compileCharacters());

// Reads the character tables just written.
const { compileDictionary } = await import('../src/dictionary/compile.ts');
const { compileEndings } = await import('../src/dictionary/compile-endings.ts');
const { compileWords, wordsInput } = await import('../src/dictionary/compile-words.ts');
const dictionaries = join(packageRoot, 'dictionaries');
const words = readWordFiles(dictionaries);
writeFileSync(join(dist, 'dictionary.bin'), compileDictionary({ entities: readBuiltinEntities(dictionaries), words }));

const functionWords = words.filter((file) => file.name === 'function-words');
writeFileSync(
  join(dist, 'function-words.json'),
  JSON.stringify(Object.fromEntries(functionWords.map((file) => [file.language, file.rows.map((row) => row.word)]))),
);

trimJieba(join(dist, 'jieba'));
writeFileSync(join(dist, 'words-zh.bin'), compileWords(wordsInput(words)));
writeFileSync(join(dist, 'word-endings.bin'), compileEndings(words));
writeFileSync(join(dist, 'dates.bin'), packDates(compileDates(dictionaries)));

await build({
  entryPoints: [join(packageRoot, 'src', 'cli', 'main.ts'), join(packageRoot, 'src', 'jobs', 'worker.ts')],
  entryNames: '[name]',
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Names stay, so that a stack trace can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  // Native, and found at run time; compromise is loaded by require when first needed.
  external: ['nodejieba', 'compromise/one'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
