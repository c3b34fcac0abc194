/** Date candidates of a block: pieces by one scan, put together, with the rule that found them as evidence. */

import { readCompiled } from '../../dictionary/compiled.ts';
import { openDates } from '../../dictionary/date-file.ts';
import type { DateGrammar } from '../../dictionary/date-grammar.ts';
import type { Block, Candidate, Evidence, Language, Passage, Timex } from '../../model.ts';
import { candidate } from '../candidate.ts';
import { type Composed, composeDates } from './compose.ts';
import { type Grammar, loadGrammar } from './grammar.ts';
import { scanDates } from './scan.ts';
import { Search } from './search.ts';

/** Candidates of a block, in order of start, never overlapping. Spans are UTF-16 positions of `passage.text`. */
export type DateMatcher = (passage: Pick<Passage, 'text' | 'codes'>, block: Block) => Candidate[];

const WEIGHT = 0.9;

export function dateMatcher(compiled: DateGrammar): DateMatcher {
  const grammar = loadGrammar(compiled);
  const search = new Search(grammar);
  const homes = new Map<Language, number>();
  return ({ text, codes }, block) => {
    let home = homes.get(block.language);
    if (home === undefined) homes.set(block.language, (home = homeOf(grammar, block.language)));
    search.begin(text, codes, block.start, block.end, home);
    const pieces = scanDates(search);
    return pieces.length ? composeDates(grammar, codes, pieces, block.start, block.end).map(candidateOf) : [];
  };
}

/** Index of the grammar's language that settles what is ambiguous; English where the text's language is unknown. */
function homeOf(grammar: Grammar, language: Language): number {
  const tag = language.split('-')[0];
  return Math.max(grammar.languages.indexOf(tag), grammar.languages.indexOf(tag === 'und' ? 'en' : tag), 0);
}

function candidateOf(date: Composed): Candidate {
  const timex: Timex = date.to
    ? { known: date.from, implied: date.impliedFrom, until: { known: date.to, implied: date.impliedTo } }
    : { known: date.from, implied: date.impliedFrom };
  return candidate(date.start, date.end, 'date', evidenceOf(date.rules), undefined, undefined, timex);
}

/** Evidence of the rules of one table row, by its first (and only) name. */
const single = new Map<string, readonly Evidence[]>();
function evidenceOf(rules: readonly string[]): readonly Evidence[] {
  if (rules.length > 1) return [{ source: `rule:date-${[...new Set(rules)].join('+')}`, weight: WEIGHT }];
  let evidence = single.get(rules[0]);
  if (!evidence) single.set(rules[0], (evidence = [{ source: `rule:date-${rules[0]}`, weight: WEIGHT }]));
  return evidence;
}

let built: DateMatcher | null = null;
/** The matcher over the grammar the build compiled to `dist/dates.bin`, loaded on first use. */
export function matchDates(passage: Pick<Passage, 'text' | 'codes'>, block: Block): Candidate[] {
  built ??= dateMatcher(openDates(readCompiled('dates.bin')));
  return built(passage, block);
}
