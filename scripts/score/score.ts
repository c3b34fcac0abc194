/**
 * Scores mentions against annotated documents: precision, recall and F1 by type, values of dates, and linking.
 *
 *   exact    same type and same span, or one of the gold alternatives, or the same text on overlapping spans
 *   overlap  same type, overlapping spans
 *   ignored  a prediction without gold of its type that touches an optional mention or a label whose guideline differs (NOT_JUDGED)
 *
 * Where a set knows only organisations (or locations), a company (or city) on one of them is right and recall is not measured.
 */
import { ENTITY_TYPES, type EntityType, type Row } from '../../src/model.ts';

/** An annotated mention. Offsets are code points, those of the rows. */
export interface GoldMention {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly value?: string | readonly string[];
  /** Any key that is equal for mentions of one entity. */
  readonly entity?: string;
  readonly alternatives?: readonly (readonly [number, number])[];
  readonly optional?: boolean;
}

export interface ScoredDocument {
  readonly name: string;
  readonly gold: readonly GoldMention[];
  readonly rows: readonly Row[];
}

export interface TypeScore {
  readonly precision: number | null;
  /** Null where the set does not tell. */
  readonly recall: number | null;
  readonly f1: number | null;
  readonly overlapF1: number | null;
  readonly gold: number;
  readonly found: number;
  /** Share of exact dates with the right value; null where the set gives none. */
  readonly value: number | null;
}

export interface Score {
  readonly types: ReadonlyMap<EntityType, TypeScore>;
  readonly linking: { readonly right: number; readonly of: number } | null;
  /** What is wrong or missed, a line each. */
  readonly errors: readonly string[];
}

/** Labels at which a prediction of a type is neither right nor wrong. */
const UNCLEAR = ['NOMINAL', 'DERIV', 'PART'];
const NOT_JUDGED: Readonly<Record<EntityType, readonly string[]>> = {
  person: UNCLEAR,
  company: UNCLEAR,
  city: [...UNCLEAR, 'ORG', 'STOP', 'STOP_POSITION', 'STREET', 'ROUTE', 'MISC', 'EVENT'],
  date: ['TIME', 'DURATION', 'SET', 'EVENT'],
};
/** The wider label that stands in where a set has none of a type. */
const WIDER: Readonly<Partial<Record<EntityType, string>>> = { company: 'ORG', city: 'LOC' };

interface Tally {
  exact: number;
  overlapping: number;
  /** Exact by the wider label: no gold mention stands behind it. */
  byWider: number;
  wrong: number;
  /** Wrong, and not even overlapping. */
  stray: number;
  missed: number;
  untouched: number;
  valued: number;
  valueRight: number;
}

const touches = (a: { start: number; end: number }, b: { start: number; end: number }) => a.start < b.end && a.end > b.start;
const isExact = (row: Row, gold: GoldMention) =>
  (row.start === gold.start && row.end === gold.end) ||
  (gold.alternatives ?? []).some(([start, end]) => row.start === start && row.end === end) ||
  (touches(row, gold) && row.text === gold.text);

export function score(documents: readonly ScoredDocument[]): Score {
  const labels = new Set(documents.flatMap(({ gold }) => gold.map(({ type }) => type.toLowerCase())));
  const errors: string[] = [];
  const links: (readonly [string, string])[] = [];
  const types = new Map<EntityType, TypeScore>();
  for (const type of ENTITY_TYPES) {
    const wider = labels.has(type) ? null : (WIDER[type] ?? null);
    const tally: Tally = {
      exact: 0, overlapping: 0, byWider: 0, wrong: 0, stray: 0, missed: 0, untouched: 0, valued: 0, valueRight: 0,
    }; // biome-ignore format: one line reads better
    for (const document of documents) tallyDocument(document, type, wider, tally, links, errors);
    if (tally.exact + tally.wrong + tally.missed > 0) types.set(type, figures(tally, wider !== null));
  }
  return { types, linking: linking(links, errors), errors };
}

