/** Dictionaries of a user: read, checked and compiled at start-up. */
import { checkEntityTable } from './check.ts';
import { compileDictionary } from './compile.ts';
import { DictionaryError, type EntityRow, entityRow, readTable } from './read.ts';

/** So many errors are told; the rest are counted. */
const TOLD = 10;

/**
 * Compiles files into one dictionary. Throws DictionaryError naming file, line, reason and what would be right.
 * Whether a name is wise (an ordinary word, another entity's too) is the user's to say: `dict check` points it out.
 */
export function compileUserDictionary(paths: readonly string[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(compileDictionary({ entities: paths.flatMap(readUserDictionary), words: [] }));
}

function readUserDictionary(path: string): EntityRow[] {
  const table = readTable(path);
  const errors = checkEntityTable({ ...table, type: undefined }, null).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const [first, ...others] = errors.slice(0, TOLD).map(({ line, reason, right }) => ({ line, text: `${reason} (${right})` }));
    const more = errors.length - 1 - others.length;
    const lines = [first.text, ...others.map(({ line, text }) => `${path}:${line}: ${text}`)];
    if (more > 0) lines.push(`${path}: and ${more} more: extract dict check ${path} lists them`);
    throw new DictionaryError(path, first.line, lines.join('\n'));
  }
  return table.rows.map(({ line, record }) => entityRow(path, line, record, undefined));
}
