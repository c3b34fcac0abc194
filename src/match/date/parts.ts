/** Turns what a rule captured into the parts of a date. */
import type { DateParts } from '../../model.ts';
import { type Grammar, type Rule, wordValue } from './grammar.ts';

/** What slots read: `Size` numbers each, in reading order. */
export const Capture = { Slot: 0, Value: 1, Language: 2, Start: 3, End: 4, Size: 5 } as const;

type Raw = Record<string, number | string>;

/** The two ends of a rule's date: captures marked `<` belong to the first, `>` to the second, others to both. */
export function partsOf(
  grammar: Grammar,
  rule: Rule,
  captures: Int32Array,
  depth: number,
): { from: DateParts; to: DateParts | null } {
  for (let i = 0; i < depth * Capture.Size; i += Capture.Size)
    if (grammar.slots[captures[i]].end)
      return { from: sideOf(grammar, rule, captures, depth, 1), to: sideOf(grammar, rule, captures, depth, 2) };
  return { from: sideOf(grammar, rule, captures, depth, 0), to: null };
}

function sideOf(grammar: Grammar, rule: Rule, captures: Int32Array, depth: number, side: number): DateParts {
  const raw: Raw = {};
  let helped = rule.helped;
  for (const [part, value] of rule.partList) raw[part] = value;
  for (let i = 0; i < depth * Capture.Size; i += Capture.Size) {
    const slot = grammar.slots[captures[i]];
    if (slot.end && slot.end !== side) continue;
    raw[slot.part] = wordValue(grammar, captures[i + Capture.Value]);
    if (slot.unit) raw.unit = slot.unit;
    helped ||= slot.helper;
  }
  return helped ? settle(raw) : (raw as DateParts);
}

/** Works out the helper fields of the tables: era, counted units, spelled-out years, eight-digit dates. */
function settle(raw: Raw): DateParts {
  const { era, offset, n, sign, yearhead, ymd, gap, num, word, exact, lunar, range, lasting, ...others } = raw;
  const { second, secondunit, third, thirdunit, ...rest } = others;
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
  if (secondunit !== undefined) {
    const way = Math.sign(Number(parts.by));
    parts.further = [{ unit: secondunit, by: way * Number(second) }];
    if (thirdunit !== undefined) parts.further = [...(parts.further as []), { unit: thirdunit, by: way * Number(third) }];
  }
  if (range !== undefined) {
    parts.count = Math.sign(Number(parts.by)) * count;
    delete parts.by;
  }
  if (offset !== undefined || lasting !== undefined) {
    const { by = count, unit } = parts;
    delete parts.by;
    delete parts.unit;
    parts[offset !== undefined ? 'offset' : 'lasting'] = { unit, by };
  }
  if (exact) parts.exact = true;
  if (lunar) parts.lunar = true;
  return parts as DateParts;
}
