/** The names slots and rules of the tables have for the parts of a date. */
import type { DateSlot } from '../../dictionary/date-grammar.ts';

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

/** Parts that are worked out further (`settle` in parts.ts). */
const HELPERS: ReadonlySet<string> = new Set([
  'era',
  'offset',
  'n',
  'sign',
  'yearhead',
  'ymd',
  'gap',
  'num',
  'word',
  'exact',
  'lunar',
  'range',
  'lasting',
  'second',
  'secondunit',
  'third',
  'thirdunit',
]);

/** A part of a rule or slot under the name it has in DateParts, where it has one. */
export const partName = (name: string): string => FIELDS[name] ?? name;
export const isHelper = (part: string): boolean => HELPERS.has(part);
/** Unit said along with a step by a word of a class. */
export const unitOf = ({ name, field }: DateSlot): string | null => (partName(field) === 'by' ? (UNIT_OF[name] ?? null) : null);
