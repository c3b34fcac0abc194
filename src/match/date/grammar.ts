/** The compiled date grammar prepared for running: flags as bits, classes as numbers. Everything about languages stands in `dictionaries/languages/<tag>/dates/`. */
import { type DateGrammar, type DateRule, type DateSlot, Symbols, symbolOf, TEXT } from '../../dictionary/date-grammar.ts';
import { isHelper, partName, unitOf } from './part-names.ts';

export { isDigit, isLatin, isSpace } from '../../dictionary/date-grammar.ts';

/** Bits of a rule's flags. */
export const Flag = {
  Partial: 1,
  End: 2,
  Home: 4,
  Weak: 8,
  Year: 16,
  List: 32,
  Frame: 64,
  Suffix: 128,
  Alone: 256,
  Lunar: 512,
  Final: 1024,
} as const;
const FLAGS: Readonly<Record<string, number>> = {
  partial: Flag.Partial,
  end: Flag.End,
  home: Flag.Home,
  weak: Flag.Weak,
  year: Flag.Year,
  list: Flag.List,
  frame: Flag.Frame,
  suffix: Flag.Suffix,
  alone: Flag.Alone,
  final: Flag.Final,
};

/** What a slot says about the calendar day a rule names. */
export const Role = { None: 0, Ymd: 1, Decade: 2, Day: 3, Month: 4, Year: 5, ShortYear: 6 } as const;
const ROLES: Readonly<Record<string, number>> = {
  ymd: Role.Ymd,
  decade: Role.Decade,
  d: Role.Day,
  dd: Role.Day,
  day: Role.Day,
  m: Role.Month,
  mm: Role.Month,
  month: Role.Month,
  y: Role.Year,
  year: Role.Year,
  shortyear: Role.ShortYear,
};

export interface Rule extends DateRule {
  readonly names: readonly string[];
  readonly bits: number;
  /** `parts` under the names they have in DateParts, and whether one is to be worked out further. */
  readonly partList: readonly (readonly [part: string, value: number | string])[];
  readonly helped: boolean;
  /** Dates by themselves before those that only complete others. */
  readonly rank: number;
  /** Classes of words: one must stand before, one behind, none may before, none behind. */
  readonly onlyAfter: readonly number[];
  readonly onlyBefore: readonly number[];
  readonly unlessBefore: readonly number[];
  readonly unlessAfter: readonly number[];
}

export interface Slot extends DateSlot {
  readonly role: number;
  /** Which end of a range: 0 both, 1 the first, 2 the second. */
  readonly end: number;
  /** The part of DateParts it fills, the unit it says along with it, and whether it is to be worked out further. */
  readonly part: string;
  readonly unit: string | null;
  readonly helper: boolean;
}

export interface Grammar extends DateGrammar {
  readonly rules: readonly Rule[];
  readonly slots: readonly Slot[];
  /** Class of each code: letters, digits, blanks apart (see Symbols). */
  readonly symbols: Uint8Array;
  /** Value of each Chinese numeral plus one, 0 elsewhere. */
  readonly numeralOf: Uint16Array;
  readonly gapOf: ReadonlyMap<string, number>;
  /** Longest gap in codes. */
  readonly longestGap: number;
  /** State below the root for each code, 0 where there is none. */
  readonly trieRoot: Uint16Array;
  readonly backRoot: Uint16Array;
  /** Nodes behind the codes of the root; by class: slots of the root that read its words, `slot, node` each. */
  readonly rootCodes: ReadonlyMap<number, number>;
  readonly rootWords: readonly (readonly number[] | undefined)[];
  /** Numbers of the classes every date asks for; -1 where no language has them. */
  readonly classNumbers: Readonly<Record<ClassName, number>>;
  readonly habits: readonly Habits[];
}

/** Settings of a language. */
export interface Habits {
  readonly unspaced: boolean;
  readonly capitalNouns: boolean;
  readonly pluralS: boolean;
}

const CLASSES = [
  'between',
  'between-end',
  'tail',
  'tail-stop',
  'not-year-after',
  'not-year-before',
  'year-before',
  'year-verb',
  'weekday-list',
] as const;
export type ClassName = (typeof CLASSES)[number];

