/** Dictionaries of a user: read, checked and compiled at start-up. */
import { entityCheck, type Finding } from './check.ts';
import { compileDictionary } from './compile.ts';
import { DictionaryError, type EntityRow, entityRow, readRows } from './read.ts';

/** So many errors are told; the rest are counted. */
const TOLD = 10;

/**
 * Compiles files into one dictionary. Throws DictionaryError naming file, line, reason and what would be right.
 * Whether a name is wise (an ordinary word, another entity's too) is the user's to say: `dict check` points it out.
 */
export function compileUserDictionary(paths: readonly string[]): Uint8Array<ArrayBuffer> {
  return compileDictionary({ entities: paths.flatMap(readUserDictionary), words: [] });
}

function readUserDictionary(path: string): EntityRow[] {
  const errors: Finding[] = [];
  let more = 0;
  const note = (findings: readonly Finding[]) => {
    for (const finding of findings)
      if (finding.severity === 'warning') continue;
      else if (errors.length < TOLD) errors.push(finding);
      else more++;
  };
  const { rows } = readRows(path, path, (header) => {
    const check = entityCheck({ file: path, header, type: undefined }, null);
    note(check.header);
    return (record, line) => {
      note(check.row(record, line));
      return entityRow(path, line, record, undefined);
    };
  });
  if (errors.length === 0) return rows;
  const [first, ...others] = errors.map(({ line, reason, right }) => ({ line, text: `${reason} (${right})` }));
  const lines = [first.text, ...others.map(({ line, text }) => `${path}:${line}: ${text}`)];
  if (more > 0) lines.push(`${path}: and ${more} more: extract dict check ${path} lists them`);
  throw new DictionaryError(path, first.line, lines.join('\n'));
}
