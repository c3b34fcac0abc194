/** Turns what a rule captured into the parts of a date. */
import type { DateSlot } from '../../dictionary/date-grammar.ts';
import type { DateParts } from '../../model.ts';

export interface Capture {
  readonly slot: DateSlot;
  readonly value: number | string;
  /** Language of a word, -1 for a number. */
  readonly language: number;
  readonly start: number;
  readonly end: number;
}

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
export function partsOf(constants: Readonly<Raw>, captures: readonly Capture[]): { from: DateParts; to: DateParts | null } {
  const range = captures.some((c) => c.slot.side);
  const pick = (side: string): Raw => {
    const raw: Raw = {};
    for (const [key, value] of Object.entries(constants)) raw[FIELDS[key] ?? key] = value;
    for (const { slot, value } of captures) {
      if (slot.side && slot.side !== side && range) continue;
      const field = FIELDS[slot.field] ?? slot.field;
      raw[field] = value;
      if (field === 'by' && UNIT_OF[slot.name]) raw.unit = UNIT_OF[slot.name];
    }
    return raw;
  };
  return { from: settle(pick('<')), to: range ? settle(pick('>')) : null };
}

/** Works out the helper fields of the tables: era, counted units, spelled-out years, eight-digit dates. */
function settle(raw: Raw): DateParts {
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
