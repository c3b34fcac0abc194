/**
 * The compiled date grammar made ready to run: a table that tells, for each code, whether a date can begin there, a trie of
 * all date words, and the merged patterns. Everything about languages stands in `dictionaries/languages/<tag>/dates/`.
 */
import { type DateGrammar, type DateRule, SLOTS } from '../../dictionary/compile-dates.ts';

export enum Trigger {
  None,
  /** A date may begin here if the next code fits too. */
  Pair,
  Always,
  Digit,
}
/** Gaps between two date pieces that bind them. */
export const Gap = { Join: 1, Comma: 2, Of: 4, To: 8, And: 16, Weekday: 32, Open: 64 } as const;
const GAP_CLASSES: Readonly<Record<string, number>> = {
  'gap-join': Gap.Join,
  'gap-comma': Gap.Comma,
  'gap-of': Gap.Of,
  'gap-to': Gap.To,
  'gap-and': Gap.And,
  'gap-weekday': Gap.Weekday,
  'gap-open': Gap.Open,
};

export interface Slot {
  readonly name: string;
  /** Class of words, or -1 for a number slot. */
  readonly cls: number;
  readonly number: readonly [number, number, number, number] | null;
  readonly field: string;
  /** Which end of a range it fills: `<`, `>` or both. */
  readonly side: '<' | '>' | '';
  readonly glued: boolean;
  readonly next: number;
}
export interface Node {
  readonly codes: ReadonlyMap<number, number>;
  readonly slots: readonly Slot[];
  readonly space: number;
  readonly maybe: number;
  readonly rules: readonly number[];
}
export interface Word {
  readonly cls: number;
  readonly value: number | string;
  readonly language: number;
  readonly flags: number;
}
export interface Grammar {
  readonly languages: readonly string[];
  readonly classes: readonly string[];
  readonly rules: readonly DateRule[];
  readonly nodes: readonly Node[];
  readonly triggers: Uint8Array;
  readonly pairs: Uint8Array;
  readonly triples: Uint8Array;
  /** Word trie: `state * 65536 + code` to state; words that end at a state. */
  readonly wordNext: ReadonlyMap<number, number>;
  readonly wordsAt: readonly (readonly Word[] | undefined)[];
  /** Value of each Chinese numeral plus one, 0 elsewhere. */
  readonly numerals: Uint16Array;
  readonly gaps: ReadonlyMap<string, number>;
  /** Longest gap in codes. */
  readonly longestGap: number;
  /** Settings of each language, by name. */
  readonly settings: readonly ReadonlySet<string>[];
}

export const pairKey = (a: number, b: number) => ((a * 31) ^ (b * 7919)) & 0xffff;
export const tripleKey = (a: number, b: number, c: number) => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);
export const isLatin = (c: number) =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0x24f && c !== 0xd7 && c !== 0xf7);
export const isDigit = (c: number) => c >= 48 && c <= 57;
export const isSpace = (c: number) => c === 32 || c === 10 || c === 9 || c === 13 || c === 160 || c === 0x3000;

export function loadGrammar(compiled: DateGrammar): Grammar {
  const { classes } = compiled;
  const wordNext = new Map<number, number>();
  const wordsAt: Word[][] = [];
  const numerals = new Uint16Array(65536);
  const gaps = new Map<string, number>([['', Gap.Join]]);
  const settings = compiled.languages.map(() => new Set<string>());
  let states = 1;
  for (const [text, cls, value, language, flags] of compiled.words) {
    const name = classes[cls];
    if (name === 'numeral') numerals[text.charCodeAt(0)] = Number(value) + 1;
    else if (name === 'setting') settings[language].add(String(value));
    else if (GAP_CLASSES[name]) gaps.set(text, (gaps.get(text) ?? 0) | GAP_CLASSES[name]);
    else {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        const key = state * 65536 + text.charCodeAt(i);
        let next = wordNext.get(key);
        if (next === undefined) wordNext.set(key, (next = states++));
        state = next;
      }
      (wordsAt[state] ??= []).push({ cls, value, language, flags });
    }
  }
  const nodes = compiled.nodes.map((node) => ({
    codes: new Map(Object.entries(node.codes).map(([code, next]) => [Number(code), next])),
    slots: node.slots.map(([name, part, next]) => {
      const [, field, marks] = /^([a-z-]+)([<>^]*)$/.exec(part)!;
      return {
        name,
        cls: name in SLOTS ? -1 : classes.indexOf(name),
        number: SLOTS[name] ?? null,
        field,
        side: marks.includes('<') ? '<' : marks.includes('>') ? '>' : '',
        glued: marks.includes('^'),
        next,
      } as Slot;
    }),
    space: node.space,
    maybe: node.maybe,
    rules: node.rules,
  }));
  const longestGap = Math.max(...[...gaps.keys()].map((gap) => gap.length));
  return {
    languages: compiled.languages,
    classes,
    rules: compiled.rules,
    nodes,
    wordNext,
    wordsAt,
    numerals,
    gaps,
    longestGap,
    settings,
    ...triggersOf(compiled, nodes, numerals),
  };
}

/** What may stand behind a one-letter word. */
const BEHIND_A_WORD = [...' \u00a0\n-'].map((c) => c.charCodeAt(0));

/** Which codes, pairs and triples of codes may begin a pattern. */
function triggersOf(compiled: DateGrammar, nodes: readonly Node[], numerals: Uint16Array) {
  const triggers = new Uint8Array(65536);
  const pairs = new Uint8Array(65536);
  const triples = new Uint8Array(32768);
  const wordsOf = compiled.classes.map((_, cls) => compiled.words.filter((word) => word[1] === cls).map((word) => word[0]));
  const mark = (prefix: readonly number[]) => {
    const [a, b, c] = prefix;
    if (b === undefined) triggers[a] = Trigger.Always;
    else {
      if (triggers[a] === Trigger.None) triggers[a] = Trigger.Pair;
      pairs[pairKey(a, b)] = 1;
      for (let x = 0; x < 32; x++) if (c === undefined || (c & 31) === x) triples[tripleKey(a, b, x)] = 1;
    }
  };
  const visit = (at: number, prefix: readonly number[]) => {
    const node = nodes[at];
    if (prefix.length >= 3) return mark(prefix);
    if (prefix.length && (node.rules.length || node.space >= 0 || node.maybe >= 0 || node.slots.length)) mark(prefix);
    for (const [code, next] of node.codes) visit(next, [...prefix, code]);
    if (prefix.length) return;
    for (const slot of node.slots) {
      for (const text of slot.cls < 0 ? [] : wordsOf[slot.cls]) {
        const start = [...text.slice(0, 3)].map((ch) => ch.charCodeAt(0));
        if (start.length === 1 && isLatin(start[0])) for (const after of BEHIND_A_WORD) mark([start[0], after]);
        else mark(start);
      }
    }
  };
  visit(nodes.length - 1, []);
  for (let c = 0; c < 65536; c++) if (numerals[c]) triggers[c] = Trigger.Always;
  for (let c = 48; c < 58; c++) triggers[c] = Trigger.Digit;
  return { triggers, pairs, triples };
}
