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
import { type DateGrammar, type DateRule, type DateSlot, Gap, WordFlag } from './date-grammar.ts';
import { startTables } from './date-starts.ts';
import { type DateNode, flatTree, type WordEntry, wordTables } from './date-tables.ts';

interface Node {
  readonly codes: Record<string, number>;
  readonly slots: (readonly [slot: number, next: number])[];
  space: number;
  maybe: number;
  readonly rules: number[];
}

/** A rule with the example that documents and tests it. */
export interface RuleSource extends DateRule {
  readonly example: string;
  readonly reference: string;
  readonly expected: string;
}

/** Number slots: digits from, digits to, least value, greatest value. */
const SLOTS: Readonly<Record<string, DateSlot['number']>> = {
  d: [1, 2, 1, 31],
  dd: [2, 2, 1, 31],
  da: [1, 2, 1, 31, 1],
  dn: [1, 2, 2, 31],
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

/** Compiles the `dates` folder of each language. The build writes the result to `dist/dates.bin` (see date-file.ts). */
export function compileDates(dictionaries: string): DateGrammar {
  const { languages, loose, classes, entries, sources, settings } = readDates(dictionaries);
  const slots: DateSlot[] = [];
  const tree: Node[] = [emptyNode()];
  sources.forEach(({ pattern, rule }, index) => {
    addPattern(pattern, rule, index, loose[rule.language], tree, slots, classes);
  });
  const nodes = shareTails(tree);
  const gaps: Record<string, number> = {};
  const numerals: Record<string, number> = {};
  const matched: WordEntry[] = [];
  for (const entry of entries) {
    const name = classes[entry.cls];
    if (name === 'numeral') numerals[entry.text] = Number(entry.value);
    else if (name.startsWith('gap-')) gaps[entry.text] = (gaps[entry.text] ?? 0) | (GAP_CLASSES[name] ?? fail(name));
    else matched.push(entry);
  }
  const numeralCodes = Object.keys(numerals).map((text) => text.charCodeAt(0));
  const rules = sources.map(({ rule: { name, language, flags, parts } }) => ({ name, language, flags, parts }));
  const { tables, texts } = wordTables(matched, classesBefore(rules, classes));
  return {
    languages,
    classes,
    rules,
    slots,
    settings,
    gaps,
    numerals,
    texts,
    ...flatTree(nodes, slots, matched),
    ...tables,
    ...startTables(nodes, slots, matched, numeralCodes),
  };
}

/** Classes looked for before a date whatever the rule. */
const BEFORE = ['between', 'year-before', 'not-year-before'];
function classesBefore(rules: readonly DateRule[], classes: readonly string[]): ReadonlySet<number> {
  const named = rules.flatMap(({ flags }) =>
    flags.flatMap((flag) => /^(?:only-after|unless-before):(.+)$/.exec(flag)?.slice(1) ?? []),
  );
  return new Set([...BEFORE, ...named].map((name) => classes.indexOf(name)));
}

/** The rules of every language with their examples, for tests and documentation. */
export const dateRules = (dictionaries: string): readonly RuleSource[] =>
  readDates(dictionaries).sources.map((source) => source.rule);

function readDates(dictionaries: string) {
  const root = join(dictionaries, 'languages');
  const languages = readdirSync(root)
    .sort()
    .filter((tag) => existsSync(join(root, tag, 'dates', 'rules.csv')));
  const classes: string[] = [];
  const entries: WordEntry[] = [];
  const sources: { readonly pattern: string; readonly rule: RuleSource }[] = [];
  const settings: string[][] = [];
  languages.forEach((tag, language) => {
    const folder = join(root, tag, 'dates');
    const rows = readTable(join(folder, 'words.csv'));
    settings.push(rows.filter((row) => row.class === 'setting').map((row) => row.value));
    for (const row of rows) if (row.class !== 'setting') addWords(row, language, classes, entries);
    for (const row of readTable(join(folder, 'rules.csv'))) sources.push({ pattern: row.pattern, rule: ruleOf(row, language) });
  });
  return { languages, loose: settings.map((list) => list.includes('unspaced')), classes, entries, sources, settings };
}

function ruleOf(row: Record<string, string>, language: number): RuleSource {
  const words = (text: string | undefined) => (text ?? '').split(' ').filter(Boolean);
  const parts = Object.fromEntries(words(row.parts).map((part) => [part.split('=')[0], readValue(part.split('=')[1])]));
  return {
    name: row.rule,
    language,
    flags: words(row.flags),
    parts,
    example: row.example ?? '',
    reference: row.reference ?? '',
    expected: row.expected ?? '',
  };
}

const GAP_CLASSES: Readonly<Record<string, number>> = {
  'gap-join': Gap.Join,
  'gap-comma': Gap.Comma,
  'gap-of': Gap.Of,
  'gap-to': Gap.To,
  'gap-and': Gap.And,
  'gap-weekday': Gap.Weekday,
  'gap-open': Gap.Open,
};

/** Makes equal subtrees one, so that optional middles of patterns cost nothing (minimal acyclic automaton; Daciuk et al. 2000). */
function shareTails(tree: readonly Node[]): DateNode[] {
  const out: DateNode[] = [];
  const known = new Map<string, number>();
  const visit = (at: number): number => {
    const { codes, slots, space, maybe, rules } = tree[at];
    const node: DateNode = [
      Object.entries(codes).flatMap(([code, next]) => [Number(code), visit(next)]),
      slots.flatMap(([slot, next]) => [slot, visit(next)]),
      space < 0 ? -1 : visit(space),
      maybe < 0 ? -1 : visit(maybe),
      rules,
    ];
    const key = JSON.stringify(node);
    const same = known.get(key);
    if (same !== undefined) return same;
    known.set(key, out.length);
    return out.push(node) - 1;
  };
  visit(0);
  return out;
}

const emptyNode = (): Node => ({ codes: {}, slots: [], space: -1, maybe: -1, rules: [] });

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

function addWords(row: Record<string, string>, language: number, classes: string[], entries: WordEntry[]): void {
  if (!classes.includes(row.class)) classes.push(row.class);
  const flagged = (name: string, bit: number) => (row.flags?.includes(name) ? bit : 0);
  const flags = flagged('capital', WordFlag.Capital) | flagged('home', WordFlag.Home) | flagged('small', WordFlag.Small);
  for (const spelled of splitTop(row.words.replaceAll('\\(', BRACKET))) {
    for (const text of spell(spelled)) {
      entries.push({
        text: text.replaceAll(BRACKET, '(').toLowerCase(),
        cls: classes.indexOf(row.class),
        value: readValue(row.value),
        language,
        flags,
      });
    }
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

function addPattern(
  pattern: string,
  rule: RuleSource,
  index: number,
  loose: boolean,
  tree: Node[],
  slots: DateSlot[],
  classes: readonly string[],
): void {
  const spelled = [...new Set(spell(pattern))];
  if (spelled.length > MAX_EXPANSIONS)
    throw new Error(`date rule ${rule.name}: ${spelled.length} readings of ${pattern}, at most ${MAX_EXPANSIONS}`);
  for (const reading of spelled) {
    let node = 0;
    const elements = [...reading.toLowerCase().matchAll(/\{[^}]+\}|./gsu)].map((match) => match[0]);
    elements.forEach((element, i) => {
      node = follow(tree, node, element, slots, classes);
      const blank = (at: number) => elements[at] === ' ' || elements[at] === '~';
      if (loose && i < elements.length - 1 && !blank(i) && !blank(i + 1)) node = follow(tree, node, '~', slots, classes);
    });
    if (!tree[node].rules.includes(index)) tree[node].rules.push(index);
  }
}

function follow(tree: Node[], at: number, element: string, slots: DateSlot[], classes: readonly string[]): number {
  const node = tree[at];
  const fresh = () => tree.push(emptyNode()) - 1;
  if (element === ' ') {
    if (node.space < 0) node.space = fresh();
    return node.space;
  }
  if (element === '~') {
    if (node.maybe < 0) node.maybe = fresh();
    return node.maybe;
  }
  if (element.length > 1 && element[0] === '{') {
    const slot = slotOf(element, slots, classes);
    const known = node.slots.find((s) => s[0] === slot);
    if (known) return known[1];
    const next = fresh();
    node.slots.push([slot, next]);
    return next;
  }
  const code = String(element.charCodeAt(0));
  node.codes[code] ??= fresh();
  return node.codes[code];
}

function slotOf(element: string, slots: DateSlot[], classes: readonly string[]): number {
  const [, name, part, mark] = /^\{([a-z-]+)(?:=([a-z]+))?([<>^]*)\}$/.exec(element) ?? fail(element);
  const cls = name in SLOTS ? -1 : classes.indexOf(name);
  if (cls < 0 && !(name in SLOTS)) throw new Error(`date rules: no words of class ${element}`);
  const side = mark.includes('<') ? '<' : mark.includes('>') ? '>' : '';
  const slot: DateSlot = { name, cls, number: SLOTS[name] ?? null, field: part ?? name, side, glued: mark.includes('^') };
  const same = slots.findIndex((s) => s.name === name && s.field === slot.field && s.side === side && s.glued === slot.glued);
  return same >= 0 ? same : slots.push(slot) - 1;
}

function fail(text: string): never {
  throw new Error(`date rules: cannot read ${text}`);
}
