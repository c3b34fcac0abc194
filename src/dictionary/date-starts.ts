/**
 * Tables that let the date scan step over text that is no date: which words, numbers and characters begin a pattern, and what may
 * follow them. Every table lets through more than the patterns do, never less.
 */
import {
  ANY_PRINT,
  type DateSlot,
  type DateTables,
  FOLLOW_ALL,
  followKey,
  HASH,
  HEAD_KEYS,
  HeadClass,
  hashCode,
  headKey,
  isDigit,
  isLatin,
  isSpace,
  mix,
  numberHead,
  pairKey,
  plain,
  printOf,
  ROW,
  Start,
  Symbols,
  symbolOf,
  tripleKey,
} from './date-grammar.ts';
import type { DateNode, WordEntry } from './date-tables.ts';

type StartTables = Pick<
  DateTables,
  'starts' | 'headClasses' | 'heads' | 'firstWords' | 'firstPrints' | 'follow' | 'numbers' | 'pairs' | 'triples'
>;

/** Digits and blanks count as one code each. */
const DIGIT = 48;
const BLANK = 32;
const NUMBER_LENGTHS = 9;

interface Patterns {
  readonly nodes: readonly DateNode[];
  readonly slots: readonly DateSlot[];
  /** Texts of the words of each class. */
  readonly texts: readonly (readonly string[])[];
  readonly numerals: readonly number[];
}

export function startTables(
  nodes: readonly DateNode[],
  slots: readonly DateSlot[],
  entries: readonly WordEntry[],
  numerals: readonly number[],
): StartTables {
  const texts: string[][] = [];
  for (const { cls, text } of entries) (texts[cls] ??= []).push(text);
  const patterns: Patterns = { nodes, slots, texts, numerals };
  const runs = runsOf(patterns);
  const followers = followersOf(runs);
  const rows = new Rows();
  const firstWords = new Uint16Array(65536);
  const firstPrints = new Uint8Array(65536);
  for (const [word, keys] of firstWordsOf(patterns, followers)) {
    let hash = HASH;
    for (let i = 0; i < word.length; i++) hash = hashCode(hash, word.charCodeAt(i));
    const place = mix(hash);
    firstPrints[place] = firstWords[place] ? ANY_PRINT : printOf(hash);
    firstWords[place] = rows.both(firstWords[place], keys);
  }
  const numbers = numberTables(patterns, followers, rows);
  const codes = codeTables(patterns);
  return {
    heads: headTable(patterns, runs),
    firstWords,
    firstPrints,
    numbers,
    follow: rows.table(),
    ...codes,
    headClasses: codes.starts.map(headClassOf),
  };
}

const headClassOf = (start: number, code: number): number => {
  if (start === Start.Letter || start === Start.Digit) return symbolOf(code);
  return start !== Start.None ? HeadClass.Starter : isSpace(code) ? HeadClass.Blank : HeadClass.Other;
};

/** What may follow: keys of three symbols (`followKey`); null where anything may. */
type Keys = ReadonlySet<number> | null;

/** Sets of keys by number: 0 is the empty one, FOLLOW_ALL the full one. */
class Rows {
  private readonly rows: (readonly number[])[] = [[]];
  private readonly known = new Map<string, number>();

  /** Number of the union of a numbered set and another. */
  both(row: number, keys: Keys): number {
    if (row === FOLLOW_ALL || !keys) return FOLLOW_ALL;
    const union = [...new Set([...this.rows[row], ...keys])].sort((a, b) => a - b);
    const key = union.join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.rows.length === FOLLOW_ALL) return FOLLOW_ALL;
    this.known.set(key, this.rows.length);
    return this.rows.push(union) - 1;
  }

  table(): Uint32Array {
    const out = new Uint32Array(this.rows.length * ROW);
    this.rows.forEach((keys, row) => {
      for (const key of keys) out[row * ROW + (key >> 5)] |= 1 << (key & 31);
    });
    return out;
  }
}

/** The first symbols (at most three) of a text and what patterns go on with from a node; see runsOf. */
type Runs = (text: string, node: number, count: number, last: number) => readonly string[];

/**
 * The symbols with which patterns go on, as characters: a run of digits or blanks counts once, also with the symbol `last` before.
 * One shorter than asked for may be followed by anything.
 */
