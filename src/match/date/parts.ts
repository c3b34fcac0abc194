/** Turns what a rule captured into the parts of a date. */
import type { DateParts } from '../../model.ts';
import { type Grammar, type Rule, wordValue } from './grammar.ts';

/** What slots read: `Size` numbers each, in reading order. */
export const Capture = { Slot: 0, Value: 1, Language: 2, Start: 3, End: 4, Size: 5 } as const;

type Raw = Record<string, number | string>;

/** Slots that fill a part of another name. */
const FIELDS: Readonly<Record<string, string>> = {
  d: 'day',
  da: 'day',
  dn: 'day',
  dd: 'day',
  m: 'month',
  mm: 'month',
  y: 'year',
  yy: 'shortYear',
  w: 'week',
  rel: 'by',
  dayword: 'by',
  dayname: 'weekday',
  dayshort: 'weekday',
  dayabbr: 'weekday',
  monthname: 'month',
  monthshort: 'month',
  st: 'word',
  lunarmonth: 'month',
  lunarday: 'day',
  shortyear: 'shortYear',
  nthunit: 'nthUnit',
  nthcount: 'nthCount',
};

/** Words that say their unit along with the step: `heute`, `去年`. */
const UNIT_OF: Readonly<Record<string, string>> = {
  yearword: 'year',
  yearshort: 'year',
  monthword: 'month',
  weekword: 'week',
  dayword: 'day',
  daysyllable: 'day',
};

/** The two ends of a rule's date: captures marked `<` belong to the first, `>` to the second, others to both. */
export function partsOf(
  grammar: Grammar,
  rule: Rule,
  captures: Int32Array,
  depth: number,
): { from: DateParts; to: DateParts | null } {
  for (let i = 0; i < depth * Capture.Size; i += Capture.Size)
    if (grammar.slots[captures[i]].end)
      return { from: settle(rawOf(grammar, rule, captures, depth, 1)), to: settle(rawOf(grammar, rule, captures, depth, 2)) };
  return { from: settle(rawOf(grammar, rule, captures, depth, 0)), to: null };
}

function rawOf(grammar: Grammar, { parts }: Rule, captures: Int32Array, depth: number, side: number): Raw {
  const raw: Raw = {};
  for (const key in parts) raw[FIELDS[key] ?? key] = parts[key];
  for (let i = 0; i < depth * Capture.Size; i += Capture.Size) {
    const { end, field: name, name: cls } = grammar.slots[captures[i]];
    if (end && end !== side) continue;
    const field = FIELDS[name] ?? name;
    raw[field] = wordValue(grammar, captures[i + Capture.Value]);
    if (field === 'by' && UNIT_OF[cls]) raw.unit = UNIT_OF[cls];
  }
  return raw;
}

const HELPERS = new Set(['era', 'offset', 'n', 'sign', 'yearhead', 'ymd', 'gap', 'num', 'word', 'exact', 'lunar', 'range']);
function helped(raw: Raw): boolean {
  for (const key in raw) if (HELPERS.has(key)) return true;
  return false;
}

/** Works out the helper fields of the tables: era, counted units, spelled-out years, eight-digit dates. */
function settle(raw: Raw): DateParts {
  if (!helped(raw)) return raw as DateParts;
  const { era, offset, n, sign, yearhead, ymd, gap, num, word, exact, lunar, ...rest } = raw;
  const parts: Record<string, unknown> = rest;
  const count = Number(n ?? num ?? 0);
  if (era !== undefined) parts.year = Number(era) + (count || Number(raw.year ?? 0) || 1);
  if (yearhead !== undefined) parts.year = Number(yearhead) * 100 + Number(num ?? 0);
  if (ymd !== undefined)
    Object.assign(parts, {
      year: Math.floor(Number(ymd) / 10000),
      month: Math.floor(Number(ymd) / 100) % 100,
      day: Number(ymd) % 100,
    });
  if (sign !== undefined && parts.by === undefined) parts.by = Number(sign) * count;
  if (raw.range !== undefined) {
    parts.count = Math.sign(Number(parts.by)) * count;
    delete parts.by;
    delete parts.range;
  }
  if (offset !== undefined) {
    const { by, unit } = parts;
    delete parts.by;
    delete parts.unit;
    parts.offset = { unit, by };
  }
  if (exact) parts.exact = true;
  if (lunar) parts.lunar = true;
  return parts as DateParts;
}
