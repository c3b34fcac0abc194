/**
 * Compiles the date words and date rules of every language into one grammar for `match/date/`.
 *
 * A language is the folder `languages/<tag>/dates/` with two tables:
 *   words.csv  class,value,words,flags       `words` are separated by `|`; `(a|b)` inside a word spells it out
 *   rules.csv  rule,flags,pattern,parts,example,reference,expected
 * Patterns of all languages are expanded and merged into one prefix tree, so that a position is tried against all of them at once.
 *
 * Pattern syntax: `{class}` a word of that class or a number (see SLOTS), `{class=field}` names the part it fills, `{class<}` and
 * `{class>}` fill the first or the second end of a range, `{class^}` needs no word boundary behind it; `(a|b)` alternatives;
 * a blank is one to three white-space characters, `~` none to two; anything else stands for itself. In languages written without
 * blanks every element may be followed by white space.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** A pattern element: a code, white space (needed or not), or a slot. */
export type Element = number | ' ' | '~' | string;

export interface DateWord {
  readonly text: string;
  readonly class: number;
  readonly value: number | string;
  readonly language: number;
  /** Bit 1: written with a capital; 2: only in text of its own language; 4: written small unless a sentence begins. */
  readonly flags: number;
}

export interface DateRule {
  readonly name: string;
  readonly language: number;
  readonly flags: readonly string[];
  readonly parts: Readonly<Record<string, number | string>>;
  readonly example: string;
  readonly reference: string;
  readonly expected: string;
}

/** A node of the merged patterns: what may follow, and the rules complete here. The last node is the root. */
export interface PatternNode {
  readonly codes: Record<string, number>;
  /** `[class or number kind, part, next node]`; the part may end in `<`, `>`. */
  readonly slots: (readonly [slot: string, part: string, next: number])[];
  space: number;
  maybe: number;
  readonly rules: number[];
}

export interface DateGrammar {
  readonly languages: readonly string[];
  /** Whether words are written without blanks between them. */
  readonly unspaced: readonly boolean[];
  readonly classes: readonly string[];
  readonly words: readonly (readonly [text: string, cls: number, value: number | string, language: number, flags: number])[];
  readonly rules: readonly DateRule[];
  readonly nodes: readonly PatternNode[];
}

/** Number slots: digits from, digits to, least value, greatest value. */
export const SLOTS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  d: [1, 2, 1, 31],
  dd: [2, 2, 1, 31],
  m: [1, 2, 1, 12],
  mm: [2, 2, 1, 12],
  y: [4, 4, 1000, 2999],
  year: [4, 4, 1800, 2099],
  yy: [2, 2, 0, 99],
  n: [1, 3, 1, 999],
  w: [1, 2, 1, 53],
  ymd: [8, 8, 18000101, 20991231],
  decade: [4, 4, 1500, 2090],
};
const MAX_EXPANSIONS = 4000;

export function compileDates(dictionaries: string): DateGrammar {
  const root = join(dictionaries, 'languages');
  const languages = readdirSync(root)
    .sort()
    .filter((tag) => existsSync(join(root, tag, 'dates', 'rules.csv')));
  const classes: string[] = [];
  const words: [string, number, number | string, number, number][] = [];
  const rules: DateRule[] = [];
  const nodes: PatternNode[] = [emptyNode()];
  const unspaced: boolean[] = [];
  languages.forEach((tag, language) => {
    const folder = join(root, tag, 'dates');
    const wordRows = readTable(join(folder, 'words.csv'));
    unspaced.push(wordRows.some((row) => row.class === 'setting' && row.value === 'unspaced'));
    for (const row of wordRows) addWords(row, language, classes, words);
    for (const row of readTable(join(folder, 'rules.csv'))) addRule(row, tag, language, unspaced[language], rules, nodes);
  });
  checkSlots(nodes, classes);
  return { languages, unspaced, classes, words, rules, nodes: shareTails(nodes) };
}

/** Makes equal subtrees one, so that optional middles of patterns cost nothing (minimal acyclic automaton; Daciuk et al. 2000). */
function shareTails(nodes: readonly PatternNode[]): PatternNode[] {
  const out: PatternNode[] = [];
  const known = new Map<string, number>();
  const visit = (at: number): number => {
    const node = nodes[at];
    const copy: PatternNode = {
      codes: Object.fromEntries(Object.entries(node.codes).map(([code, next]) => [code, visit(next)])),
      slots: node.slots.map(([slot, part, next]) => [slot, part, visit(next)] as const),
      space: node.space < 0 ? -1 : visit(node.space),
      maybe: node.maybe < 0 ? -1 : visit(node.maybe),
      rules: node.rules,
    };
    const key = JSON.stringify(copy);
    const same = known.get(key);
    if (same !== undefined) return same;
    known.set(key, out.length);
    return out.push(copy) - 1;
  };
  visit(0);
  return out;
}

