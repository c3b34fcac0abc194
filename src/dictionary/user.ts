/** Dictionaries of a user: read, checked and compiled at start-up. */
import { compileDictionary } from './compile.ts';
import { readEntityFile } from './read.ts';

/** Compiles files into one dictionary. Throws DictionaryError naming file, line and reason. */
export function compileUserDictionary(paths: readonly string[]): Uint8Array<ArrayBuffer> {
  const entities = paths.flatMap((path) => readEntityFile(path, undefined));
  return new Uint8Array(compileDictionary({ entities, words: [] }));
}