function tallyDocument(
  { name, gold, rows }: ScoredDocument,
  type: EntityType,
  wider: string | null,
  tally: Tally,
  links: (readonly [string, string])[],
  errors: string[],
): void {
  const wanted = gold.filter((mention) => !mention.optional && mention.type.toLowerCase() === type);
  const exact = new Set<GoldMention>();
  const touched = new Set<GoldMention>();
  const say = (text: string) => errors.push(`${type} ${name}: ${text}`);
  for (const row of rows) {
    if (row.type !== type) continue;
    const same = wanted.find((mention) => !exact.has(mention) && isExact(row, mention));
    if (same) {
      exact.add(same);
      touched.add(same);
      tally.exact++;
      tally.overlapping++;
      if (same.entity !== undefined) links.push([`${type}:${same.entity}`, `${type}:${row.id ?? row.name ?? row.text}`]);
      if (type === 'date' && same.value !== undefined) {
        tally.valued++;
        if ([same.value].flat().includes(row.value ?? '')) tally.valueRight++;
        else say(`«${row.text}» is ${row.value}, expected ${same.value}`);
      }
      continue;
    }
    const near = wanted.find((mention) => !touched.has(mention) && touches(row, mention));
    if (near) {
      touched.add(near);
      tally.overlapping++;
      tally.wrong++;
      say(`«${row.text}» for «${near.text}»`);
    } else if (wanted.some((mention) => touches(row, mention))) {
      tally.wrong++;
      tally.stray++;
      say(`«${row.text}» again on a mention already found`);
    } else if (wider && gold.some((mention) => mention.type === wider && touches(row, mention))) {
      tally.exact++;
      tally.overlapping++;
      tally.byWider++;
    } else if (!gold.some((mention) => touches(row, mention) && (mention.optional || NOT_JUDGED[type].includes(mention.type)))) {
      tally.wrong++;
      tally.stray++;
      say(`«${row.text}» is none`);
    }
  }
  for (const mention of wanted) {
    if (!touched.has(mention)) tally.untouched++;
    if (exact.has(mention)) continue;
    tally.missed++;
    say(`«${mention.text}» missed`);
  }
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);
const harmonic = (a: number | null, b: number | null, unmeasured: boolean) =>
  unmeasured ? null : a && b ? (2 * a * b) / (a + b) : 0;

function figures(tally: Tally, unmeasured: boolean): TypeScore {
  const precision = ratio(tally.exact, tally.exact + tally.wrong);
  const recall = unmeasured ? null : ratio(tally.exact, tally.exact + tally.missed);
  const overlapPrecision = ratio(tally.overlapping, tally.overlapping + tally.stray);
  const overlapRecall = unmeasured ? null : ratio(tally.overlapping, tally.overlapping + tally.untouched);
  return {
    precision,
    recall,
    f1: harmonic(precision, recall, unmeasured),
    overlapF1: harmonic(overlapPrecision, overlapRecall, unmeasured),
    gold: tally.exact + tally.missed - tally.byWider,
    found: tally.exact + tally.wrong,
    value: ratio(tally.valueRight, tally.valued),
  };
}

/** A match is linked right where its id is the usual one of its gold entity, and that entity the usual one of the id. */
function linking(links: readonly (readonly [string, string])[], errors: string[]): Score['linking'] {
  if (links.length === 0) return null;
  const idOf = usual(links);
  const entityOf = usual(links.map(([entity, id]) => [id, entity] as const));
  const wrong = links.filter(([entity, id]) => idOf.get(entity) !== id || entityOf.get(id) !== entity);
  for (const link of new Set(wrong.map(([entity, id]) => `${entity} → ${id}`))) errors.push(`link ${link}`);
  return { right: links.length - wrong.length, of: links.length };
}

/** The most frequent second of each first; of equally frequent ones the earlier. */
function usual(pairs: readonly (readonly [string, string])[]): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const [first, second] of pairs) {
    const seconds = counts.get(first) ?? new Map<string, number>();
    counts.set(first, seconds.set(second, (seconds.get(second) ?? 0) + 1));
  }
  return new Map([...counts].map(([first, seconds]) => [first, [...seconds].sort((a, b) => b[1] - a[1])[0][0]]));
}
