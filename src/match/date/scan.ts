/**
 * One pass over the folded codes that finds date pieces: the longest pattern of the grammar at each place one can begin.
 *
 * Patterns of all languages form one prefix tree of bounded depth whose slots read bounded runs, so the work at a position is
 * bounded by the grammar and the pass is linear in the text. Pieces are put together in `compose.ts`.
 */
import type { DateParts } from '../../model.ts';
import { type Grammar, isDigit, isLatin, isSpace, pairKey, Trigger, tripleKey } from './grammar.ts';
import { guarded } from './guards.ts';
import { type Capture, partsOf } from './parts.ts';
import { numberValue, readNumber, readWords, startsWord } from './read.ts';

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
  const { triggers, pairs, triples, numerals } = grammar;
  const pieces: Piece[] = [];
  for (let i = start; i < end; i++) {
    const c = codes[i];
    const trigger = triggers[c];
    if (trigger === Trigger.None) continue;
    if (isLatin(c)) {
      if (i > start && isLatin(codes[i - 1]) && !startsWord(text, i)) continue;
      if (i + 2 < end && !triples[tripleKey(c, codes[i + 1], codes[i + 2])]) continue;
    }
    if (trigger === Trigger.Pair && (i + 1 >= end || !pairs[pairKey(c, codes[i + 1])])) continue;
    if (trigger === Trigger.Digit && i > start && isDigit(codes[i - 1])) continue;
    if (numerals[c] && i > start && numerals[codes[i - 1]]) continue;
    const best = longest(grammar, text, codes, i, start, end, home, pieces.length ? pieces[pieces.length - 1].end : -1);
    if (!best) continue;
    pieces.push(pieceOf(grammar, codes, i, best));
    i = best.end - 1;
  }
  return pieces;
}

function pieceOf(grammar: Grammar, codes: Uint16Array, start: number, best: Best): Piece {
  const rule = grammar.rules[best.rule];
  const { from, to } = partsOf(rule.parts, best.captures);
  let split: [number, number] | null = null;
  if (rule.flags.includes('list')) {
    const firsts = best.captures.filter((c) => c.slot.side === '<');
    const second = best.captures.find((c) => c.slot.side === '>')!;
    let cut = firsts[firsts.length - 1].end;
    if (codes[cut] === 46) cut++;
    split = [cut, second.start];
  }
  return { start, end: best.end, rule: rule.name, flags: rule.flags, language: rule.language, from, to, split };
}

/** The longest rule that matches at `at`: among equals one of the text's own language, then the first of the table. */
function longest(
  grammar: Grammar,
  text: string,
  codes: Uint16Array,
  at: number,
  first: number,
  limit: number,
  home: number,
  pieceEnd: number,
): Best | null {
  const { nodes, rules } = grammar;
  const captures: Capture[] = [];
  const rank = (rule: number) =>
    (rules[rule].flags.includes('partial') || rules[rule].flags.includes('end') ? 0 : 2) +
    (rules[rule].language === home ? 1 : 0);
  let best: Best | null = null;
  const better = (end: number, rule: number) => {
    if (!best || end !== best.end) return !best || end > best.end;
    const [mine, theirs] = [rank(rule), rank(best.rule)];
    return mine === theirs ? rule < best.rule : mine > theirs;
  };
  const visit = (node: number, position: number) => {
    const { codes: literal, slots, space, maybe, rules: done } = nodes[node];
    for (const rule of done) {
      if (
        better(position, rule) &&
        guarded(grammar, text, codes, at, position, first, limit, rules[rule], home, captures, pieceEnd)
      )
        best = { end: position, rule, captures: captures.slice() };
    }
    if (position >= limit) return;
    const next = literal.get(codes[position]);
    if (next !== undefined) visit(next, position + 1);
    if (maybe >= 0) visit(maybe, skipSpace(codes, position, limit, 2));
    if (space >= 0 && isSpace(codes[position])) {
      const end = skipSpace(codes, position, limit, 3);
      if (end > position) visit(space, end);
    }
    for (const slot of slots) {
      if (slot.number) {
        const end = readNumber(grammar, codes, position, limit, slot.number);
        if (end < 0) continue;
        captures.push({ slot, value: numberValue, language: -1, start: position, end });
        visit(slot.next, end);
        captures.pop();
      } else {
        readWords(grammar, text, codes, position, limit, slot, home, (word, end) => {
          captures.push({ slot, value: word.value, language: word.language, start: position, end });
          visit(slot.next, end);
          captures.pop();
        });
      }
    }
  };
  visit(nodes.length - 1, at);
  return best;
}

/** End of at most `most` blanks; a line break stands for one only between words, not between numbers. */
function skipSpace(codes: Uint16Array, at: number, limit: number, most: number): number {
  let end = at;
  while (end < limit && end - at < most && isSpace(codes[end])) end++;
  if (end < limit && isDigit(codes[end])) for (let i = at; i < end; i++) if (codes[i] === LINE_FEED) return at;
  return end;
}
