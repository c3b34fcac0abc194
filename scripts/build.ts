/** Builds `dist/`: the character tables, the compiled dictionary, the bundle. Runs on `npm ci` by way of `prepare`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCharacters } from '../src/dictionary/compile-characters.ts';
import { packageRoot } from '../src/dictionary/compiled.ts';
import { trimJieba } from '../src/dictionary/trim-jieba.ts';
import { readBuiltinEntities, readWordFiles } from '../src/dictionary/read.ts';

const dist = join(packageRoot, 'dist');
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, 'characters.bin'), compileCharacters());

// Reads the character tables just written.
const { compileDictionary } = await import('../src/dictionary/compile.ts');
const dictionaries = join(packageRoot, 'dictionaries');
const words = readWordFiles(dictionaries);
writeFileSync(
  join(dist, 'dictionary.bin'),
  compileDictionary({ entities: readBuiltinEntities(dictionaries), words }),
);

const functionWords = words.filter((file) => file.name === 'function-words');
writeFileSync(
  join(dist, 'function-words.json'),
  JSON.stringify(Object.fromEntries(functionWords.map((file) => [file.language, file.rows.map((row) => row.word)]))),
);

trimJieba(join(dist, 'jieba'));
