/** Flat tables of the date grammar: the word trie, and the triggers that let the scan step over text that is no date. */
import { type DateGrammar, type DateNode, type DateSlot, pairKey, quadKey, Trigger, tripleKey } from './date-grammar.ts';

export interface WordEntry {
  readonly text: string;
  readonly cls: number;
  readonly value: number | string;
  readonly language: number;
  readonly flags: number;
}

/** The word trie, states numbered breadth first so that the children of a state stand together. */
export function wordTrie(entries: readonly WordEntry[]): Pick<DateGrammar, 'trie' | 'words'> {
  type State = { children: Map<number, State>; words: WordEntry[]; code: number };
  const root: State = { children: new Map(), words: [], code: 0 };
  for (const entry of entries) {
    let state = root;
    for (let i = 0; i < entry.text.length; i++) {
      const code = entry.text.charCodeAt(i);
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
  return {
    trie: { codes: states.map((s) => String.fromCharCode(s.code)).join(''), first, words: wordsFrom },
    words: {
      cls: words.map((w) => w.cls),
      value: words.map((w) => w.value),
      language: words.map((w) => w.language),
      flags: words.map((w) => w.flags),
    },
  };
}

/** One code for each value `tripleKey` tells apart. */
const ANY = [32, ...Array.from({ length: 31 }, (_, i) => 97 + i)];
const SPACES = [32, 9, 10, 13, 160, 0x3000];
const DIGITS = Array.from({ length: 10 }, (_, i) => 48 + i);
const isLatin = (c: number) => (c >= 97 && c <= 122) || (c >= 0xc0 && c <= 0x24f);

/** Which codes, pairs and triples of codes may begin a pattern, and which codes may follow a number that begins one. */
export function triggerTables(
  nodes: readonly DateNode[],
  slots: readonly DateSlot[],
  entries: readonly WordEntry[],
  numeralCodes: readonly number[],
): DateGrammar['triggers'] {
  const codes = new Uint8Array(65536);
  const pairs = new Uint8Array(0x40000);
  const quads = new Uint8Array(65536);
  const triples = new Uint8Array(32768);
  const afterNumber = new Uint8Array(65536);
  const textsOf = (cls: number) => entries.filter((entry) => entry.cls === cls).map((entry) => entry.text);
  const markLetters = ([a, b, c, d]: readonly number[]) => {
    for (const y of b === undefined ? ANY : [b]) {
      for (const z of c === undefined ? ANY : [c]) {
        const key = tripleKey(a, y, z);
        triples[key] = Math.max(triples[key], d === undefined ? 2 : 1);
      }
    }
    if (d !== undefined) quads[quadKey(a, b, c, d)] = 1;
  };
  const mark = (prefix: readonly number[]) => {
    const [a, b] = prefix;
    if (isLatin(a)) markLetters(prefix);
    if (b === undefined) codes[a] = Trigger.Always;
    else if (codes[a] === Trigger.None) codes[a] = Trigger.Pair;
    if (b !== undefined) pairs[pairKey(a, b)] = 1;
  };
  /** Codes a node may go on with; null where the pattern may end there. */
  const following = (at: number): number[] | null => {
    const [literal, slotList, space, maybe, rules] = nodes[at];
    if (rules.length) return null;
    const out = literal.filter((_, i) => i % 2 === 0);
    for (let i = 0; i < slotList.length; i += 2)
      out.push(
        ...(slots[slotList[i]].cls < 0
          ? [...DIGITS, ...numeralCodes]
          : textsOf(slots[slotList[i]].cls).map((t) => t.charCodeAt(0))),
      );
    if (space >= 0 || maybe >= 0) out.push(...SPACES);
    const behind = maybe < 0 ? [] : following(maybe);
    return behind && [...out, ...behind];
  };
  /** Marks the first four codes of all that may follow `prefix` from a node on. */
  const visit = (at: number, prefix: readonly number[]): void => {
    const [literal, slotList, space, maybe, rules] = nodes[at];
    if (prefix.length >= 4 || rules.length) {
      mark(prefix);
      return;
    }
    for (let i = 0; i < literal.length; i += 2) visit(literal[i + 1], [...prefix, literal[i]]);
    if (space >= 0) for (const blank of SPACES) visit(space, [...prefix, blank]);
    if (maybe >= 0) for (const blanks of [[], ...SPACES.map((blank) => [blank])]) visit(maybe, [...prefix, ...blanks]);
    for (let i = 0; i < slotList.length; i += 2) {
      const { cls } = slots[slotList[i]];
      const next = slotList[i + 1];
      if (cls >= 0) for (const text of textsOf(cls)) visitWord([...prefix, ...Array.from(text, (c) => c.charCodeAt(0))], next);
      else if (prefix.length) for (const code of [...DIGITS, ...numeralCodes]) mark([...prefix, code]);
      else for (const code of following(next) ?? []) afterNumber[code] = 1;
    }
  };
  const visitWord = (prefix: readonly number[], next: number) => {
    if (prefix.length >= 4) mark(prefix.slice(0, 4));
    else visit(next, prefix);
  };
  visit(nodes.length - 1, []);
  for (const code of numeralCodes) {
    codes[code] = Trigger.Always;
    afterNumber[code] = 1;
  }
  for (const code of DIGITS) codes[code] = Trigger.Digit;
  const pack = (bytes: Uint8Array) => Buffer.from(bits(bytes)).toString('base64');
  return { codes: pack(codes), pairs: pack(pairs), triples: pack(triples), quads: pack(quads), afterNumber: pack(afterNumber) };
}

/** Four two-bit values in a byte. */
function bits(values: Uint8Array): Uint8Array {
  const out = new Uint8Array(values.length / 4);
  for (let i = 0; i < values.length; i++) out[i >> 2] |= values[i] << ((i & 3) * 2);
  return out;
}
