/**
 * The longest pattern of the grammar at a place. Patterns of all languages form one tree of bounded depth whose slots read bounded
 * runs, so the work at a place is bounded by the grammar. One search serves a whole text and allocates nothing.
 */
import { Symbols } from '../../dictionary/date-grammar.ts';
import { type Grammar, isDigit, isLatin, isSpace, numberSlots, type Rule, type Slot, trieStep } from './grammar.ts';
import { guarded } from './guards.ts';
import { Capture } from './parts.ts';
import { allowed, emptyRun, fits, readRun, startsWord } from './read.ts';

const DEEPEST = 40;

export class Search {
  readonly grammar: Grammar;
  private readonly tree: Int32Array;
  private readonly symbols: Uint8Array;
  private readonly slots: readonly Slot[];
  text = '';
  codes: Uint16Array = new Uint16Array(0);
  /** The stretch looked at. */
  first = 0;
  limit = 0;
  /** Language of the text around (an index of the grammar). */
  home = 0;
  /** Where the pattern begins, and where the last piece ended. */
  at = 0;
  pieceEnd = -1;
  /** The longest rule so far, -1 where there is none. */
  rule = -1;
  end = 0;
  readonly captures = new Int32Array(DEEPEST * Capture.Size);
  /** Captures of the longest rule. */
  readonly best = new Int32Array(DEEPEST * Capture.Size);
  depth = 0;
  bestDepth = 0;
  private readonly run = emptyRun();

  constructor(grammar: Grammar) {
    this.grammar = grammar;
    this.tree = grammar.tree;
    this.symbols = grammar.symbols;
    this.slots = grammar.slots;
  }

  begin(text: string, codes: Uint16Array, first: number, limit: number, home: number): void {
    this.text = text;
    this.codes = codes;
    this.first = first;
    this.limit = limit;
    this.home = home;
    this.pieceEnd = -1;
    this.run.at = -1;
  }

  /** Finds the longest rule at a place: among equals one of the text's own language, then the first of the table. */
  longest(at: number): boolean {
    const { tree } = this;
    const { root, rootCodes } = this.grammar;
    this.at = at;
    this.rule = -1;
    this.depth = 0;
    const next = rootCodes.get(this.codes[at]);
    if (next !== undefined) this.visit(next, at + 1);
    this.fillNumber(numberSlots(tree, root), at);
    this.fillWord(-1, at);
    return this.rule >= 0;
  }

  private visit(node: number, at: number): void {
    const { tree, codes } = this;
    let place = node + 2;
    for (const end = place + tree[node + 1]; place < end; place++) this.accept(tree[place], at);
    if (at >= this.limit) return;
    const code = codes[at];
    const symbol = this.symbols[code];
    if (((tree[node] >>> symbol) & 1) === 0) return;
    const space = tree[place++];
    const maybe = tree[place++];
    const codesEnd = place + 1 + 2 * tree[place];
    for (place++; place < codesEnd; place += 2) if (tree[place] === code) this.visit(tree[place + 1], at + 1);
    if (maybe >= 0) {
      const end = symbol === Symbols.Blank ? skipSpace(codes, at, this.limit, 2) : at;
      if (this.goesOn(maybe, end)) this.visit(maybe, end);
    }
    if (space >= 0 && symbol === Symbols.Blank) {
      const end = skipSpace(codes, at, this.limit, 3);
      if (end > at && this.goesOn(space, end)) this.visit(space, end);
    }
    if (tree[place] && (symbol === Symbols.Digit || symbol === Symbols.Other)) this.fillNumber(place, at);
    place += 1 + 2 * tree[place];
    if (tree[place]) this.fillWord(place, at);
  }

  private accept(index: number, end: number): void {
    const { rules } = this.grammar;
    const rule = rules[index];
    if (this.rule >= 0) {
      if (end < this.end) return;
      if (end === this.end) {
        const mine = this.rank(rule);
        const theirs = this.rank(rules[this.rule]);
        if (mine === theirs ? index >= this.rule : mine < theirs) return;
      }
    }
    if (!guarded(this, rule, end)) return;
    this.rule = index;
    this.end = end;
    this.bestDepth = this.depth;
    for (let i = this.depth * Capture.Size - 1; i >= 0; i--) this.best[i] = this.captures[i];
  }

  private rank(rule: Rule): number {
    return rule.rank + (rule.language === this.home ? 1 : 0);
  }

  /** Whether a node is complete or can read the code at a place. */
  private goesOn(node: number, at: number): boolean {
    const { tree, symbols } = this;
    return tree[node + 1] > 0 || (at < this.limit && ((tree[node] >>> symbols[this.codes[at]]) & 1) === 1);
  }

  private take(slot: number, value: number, language: number, start: number, end: number, next: number): void {
    const { captures } = this;
    const place = this.depth++ * Capture.Size;
    captures[place] = slot;
    captures[place + 1] = value;
    captures[place + 2] = language;
    captures[place + 3] = start;
    captures[place + 4] = end;
    this.visit(next, end);
    this.depth--;
  }

  private fillNumber(list: number, at: number): void {
    const { grammar, run, tree, slots } = this;
    if (!readRun(run, grammar, this.codes, at, this.limit)) return;
    const stop = list + 1 + 2 * tree[list];
    // A nested number fills the same run: it is read again behind each.
    for (let i = list + 1; i < stop; i += 2) {
      const value = fits(run, slots[tree[i]].number!);
      if (value < 0 || !this.goesOn(tree[i + 1], run.end)) continue;
      this.take(tree[i], value, -1, at, run.end, tree[i + 1]);
      readRun(run, grammar, this.codes, at, this.limit);
    }
  }

  /** Reads words for the slots of a list, or for those of the root (-1). */
  private fillWord(list: number, at: number): void {
    const { grammar, codes, text, limit, tree, slots } = this;
    const { trieWords, wordClass, rootWords } = grammar;
    let state = 0;
    for (let i = at; i < limit; ) {
      state = trieStep(grammar, state, codes[i]);
      if (!state) return;
      i++;
      const to = trieWords[state + 1];
      let word = trieWords[state];
      if (word === to) continue;
      const inside = i < limit && isLatin(codes[i]) && isLatin(codes[i - 1]) && !startsWord(text, i);
      for (; word < to; word++) {
        const cls = wordClass[word];
        if (list >= 0) {
          for (let k = list + 1, stop = k + 2 * tree[list]; k < stop; k += 2)
            if (slots[tree[k]].cls === cls) this.takeWord(slots[tree[k]], tree[k], word, inside, at, i, tree[k + 1]);
        } else {
          const pairs = rootWords[cls];
          if (pairs)
            for (let k = 0; k < pairs.length; k += 2) this.takeWord(slots[pairs[k]], pairs[k], word, inside, at, i, pairs[k + 1]);
        }
      }
    }
  }

  private takeWord(slot: Slot, index: number, word: number, inside: boolean, at: number, end: number, next: number): void {
    const { grammar } = this;
    if ((inside && !slot.glued) || !this.goesOn(next, end) || !allowed(grammar, this.text, at, word, this.home)) return;
    this.take(index, grammar.wordValue[word], grammar.wordLanguage[word], at, end, next);
  }
}

const LINE_FEED = 10;

/** End of at most `most` blanks; a line break stands for one only between words, not between numbers. */
function skipSpace(codes: Uint16Array, at: number, limit: number, most: number): number {
  let end = at;
  while (end < limit && end - at < most && isSpace(codes[end])) end++;
  if (end > at && end < limit && isDigit(codes[end])) for (let i = at; i < end; i++) if (codes[i] === LINE_FEED) return at;
  return end;
}
