/** Flat tables of the date grammar: the pattern tree, the word trie, and the same backwards for words before a date. */
import { type DateSlot, type DateTables, Symbols, symbolOf, TEXT } from './date-grammar.ts';

export interface WordEntry {
  readonly text: string;
  readonly cls: number;
  readonly value: number | string;
  readonly language: number;
  readonly flags: number;
}

/** `[code, next, …]`, `[slot, next, …]`, node behind needed white space, behind possible white space (-1: none), rules complete here. */
export type DateNode = readonly [
  codes: readonly number[],
  slots: readonly number[],
  space: number,
  maybe: number,
  rules: readonly number[],
];

/** The pattern tree as one array (see DateTables.tree) and where its root, the last node, stands. */
export function flatTree(
  nodes: readonly DateNode[],
  slots: readonly DateSlot[],
  entries: readonly WordEntry[],
): { tree: Int32Array; root: number } {
  const places: number[] = [];
  const tree: number[] = [];
  const masks = symbolMasks(nodes, slots, entries);
  const place = (node: number) => (node < 0 ? -1 : places[node]);
  const pairs = (list: readonly number[], keep: (key: number) => boolean) => {
    const kept = list.flatMap((key, i) => (i % 2 === 0 && keep(key) ? [key, place(list[i + 1])] : []));
    return [kept.length / 2, ...kept];
  };
  nodes.forEach(([codes, slotList, space, maybe, rules], node) => {
    places.push(tree.length);
    tree.push(masks[node], rules.length, ...rules, place(space), place(maybe), ...pairs(codes, () => true));
    tree.push(...pairs(slotList, (slot) => slots[slot].cls < 0), ...pairs(slotList, (slot) => slots[slot].cls >= 0));
  });
  return { tree: Int32Array.from(tree), root: places[places.length - 1] };
}

/** For each node the symbols of the codes it may go on with, as bits. A node stands behind those it leads to. */
function symbolMasks(nodes: readonly DateNode[], slots: readonly DateSlot[], entries: readonly WordEntry[]): number[] {
  const ofClass: number[] = [];
  for (const { cls, text } of entries) ofClass[cls] = (ofClass[cls] ?? 0) | (1 << symbolOf(text.charCodeAt(0)));
  const number = (1 << Symbols.Digit) | (1 << Symbols.Other);
  const masks: number[] = [];
  for (const [codes, slotList, space, maybe] of nodes) {
    let mask = maybe >= 0 ? masks[maybe] : 0;
    if (space >= 0 || maybe >= 0) mask |= 1 << Symbols.Blank;
    // The node behind possible white space may be complete there.
    if (maybe >= 0 && nodes[maybe][4].length) mask = -1;
    for (let i = 0; i < codes.length; i += 2) mask |= 1 << symbolOf(codes[i]);
    for (let i = 0; i < slotList.length; i += 2) mask |= slots[slotList[i]].cls < 0 ? number : ofClass[slots[slotList[i]].cls];
    masks.push(mask);
  }
  return masks;
}

interface Trie {
  readonly codes: Uint16Array;
  readonly first: Uint16Array;
  readonly words: Uint16Array;
  readonly entries: readonly WordEntry[];
}

/** A trie whose states are numbered breadth first, so that the children of a state stand together. */
function trieOf(entries: readonly WordEntry[], spelling: (text: string) => string): Trie {
  type State = { children: Map<number, State>; words: WordEntry[]; code: number };
  const root: State = { children: new Map(), words: [], code: 0 };
  for (const entry of entries) {
    let state = root;
    const text = spelling(entry.text);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      let next = state.children.get(code);
      if (!next) state.children.set(code, (next = { children: new Map(), words: [], code }));
      state = next;
    }
    state.words.push(entry);
  }
  const states = [root];
  const first: number[] = [];
  const wordsFrom: number[] = [];
  const words: WordEntry[] = [];
  for (let i = 0; i < states.length; i++) {
    first.push(states.length);
    wordsFrom.push(words.length);
    words.push(...states[i].words);
    for (const code of [...states[i].children.keys()].sort((a, b) => a - b)) states.push(states[i].children.get(code)!);
  }
  first.push(states.length);
  wordsFrom.push(words.length);
  if (states.length > 65535 || words.length > 65535) throw new Error('date words: more than 65535 states');
  return {
    codes: Uint16Array.from(states, (state) => state.code),
    first: Uint16Array.from(first),
    words: Uint16Array.from(wordsFrom),
    entries: words,
  };
}

type WordTables = Pick<
  DateTables,
  | 'trieCodes'
  | 'trieFirst'
  | 'trieWords'
  | 'backCodes'
  | 'backFirst'
  | 'backWords'
  | 'backClass'
  | 'wordClass'
  | 'wordLanguage'
  | 'wordFlags'
  | 'wordValue'
>;

/** The words forwards, and those of the classes looked for before a date backwards. */
export function wordTables(
  entries: readonly WordEntry[],
  before: ReadonlySet<number>,
): { tables: WordTables; texts: readonly string[] } {
  const forth = trieOf(entries, (text) => text);
  const back = trieOf(
    entries.filter((entry) => before.has(entry.cls)),
    (text) => [...text].reverse().join(''),
  );
  const texts: string[] = [];
  const numberOf = (value: number | string) => {
    if (typeof value === 'number') return value;
    const known = texts.indexOf(value);
    return TEXT + (known >= 0 ? known : texts.push(value) - 1);
  };
  const tables = {
    trieCodes: forth.codes,
    trieFirst: forth.first,
    trieWords: forth.words,
    backCodes: back.codes,
    backFirst: back.first,
    backWords: back.words,
    backClass: Uint8Array.from(back.entries, (entry) => entry.cls),
    wordClass: Uint8Array.from(forth.entries, (entry) => entry.cls),
    wordLanguage: Uint8Array.from(forth.entries, (entry) => entry.language),
    wordFlags: Uint8Array.from(forth.entries, (entry) => entry.flags),
    wordValue: Int32Array.from(forth.entries, (entry) => numberOf(entry.value)),
  };
  return { tables, texts };
}