function runsOf({ nodes, slots, texts }: Patterns): Runs {
  const known = new Map<number, readonly string[]>();
  const behind = (at: number, count: number, last: number): readonly string[] => {
    if (count === 0) return [''];
    const state = (at * 4 + count) * 32 + last;
    const done = known.get(state);
    if (done) return done;
    const [literal, slotList, space, maybe, rules] = nodes[at];
    if (rules.length) return [''];
    const out = new Set<string>();
    const add = (symbols: readonly number[], next: number) => {
      for (const run of spelled(symbols, next, count, last)) out.add(run);
    };
    for (let i = 0; i < literal.length; i += 2) add([symbolOf(literal[i])], literal[i + 1]);
    if (space >= 0) add([Symbols.Blank], space);
    if (maybe >= 0) for (const symbols of [[], [Symbols.Blank]]) add(symbols, maybe);
    for (let i = 0; i < slotList.length; i += 2) {
      const { cls } = slots[slotList[i]];
      if (cls >= 0) for (const text of texts[cls]) add(symbolsOf(text), slotList[i + 1]);
      else {
        add([Symbols.Digit], slotList[i + 1]);
        out.add(String.fromCharCode(Symbols.Other));
      }
    }
    known.set(state, [...out]);
    return known.get(state)!;
  };
  const spelled = (symbols: readonly number[], next: number, count: number, before: number): readonly string[] => {
    let last = before;
    let head = '';
    for (const symbol of symbols) {
      if (head.length === count) return [head];
      if (symbol !== last || !(symbol === Symbols.Digit || symbol === Symbols.Blank)) head += String.fromCharCode(symbol);
      last = symbol;
    }
    return behind(next, count - head.length, last).map((run) => head + run);
  };
  return (text, node, count, last) => spelled(symbolsOf(text), node, count, last);
}

const EVERY = Array.from({ length: 32 }, (_, i) => i);

/** The three symbols with which a pattern goes on from a node: leading blanks are skipped. */
function followersOf(runs: Runs): (node: number, text?: string) => Keys {
  const keysOf = (run: string): number[] => {
    const at = (i: number) => (i < run.length ? [run.charCodeAt(i)] : EVERY);
    return at(0).flatMap((a) => at(1).flatMap((b) => at(2).map((c) => followKey(a, b, c))));
  };
  return (node, text = '') => {
    const all = runs(text, node, 3, Symbols.Blank);
    return all.includes('') ? null : new Set(all.flatMap(keysOf));
  };
}

const symbolsOf = (text: string, symbol = symbolOf) => Array.from({ length: text.length }, (_, i) => symbol(text.charCodeAt(i)));

type Followers = ReturnType<typeof followersOf>;

/** The Latin words patterns begin with, each with what may follow it. */
function firstWordsOf(patterns: Patterns, followers: Followers): Map<string, Keys> {
  const words = new Map<string, Keys>();
  forFirstWords(patterns, (word, rest, next) => {
    const known = words.get(word);
    const keys = followers(next, rest);
    words.set(word, known === null || !keys ? null : new Set([...(known ?? []), ...keys]));
  });
  return words;
}

/** The Latin words patterns begin with: what stands behind them in a word of the tables, and the node from which the pattern goes on. */
function forFirstWords({ nodes, slots, texts }: Patterns, use: (word: string, rest: string, next: number) => void): void {
  const visit = (at: number, word: string): void => {
    const [literal, slotList, , maybe] = nodes[at];
    if (word) use(word, '', at);
    for (let i = 0; i < literal.length; i += 2)
      if (isLatin(literal[i])) visit(literal[i + 1], word + String.fromCharCode(literal[i]));
    if (maybe >= 0) visit(maybe, word);
    for (let i = 0; i < slotList.length; i += 2) {
      const { cls, glued } = slots[slotList[i]];
      if (cls >= 0) for (const text of texts[cls]) visitText(text, slotList[i + 1], glued, word);
    }
  };
  const visitText = (text: string, next: number, glued: boolean, word: string) => {
    let end = 0;
    while (end < text.length && isLatin(text.charCodeAt(end))) end++;
    if (!end) return;
    if (end === text.length && glued) visit(next, word + text);
    else use(word + text.slice(0, end), text.slice(end), next);
  };
  visit(nodes.length - 1, '');
}

/** Which four codes may begin a pattern: letters of a first word and what may follow a short one, a digit, another code that begins one. */
function headTable(patterns: Patterns, runs: Runs): Uint32Array {
  const heads = new Uint32Array(HEAD_KEYS / 32);
  const mark = (classes: readonly (readonly number[])[], key = 0, at = 0): void => {
    if (at === 4) heads[key >> 5] |= 1 << (key & 31);
    else for (const headClass of classes[at] ?? EVERY) mark(classes, headKey(key, headClass), at + 1);
  };
  forFirstWords(patterns, (word, rest, next) => {
    const letters = symbolsOf(word.slice(0, 4)).map((letter) => [letter]);
    for (const run of letters.length < 4 ? runs(rest, next, 4 - letters.length, NOTHING) : ['']) {
      const behind = symbolsOf(run, (symbol) => symbol);
      mark([...letters, ...behind.map(headClassesOf)]);
      // A run of digits or blanks may be longer than the one that stands for it.
      behind.forEach((symbol, i) => {
        if (symbol === Symbols.Digit || symbol === Symbols.Blank)
          mark([...letters, ...behind.slice(0, i + 1).map(headClassesOf), [symbol]]);
      });
    }
  });
  mark([[HeadClass.Digit, HeadClass.Starter]]);
  return heads;
}

/** Stands for no symbol that counts once in runs. */
const NOTHING = Symbols.Other;
const headClassesOf = (symbol: number): readonly number[] =>
  symbol === Symbols.Other || symbol > Symbols.Blank ? [HeadClass.Other, HeadClass.Starter] : [symbol];

