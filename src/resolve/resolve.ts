/** Weighs all candidates of a passage against each other and says what each accepted one is. */
import type { Candidate, Mention, Passage } from '../model.ts';
import { corefer } from './coreference.ts';
import { type Accepted, select, unite } from './select.ts';
import { resolveDates } from './timeline.ts';
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

export function resolve(passage: Passage, candidates: readonly Candidate[], options: ResolveOptions): Resolved {
  const weighed = weigh(passage, unite(candidates));
  let accepted = select(weighed);
  if (options.coreference && accepted.length > 0) accepted = select([...weighed, ...corefer(passage, accepted)]);
  return settle(passage, accepted, options.anchor);
}

function settle(passage: Passage, accepted: readonly Accepted[], anchor: string | null): Resolved {
  const dates = accepted.filter((candidate) => candidate.timex !== undefined) as (Accepted & {
    timex: NonNullable<Candidate['timex']>;
  })[];
  const resolved = resolveDates(dates, anchor, passage.document.language);
  const values = new Map(dates.map((date, index) => [date, resolved[index]]));
  const warnings = dates.flatMap((date, index) =>
    resolved[index].warning ? [{ at: date.start, reason: resolved[index].warning }] : [],
  );
  const mentions = accepted.map((candidate): Mention => {
    const date = values.get(candidate as (typeof dates)[number]);
    return {
      start: candidate.start,
      end: candidate.end,
      type: candidate.type,
      name: candidate.entity?.name ?? candidate.name ?? passage.text.slice(candidate.start, candidate.end).replace(/\s+/g, ' '),
      id: candidate.entity?.id || null,
      value: date?.value ?? null,
      source: strongest(candidate),
      evidence: candidate.evidence,
    };
  });
  return { mentions, warnings };
}

/** What found it: the dictionary where it names the entity, else the strongest piece of evidence. */
function strongest({ entity, evidence }: Candidate): string {
  const named = entity && evidence.find(({ source }) => source.startsWith('dictionary:'));
  return (named ?? evidence.reduce((a, b) => (b.weight > a.weight ? b : a))).source;
}