const emptyNode = (): PatternNode => ({ codes: {}, slots: [], space: -1, maybe: -1, rules: [] });

function readTable(path: string): Record<string, string>[] {
  return parse(readFileSync(path, 'utf8'), {
    columns: true,
    skip_empty_lines: true,
    relax_column_count_less: true,
    comment: '#',
    comment_no_infix: true,
  });
}

/** Stands for a bracket that is meant as such (`\\(` in the tables). */
const BRACKET = '\uE000';
const readValue = (text: string): number | string => (/^-?\d+$/.test(text) ? Number(text) : text);

function addWords(
  row: Record<string, string>,
  language: number,
  classes: string[],
  words: [string, number, number | string, number, number][],
): void {
  if (!classes.includes(row.class)) classes.push(row.class);
  const flags =
    (row.flags?.includes('capital') ? 1 : 0) | (row.flags?.includes('home') ? 2 : 0) | (row.flags?.includes('small') ? 4 : 0);
  for (const spelled of splitTop(row.words.replaceAll('\\(', BRACKET))) {
    for (const text of spell(spelled))
      words.push([
        text.replaceAll(BRACKET, '(').toLowerCase(),
        classes.indexOf(row.class),
        readValue(row.value),
        language,
        flags,
      ]);
  }
}

/** Splits at `|` outside brackets. */
function splitTop(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth++;
    if (c === ')') depth--;
    if (c === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts;
}

/** All readings of a text with bracketed alternatives. Brackets may nest. */
export function spell(text: string): string[] {
  const open = text.indexOf('(');
  if (open < 0) return [text];
  let depth = 0;
  let close = open;
  for (; close < text.length; close++) {
    if (text[close] === '(') depth++;
    if (text[close] === ')' && --depth === 0) break;
  }
  if (close === text.length) throw new Error(`unclosed bracket in "${text}"`);
  const out: string[] = [];
  for (const middle of splitTop(text.slice(open + 1, close))) {
    for (const rest of spell(middle + text.slice(close + 1))) out.push(text.slice(0, open) + rest);
  }
  return out;
}

function addRule(
  row: Record<string, string>,
  tag: string,
  language: number,
  loose: boolean,
  rules: DateRule[],
  nodes: PatternNode[],
): void {
  const parts = Object.fromEntries(
    (row.parts ?? '')
      .split(' ')
      .filter(Boolean)
      .map((p) => [p.split('=')[0], readValue(p.split('=')[1])]),
  );
  const flags = (row.flags ?? '').split(' ').filter(Boolean);
  const rule =
    rules.push({
      name: row.rule,
      language,
      flags,
      parts,
      example: row.example ?? '',
      reference: row.reference ?? '',
      expected: row.expected ?? '',
    }) - 1;
  const spelled = [...new Set(spell(row.pattern))];
  if (spelled.length > MAX_EXPANSIONS)
    throw new Error(`${tag} date rule ${row.rule}: ${spelled.length} readings, at most ${MAX_EXPANSIONS}`);
  for (const pattern of spelled) {
    let node = 0;
    const elements = elementsOf(pattern);
    elements.forEach((element, i) => {
      node = follow(nodes, node, element);
      if (loose && i < elements.length - 1 && element !== ' ' && element !== '~') node = follow(nodes, node, '~');
    });
    if (!nodes[node].rules.includes(rule)) nodes[node].rules.push(rule);
  }
}

function elementsOf(pattern: string): string[] {
  return [...pattern.toLowerCase().matchAll(/\{[^}]+\}|./gsu)].map((m) => m[0]);
}

function follow(nodes: PatternNode[], at: number, element: string): number {
  const node = nodes[at];
  const fresh = () => nodes.push(emptyNode()) - 1;
  if (element === ' ') return node.space < 0 ? (node.space = fresh()) : node.space;
  if (element === '~') return node.maybe < 0 ? (node.maybe = fresh()) : node.maybe;
  if (element.length > 1 && element[0] === '{') {
    const [, slot, part, mark] = /^\{([a-z-]+)(?:=([a-z]+))?([<>^]*)\}$/.exec(element) ?? fail(element);
    const field = (part ?? slot) + mark;
    const known = node.slots.find((s) => s[0] === slot && s[1] === field);
    if (known) return known[2];
    const next = fresh();
    node.slots.push([slot, field, next]);
    return next;
  }
  const code = String(element.charCodeAt(0));
  return (node.codes[code] ??= fresh());
}

function fail(element: string): never {
  throw new Error(`date rules: ${element} is not {class}, {class=part}, {class<} or {class>}`);
}

function checkSlots(nodes: readonly PatternNode[], classes: readonly string[]): void {
  for (const node of nodes)
    for (const [slot] of node.slots)
      if (!(slot in SLOTS) && !classes.includes(slot)) throw new Error(`date rules: no words of class {${slot}}`);
}
