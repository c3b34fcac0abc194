/** The compiled date grammar unpacked into typed arrays. Everything about languages stands in `dictionaries/languages/<tag>/dates/`. */
import type { DateGrammar } from '../../dictionary/date-grammar.ts';

export interface Grammar extends Omit<DateGrammar, 'triggers' | 'numerals' | 'gaps' | 'settings' | 'trie'> {
  /** Number of each class of words. */
  readonly classOf: ReadonlyMap<string, number>;
  /** Rules that are dates by themselves before those that only complete others. */
  readonly ranks: readonly number[];
  readonly triggers: Uint8Array;
  readonly pairs: Uint8Array;
  readonly triples: Uint8Array;
  readonly quads: Uint8Array;
  /** The root's literal codes, its number slots, and its word slots by class. */
  readonly rootCodes: ReadonlyMap<number, number>;
  readonly rootNumbers: readonly number[];
  readonly rootWords: readonly (readonly number[] | undefined)[];
  readonly afterNumber: Uint8Array;
  /** Value of each Chinese numeral plus one, 0 elsewhere. */
  readonly numerals: Uint16Array;
  readonly gaps: ReadonlyMap<string, number>;
  /** Longest gap in codes. */
  readonly longestGap: number;
  readonly settings: readonly ReadonlySet<string>[];
  /** State below the root for each code, 0 where there is none. */
  readonly trieRoot: Uint16Array;
  readonly trieCodes: Uint16Array;
  readonly trieFirst: Int32Array;
  readonly trieWords: Int32Array;
}

export const isLatin = (c: number) =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0x24f && c !== 0xd7 && c !== 0xf7);
export const isDigit = (c: number) => c >= 48 && c <= 57;
export const isSpace = (c: number) => c === 32 || c === 10 || c === 9 || c === 13 || c === 160 || c === 0x3000;

export function loadGrammar(compiled: DateGrammar): Grammar {
  const { trie, triggers } = compiled;
  const numerals = new Uint16Array(65536);
  for (const [text, value] of Object.entries(compiled.numerals)) numerals[text.charCodeAt(0)] = value + 1;
  const trieCodes = new Uint16Array(trie.codes.length);
  for (let i = 0; i < trieCodes.length; i++) trieCodes[i] = trie.codes.charCodeAt(i);
  const trieRoot = new Uint16Array(65536);
  for (let state = trie.first[0]; state < trie.first[1]; state++) trieRoot[trieCodes[state]] = state;
  const gaps = new Map(Object.entries(compiled.gaps));
  return {
    ...compiled,
    classOf: new Map(compiled.classes.map((name, cls) => [name, cls])),
    ranks: compiled.rules.map(({ flags }) => (flags.includes('partial') || flags.includes('end') ? 0 : 2)),
    triggers: unpack(triggers.codes),
    pairs: unpack(triggers.pairs),
    triples: unpack(triggers.triples),
    quads: unpack(triggers.quads),
    ...rootOf(compiled),
    afterNumber: unpack(triggers.afterNumber),
    numerals,
    gaps,
    longestGap: Math.max(...[...gaps.keys()].map((gap) => gap.length)),
    settings: compiled.settings.map((list) => new Set(list)),
    trieRoot,
    trieCodes,
    trieFirst: Int32Array.from(trie.first),
    trieWords: Int32Array.from(trie.words),
  };
}

/** The root has many branches: indexed by code and by class. */
function rootOf({ nodes, slots }: DateGrammar): Pick<Grammar, 'rootCodes' | 'rootNumbers' | 'rootWords'> {
  const [literal, slotList] = nodes[nodes.length - 1];
  const rootCodes = new Map<number, number>();
  const rootNumbers: number[] = [];
  const rootWords: number[][] = [];
  for (let i = 0; i < literal.length; i += 2) rootCodes.set(literal[i], literal[i + 1]);
  for (let i = 0; i < slotList.length; i += 2) {
    const { cls } = slots[slotList[i]];
    if (cls < 0) rootNumbers.push(slotList[i], slotList[i + 1]);
    else {
      rootWords[cls] ??= [];
      rootWords[cls].push(slotList[i], slotList[i + 1]);
    }
  }
  return { rootCodes, rootNumbers, rootWords };
}

/** Number of a class of words; -1 where no language has it. */
export const classNumber = (grammar: Grammar, name: string): number => grammar.classOf.get(name) ?? -1;

/** State behind `state` along a code, 0 where there is none. */
export function trieStep(grammar: Grammar, state: number, code: number): number {
  if (state === 0) return grammar.trieRoot[code];
  const { trieFirst, trieCodes } = grammar;
  for (let next = trieFirst[state], end = trieFirst[state + 1]; next < end; next++) if (trieCodes[next] === code) return next;
  return 0;
}

/** Whether a word of the class ends at a state. */
export function endsWord(grammar: Grammar, state: number, cls: number): boolean {
  for (let word = grammar.trieWords[state]; word < grammar.trieWords[state + 1]; word++)
    if (grammar.words.cls[word] === cls) return true;
  return false;
}

function unpack(base64: string): Uint8Array {
  const bytes = Buffer.from(base64, 'base64');
  const out = new Uint8Array(bytes.length * 4);
  for (let i = 0; i < out.length; i++) out[i] = (bytes[i >> 2] >> ((i & 3) * 2)) & 3;
  return out;
}
