/** Weighs all candidates of a passage against each other and says what each accepted one is. */
import type { Candidate, Mention, Passage, Timex } from '../model.ts';
import { corefer } from './coreference.ts';
import { select } from './select.ts';
import { resolveDates } from './timeline.ts';
import { type Accepted, joined, unite, weighed } from './unite.ts';
import { weigh } from './weigh.ts';

export interface ResolveOptions {
  /** ISO date against which relative dates resolve, or null. */
  readonly anchor: string | null;
  /** Whether names may be found again by their short forms. */
  readonly coreference: boolean;
}

/** Mentions in order of start, and what is worth a warning: where (UTF-16 position in the text) and what. */
export interface Resolved {
  readonly mentions: readonly Mention[];
  readonly warnings: readonly { readonly at: number; readonly reason: string }[];
}

export function resolve(passage: Passage, candidates: Candidate[], options: ResolveOptions): Resolved {
  const first = weigh(passage, unite(candidates, joined));
  const accepted = select(first);
  if (!options.coreference || accepted.length === 0) return settle(passage, accepted, options.anchor);
  const all = unite([...first, ...corefer(passage, accepted)], (same) => weighed(joined(same)));
  return settle(passage, select(all), options.anchor);
}

function settle(passage: Passage, accepted: readonly Accepted[], anchor: string | null): Resolved {
  const dates = accepted.filter(isDate);
  const resolved = resolveDates(dates, anchor, passage.document.language);
  const warnings: { at: number; reason: string }[] = [];
  let date = 0;
  const mentions = accepted.map((candidate): Mention => {
    const { start, end, type, entity, name, evidence } = candidate;
    let value: string | null = null;
    if (isDate(candidate)) {
      const { value: found, warning } = resolved[date++];
      value = found;
      if (warning) warnings.push({ at: start, reason: warning });
    }
    return {
      start,
      end,
      type,
      name: entity?.name ?? name ?? passage.text.slice(start, end).replace(/\s+/g, ' '),
      id: entity?.id || null,
      value,
      source: strongest(candidate),
      evidence,
    };
  });
  return { mentions, warnings };
}

const isDate = (candidate: Accepted): candidate is Accepted & { timex: Timex } => candidate.timex !== undefined;

/** What found it: the dictionary where it names the entity, else the strongest piece of evidence. */
function strongest({ entity, evidence }: Candidate): string {
  const named = entity && evidence.find(({ source }) => source.startsWith('dictionary:'));
  return (named ?? evidence.reduce((a, b) => (b.weight > a.weight ? b : a))).source;
}