export function loadGrammar(compiled: DateGrammar): Grammar {
  const classes = new Map(compiled.classes.map((name, cls) => [name, cls]));
  const numeralOf = new Uint16Array(65536);
  for (const [text, value] of Object.entries(compiled.numerals)) numeralOf[text.charCodeAt(0)] = value + 1;
  const symbols = new Uint8Array(65536);
  for (let c = 0; c < 0x250; c++) symbols[c] = symbolOf(c);
  symbols[0x3000] = Symbols.Blank;
  const gapOf = new Map(Object.entries(compiled.gaps));
  return {
    ...compiled,
    rules: compiled.rules.map((rule) => ruleOf(rule, classes)),
    slots: compiled.slots.map((slot) => ({
      ...slot,
      role: ROLES[slot.field] ?? Role.None,
      end: slot.side === '<' ? 1 : slot.side === '>' ? 2 : 0,
      part: partName(slot.field),
      unit: unitOf(slot),
      helper: isHelper(partName(slot.field)),
    })),
    symbols,
    numeralOf,
    gapOf,
    longestGap: Math.max(...[...gapOf.keys()].map((gap) => gap.length)),
    trieRoot: rootOf(compiled.trieCodes, compiled.trieFirst),
    backRoot: rootOf(compiled.backCodes, compiled.backFirst),
    rootCodes: rootCodesOf(compiled),
    rootWords: rootWordsOf(compiled),
    classNumbers: Object.fromEntries(CLASSES.map((name) => [name, classes.get(name) ?? -1])) as Record<ClassName, number>,
    habits: compiled.settings.map((list) => ({
      unspaced: list.includes('unspaced'),
      capitalNouns: list.includes('nouns-are-capital'),
      pluralS: list.includes('plural-s'),
    })),
  };
}

function ruleOf(rule: DateRule, classes: ReadonlyMap<string, number>): Rule {
  const { name, language, flags, parts } = rule;
  const onlyAfter: number[] = [];
  const onlyBefore: number[] = [];
  const unlessBefore: number[] = [];
  const unlessAfter: number[] = [];
  const lists: Readonly<Record<string, number[]>> = {
    'only-after': onlyAfter,
    'only-before': onlyBefore,
    'unless-before': unlessBefore,
    'unless-after': unlessAfter,
  };
  let bits = parts.lunar ? Flag.Lunar : 0;
  for (const flag of flags) {
    const [word, cls] = flag.split(':');
    bits |= FLAGS[word] ?? 0;
    if (cls) lists[word].push(classes.get(cls) ?? -1);
  }
  const rank = bits & (Flag.Partial | Flag.End) ? 0 : 2;
  const partList = Object.entries(parts).map(([part, value]) => [partName(part), value] as const);
  const helped = partList.some(([part]) => isHelper(part));
  return {
    name,
    language,
    flags,
    parts,
    names: [name],
    bits,
    partList,
    helped,
    rank,
    onlyAfter,
    onlyBefore,
    unlessBefore,
    unlessAfter,
  };
}

function rootOf(codes: Uint16Array, first: Uint16Array): Uint16Array {
  const root = new Uint16Array(65536);
  for (let state = first[0]; state < first[1]; state++) root[codes[state]] = state;
  return root;
}

/** The root has many branches: its codes by code, its words by class. */
function rootCodesOf({ tree, root }: DateGrammar): Map<number, number> {
  const out = new Map<number, number>();
  const at = codeList(tree, root);
  for (let i = 0; i < tree[at]; i++) out.set(tree[at + 1 + 2 * i], tree[at + 2 + 2 * i]);
  return out;
}

function rootWordsOf({ tree, root, slots }: DateGrammar): number[][] {
  const out: number[][] = [];
  const at = wordSlots(tree, root);
  for (let i = 0; i < tree[at]; i++) {
    const slot = tree[at + 1 + 2 * i];
    (out[slots[slot].cls] ??= []).push(slot, tree[at + 2 + 2 * i]);
  }
  return out;
}

/** Places inside a node (see DateTables.tree). */
const codeList = (tree: Int32Array, node: number) => node + tree[node + 1] + 4;
export const numberSlots = (tree: Int32Array, node: number): number => {
  const at = codeList(tree, node);
  return at + 1 + 2 * tree[at];
};
export const wordSlots = (tree: Int32Array, node: number): number => {
  const at = numberSlots(tree, node);
  return at + 1 + 2 * tree[at];
};

/** The value of a word as its table says it. */
export const wordValue = (grammar: Grammar, value: number): number | string =>
  value >= TEXT ? grammar.texts[value - TEXT] : value;

/** State behind `state` along a code, 0 where there is none. */
export function trieStep(grammar: Grammar, state: number, code: number): number {
  if (state === 0) return grammar.trieRoot[code];
  return childOf(grammar.trieFirst, grammar.trieCodes, state, code);
}

export function childOf(first: Uint16Array, codes: Uint16Array, state: number, code: number): number {
  // They stand in order of their codes.
  for (let next = first[state], end = first[state + 1]; next < end; next++)
    if (codes[next] >= code) return codes[next] === code ? next : 0;
  return 0;
}

/** Whether a word of the class ends at a state. */
export function endsWord(grammar: Grammar, state: number, cls: number): boolean {
  const { trieWords, wordClass } = grammar;
  for (let word = trieWords[state], end = trieWords[state + 1]; word < end; word++) if (wordClass[word] === cls) return true;
  return false;
}
