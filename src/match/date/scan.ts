/**
 * One pass over the folded codes that finds date pieces: the longest pattern of the grammar at each place one can begin.
 *
 * Patterns of all languages form one prefix tree of bounded depth whose slots read bounded runs, so the work at a position is
 * bounded by the grammar and the pass is linear in the text. Pieces are put together in `compose.ts`.
 */
import { type DateSlot, pairKey, quadKey, Trigger, tripleKey } from '../../dictionary/date-grammar.ts';
import type { DateParts } from '../../model.ts';
import { type Grammar, isDigit, isLatin, isSpace, trieStep } from './grammar.ts';
import { guarded } from './guards.ts';
import { type Capture, partsOf } from './parts.ts';
import { allowed, digitsEnd, fits, readRun, startsWord } from './read.ts';

/** A date piece: what one rule found. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly flags: readonly string[];
  readonly language: number;
  readonly from: DateParts;
  readonly to: DateParts | null;
  /** Where a list of two splits (`13. und 14. März`): end of the first, start of the second. */
  readonly split: readonly [number, number] | null;
}

const LINE_FEED = 10;

interface Best {
  end: number;
  rule: number;
  captures: Capture[];
}

/** Finds the pieces of `[start, end)` in order. `home` is the language of the text around (an index of the grammar). */
export function scanDates(grammar: Grammar, text: string, codes: Uint16Array, start: number, end: number, home: number): Piece[] {
  const { triggers } = grammar;
  const pieces: Piece[] = [];
  const longest = searcher(grammar, text, codes, start, end, home);
  for (let i = start; i < end; i++) {
    const c = codes[i];
    const trigger = triggers[c];
    if (trigger === Trigger.None || !mayBegin(grammar, text, codes, i, start, end, trigger)) continue;
    const best = longest(i, pieces.length ? pieces[pieces.length - 1].end : -1);
    if (!best) continue;
    pieces.push(pieceOf(grammar, codes, i, best));
    i = best.end - 1;
  }
  return pieces;
}

/** The cheap tests that let most text be stepped over. */
function mayBegin(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  at: number,
  first: number,
  limit: number,
  trigger: number,
): boolean {
  const c = codes[at];
  if (isLatin(c)) {
    const triple = at + 2 < limit ? grammar.triples[tripleKey(c, codes[at + 1], codes[at + 2])] : 2;
    if (!triple || (triple === 1 && at + 3 < limit && !grammar.quads[quadKey(c, codes[at + 1], codes[at + 2], codes[at + 3])]))
      return false;
    if (at > first && isLatin(codes[at - 1]) && !startsWord(text, at)) return false;
  }
  if (trigger === Trigger.Pair) return at + 1 < limit && grammar.pairs[pairKey(c, codes[at + 1])] === 1;
  if (trigger === Trigger.Digit) {
    if (at > first && isDigit(codes[at - 1])) return false;
    const end = digitsEnd(codes, at, limit);
    return end >= 0 && (end - at === 4 || end - at === 8 || (end < limit && grammar.afterNumber[codes[end]] === 1));
  }
  if (!grammar.numerals[c]) return true;
  return (
    (at === first || !grammar.numerals[codes[at - 1]]) &&
    at + 1 < limit &&
    (grammar.afterNumber[codes[at + 1]] === 1 || grammar.pairs[pairKey(c, codes[at + 1])] === 1)
  );
}

function pieceOf(grammar: Grammar, codes: Uint16Array, start: number, best: Best): Piece {
  const rule = grammar.rules[best.rule];
  const { from, to } = partsOf(rule.parts, best.captures);
  let split: [number, number] | null = null;
  if (rule.flags.includes('list')) {
    const firsts = best.captures.filter((c) => c.slot.side === '<');
    const second = best.captures.find((c) => c.slot.side === '>')!;
    let cut = firsts[firsts.length - 1].end;
    if (codes[cut] === 46 || codes[cut] === codes[best.end - 1]) cut++;
    split = [cut, second.start];
  }
  return { start, end: best.end, rule: rule.name, flags: rule.flags, language: rule.language, from, to, split };
}

