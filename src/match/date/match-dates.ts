/** Date candidates of a block: pieces by one scan, put together, with the rule that found them as evidence. */

import { readCompiled } from '../../dictionary/compiled.ts';
import type { DateGrammar } from '../../dictionary/date-grammar.ts';
import type { Block, Candidate, Language, Passage, Timex } from '../../model.ts';
import { type Composed, composeDates } from './compose.ts';
import { type Grammar, loadGrammar } from './grammar.ts';
import { scanDates } from './scan.ts';

/** Candidates of a block, in order of start, never overlapping. Spans are UTF-16 positions of `passage.text`. */
export type DateMatcher = (passage: Pick<Passage, 'text' | 'codes'>, block: Block) => Candidate[];

const WEIGHT = 0.9;

export function dateMatcher(compiled: DateGrammar): DateMatcher {
  const grammar = loadGrammar(compiled);
  return (passage, block) => {
    const home = homeOf(grammar, block.language);
    const pieces = scanDates(grammar, passage.text, passage.codes, block.start, block.end, home);
    if (!pieces.length) return [];
    return composeDates(grammar, passage.codes, pieces, block.start, block.end).map(candidateOf);
  };
}

/** Index of the grammar's language that settles what is ambiguous; English where the text's language is unknown. */
function homeOf(grammar: Grammar, language: Language): number {
  const tag = language.split('-')[0];
  return Math.max(grammar.languages.indexOf(tag), grammar.languages.indexOf(tag === 'und' ? 'en' : tag), 0);
}

function candidateOf(date: Composed): Candidate {
  const timex: Timex = {
    known: date.from,
    implied: date.impliedFrom,
    ...(date.to ? { until: { known: date.to, implied: date.impliedTo } } : {}),
  };
  const name = [...new Set(date.rules)].join('+');
  return { start: date.start, end: date.end, type: 'date', evidence: [{ source: `rule:date-${name}`, weight: WEIGHT }], timex };
}

let built: DateMatcher | null = null;
/** The matcher over the grammar the build compiled to `dist/dates.json`, loaded on first use. */
export function matchDates(passage: Pick<Passage, 'text' | 'codes'>, block: Block): Candidate[] {
  built ??= dateMatcher(JSON.parse(new TextDecoder().decode(readCompiled('dates.json'))) as DateGrammar);
  return built(passage, block);
}