/** What a number that begins a pattern may be and what may follow it. */
function numberTables({ nodes, slots, texts }: Patterns, followers: Followers, rows: Rows): Int32Array {
  const numbers = new Int32Array(NUMBER_LENGTHS * 3);
  const bound = (length: number, least: number, greatest: number, keys: Keys) => {
    const at = length * 3;
    numbers[at + 1] = numbers[at] ? Math.min(numbers[at + 1], least) : least;
    numbers[at + 2] = Math.max(numbers[at + 2], greatest);
    numbers[at] = rows.both(numbers[at], keys);
  };
  forNumbers(nodes, slots, (before, [fewest, most, least, greatest], next) => {
    for (let length = fewest + before.length; length <= most + before.length; length++)
      bound(length, least, Number(before + greatest), followers(next));
  });
  forDigitWords(nodes, slots, texts, (digits, rest, next) =>
    bound(digits.length, Number(digits), Number(digits), followers(next, rest)),
  );
  return numbers;
}

/** The number slots patterns begin with, and the digit of the pattern before them (`0{d}`). */
function forNumbers(
  nodes: readonly DateNode[],
  slots: readonly DateSlot[],
  use: (before: string, number: DateSlot['number'] & object, next: number) => void,
): void {
  const [literal, slotList] = nodes[nodes.length - 1];
  const each = (list: readonly number[], before: string) => {
    for (let i = 0; i < list.length; i += 2) {
      const { number } = slots[list[i]];
      if (number) use(before, number, list[i + 1]);
    }
  };
  each(slotList, '');
  for (let i = 0; i < literal.length; i += 2)
    if (isDigit(literal[i])) each(nodes[literal[i + 1]][1], String.fromCharCode(literal[i]));
}

/** The words patterns begin with that begin with a number: `20s`, `1st`. */
function forDigitWords(
  nodes: readonly DateNode[],
  slots: readonly DateSlot[],
  texts: Patterns['texts'],
  use: (digits: string, rest: string, next: number) => void,
): void {
  const slotList = nodes[nodes.length - 1][1];
  for (let i = 0; i < slotList.length; i += 2) {
    const { cls } = slots[slotList[i]];
    for (const text of cls < 0 ? [] : texts[cls]) {
      const digits = /^\d+/.exec(text)?.[0];
      if (digits) use(digits, text.slice(digits.length), slotList[i + 1]);
    }
  }
}

/**
 * Which codes begin a pattern, and the first two and three codes of those that are no words of letters. A number that begins one
 * stands as `numberHead` of its length.
 */
function codeTables({ nodes, slots, texts, numerals }: Patterns): Pick<StartTables, 'starts' | 'pairs' | 'triples'> {
  const starts = new Uint8Array(65536);
  const pairs = new Uint8Array(65536);
  const triples = new Uint8Array(65536);
  const mark = ([a, b, c]: readonly number[]): void => {
    starts[a] = b === undefined ? Start.Always : Math.max(starts[a], Start.Pair);
    if (b === undefined) return;
    const key = pairKey(a, b);
    pairs[key] = Math.max(pairs[key], c === undefined ? 2 : 1);
    if (c !== undefined) triples[tripleKey(a, b, c)] = 1;
  };
  const codesOf = (text: string) => Array.from({ length: text.length }, (_, i) => plain(text.charCodeAt(i)));
  const visit = (at: number, head: readonly number[]): void => {
    const [literal, slotList, space, maybe, rules] = nodes[at];
    if (head.length >= 3 || (head.length && rules.length)) {
      mark(head.slice(0, 3));
      return;
    }
    for (let i = 0; i < literal.length; i += 2) if (begins(head, literal[i])) visit(literal[i + 1], [...head, plain(literal[i])]);
    if (space >= 0) visit(space, [...head, BLANK]);
    if (maybe >= 0) for (const blank of [[], [BLANK]]) visit(maybe, [...head, ...blank]);
    for (let i = 0; i < slotList.length; i += 2) {
      const { cls } = slots[slotList[i]];
      if (cls >= 0) {
        for (const text of texts[cls]) if (begins(head, text.charCodeAt(0))) visit(slotList[i + 1], [...head, ...codesOf(text)]);
      } else if (head.length) for (const code of [DIGIT, ...numerals]) mark([...head, code]);
    }
  };
  const begins = (head: readonly number[], code: number) => head.length > 0 || !(isLatin(code) || isDigit(code) || isSpace(code));
  visit(nodes.length - 1, []);
  forNumbers(nodes, slots, (before, [fewest, most, , , digitsOnly], next) => {
    for (let length = fewest; length <= most; length++) visit(next, [numberHead(length + before.length)]);
    if (!digitsOnly) visit(next, [numberHead(0)]);
  });
  forDigitWords(nodes, slots, texts, (digits, rest, next) => visit(next, [numberHead(digits.length), ...codesOf(rest)]));
  for (const code of numerals) if (starts[code] !== Start.Always) starts[code] = Start.Numeral;
  for (let code = 0; code < 0x250; code++) {
    if (isLatin(code)) starts[code] = Start.Letter;
    if (isDigit(code)) starts[code] = Start.Digit;
  }
  return { starts, pairs, triples };
}