/** Prepares the search for the longest rule at a place: among equals one of the text's own language, then the first of the table. */
function searcher(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  first: number,
  limit: number,
  home: number,
): (at: number, pieceEnd: number) => Best | null {
  const { nodes, rules, slots, words, trieWords, rootCodes, rootNumbers, rootWords, ranks } = grammar;
  const captures: Capture[] = [];
  const rank = (rule: number) => ranks[rule] + (rules[rule].language === home ? 1 : 0);
  let best: Best | null = null;
  let at = 0;
  let pieceEnd = -1;
  const better = (end: number, rule: number) => {
    if (!best || end !== best.end) return !best || end > best.end;
    const [mine, theirs] = [rank(rule), rank(best.rule)];
    return mine === theirs ? rule < best.rule : mine > theirs;
  };
  const visit = (node: number, position: number): void => {
    const [literal, slotList, space, maybe, done] = nodes[node];
    for (const rule of done) {
      if (
        better(position, rule) &&
        guarded(grammar, text, codes, at, position, first, limit, rules[rule], home, captures, pieceEnd)
      ) {
        best = { end: position, rule, captures: captures.slice() };
      }
    }
    if (position >= limit) return;
    const code = codes[position];
    for (let i = 0; i < literal.length; i += 2) if (literal[i] === code) visit(literal[i + 1], position + 1);
    if (maybe >= 0) visit(maybe, skipSpace(codes, position, limit, 2));
    if (space >= 0 && isSpace(code)) {
      const end = skipSpace(codes, position, limit, 3);
      if (end > position) visit(space, end);
    }
    if (slotList.length) fill(slotList, position, false);
  };
  const take = (slot: DateSlot, value: number | string, language: number, start: number, end: number, next: number) => {
    captures.push({ slot, value, language, start, end });
    visit(next, end);
    captures.pop();
  };
  const fill = (slotList: readonly number[], position: number, atRoot: boolean) => {
    const run = readRun(grammar, codes, position, limit);
    if (run) {
      for (let i = 0; i < slotList.length; i += 2) {
        const slot = slots[slotList[i]];
        const value = slot.number ? fits(run, slot.number) : -1;
        if (value >= 0) take(slot, value, -1, position, run.end, slotList[i + 1]);
      }
    }
    let state = 0;
    for (let i = position; i < limit; ) {
      state = trieStep(grammar, state, codes[i]);
      if (!state) return;
      i++;
      const from = trieWords[state];
      const to = trieWords[state + 1];
      if (from === to) continue;
      const inside = i < limit && isLatin(codes[i]) && isLatin(codes[i - 1]) && !startsWord(text, i);
      for (let word = from; word < to; word++) {
        const list = atRoot ? rootWords[words.cls[word]] : slotList;
        if (!list) continue;
        for (let k = 0; k < list.length; k += 2) {
          const slot = slots[list[k]];
          if (slot.cls !== words.cls[word] || (inside && !slot.glued) || !allowed(grammar, text, position, word, home)) continue;
          take(slot, words.value[word], words.language[word], position, i, list[k + 1]);
        }
      }
    }
  };
  return (position, before) => {
    best = null;
    at = position;
    pieceEnd = before;
    const literal = rootCodes.get(codes[at]);
    if (literal !== undefined) visit(literal, at + 1);
    fill(rootNumbers, at, true);
    return best;
  };
}

/** End of at most `most` blanks; a line break stands for one only between words, not between numbers. */
function skipSpace(codes: Uint16Array, at: number, limit: number, most: number): number {
  let end = at;
  while (end < limit && end - at < most && isSpace(codes[end])) end++;
  if (end < limit && isDigit(codes[end])) for (let i = at; i < end; i++) if (codes[i] === LINE_FEED) return at;
  return end;
}
