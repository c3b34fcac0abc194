/**
 * Builds what match/latin/lexicon.ts knows of the ends of compounds: a trie of the listed endings (`-straße`) and of the words that
 * are heads of German compounds (`Panzerhersteller`), spelt backwards, and the classes of each as the one and as the other.
 */
import { isHan } from '../text/characters.ts';
import { buildTrie } from './build-trie.ts';
import { classedWords, type DictionaryInput } from './compile.ts';
import { packSections } from './sections.ts';
import { Class } from './word-classes.ts';
import { ENDING } from './word-endings.ts';

const HEADS = Class.titleBefore | Class.companyCueBefore | Class.organisationTail | Class.companyTail;

/** Bytes of the compiled endings, the same for the same input. */
export function compileEndings(files: DictionaryInput['words']): Uint8Array {
  const endings = new Map<string, { listed: number; head: number }>();
  const add = (word: string, listed: number, head: number): void => {
    if (word.length < ENDING.shortest || word.length > ENDING.longest || isHan(word.charCodeAt(0)) || (listed | head) === 0)
      return;
    const key = word.split('').reverse().join('');
    const entry = endings.get(key) ?? { listed: 0, head: 0 };
    endings.set(key, { listed: entry.listed | listed, head: entry.head | head });
  };
  for (const { word, bits } of classedWords(files)) {
    if (word.startsWith('-')) add(word.slice(1), bits, 0);
    if (word.length >= ENDING.shortestHead) add(word, 0, bits & HEADS);
  }
  const keys = [...endings.keys()].sort((a, b) => (a < b ? -1 : 1));
  return packSections(
    { version: 1 },
    {
      ...buildTrie(keys),
      listed: Uint32Array.from(keys, (key) => endings.get(key)!.listed),
      heads: Uint32Array.from(keys, (key) => endings.get(key)!.head),
    },
  );
}
