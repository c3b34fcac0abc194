/** Runs the date grammar on a plain sentence, compiled from the dictionaries as they are. */
import { join } from 'node:path';
import { compileDates } from '../../src/dictionary/compile-dates.ts';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { dateMatcher } from '../../src/match/date/match-dates.ts';
import type { Language } from '../../src/model.ts';
import { resolveDates } from '../../src/resolve/timeline.ts';
import { foldText } from '../../src/text/fold.ts';

export const dictionaries = join(packageRoot, 'dictionaries');
export const matchDates = dateMatcher(compileDates(dictionaries));

export interface FoundDate {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly value: string | null;
  readonly source: string;
}

export function findDates(text: string, tag: string, reference: string | null = null): FoundDate[] {
  const language = (tag === 'zh' ? 'zh-Hans' : tag) as Language;
  const candidates = matchDates({ text, codes: foldText(text) }, { start: 0, end: text.length, language });
  const dates = candidates.map(({ timex }) => ({ timex: timex! }));
  const values = resolveDates(dates, reference, language);
  return candidates.map(({ start, end, evidence }, i) => ({
    start,
    end,
    text: text.slice(start, end),
    value: values[i].value,
    source: evidence[0].source,
  }));
}
