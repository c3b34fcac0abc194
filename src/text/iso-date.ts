/** Reads the date a document states for itself, as front matter, meta tags and feeds write it. */

/** Calendar date as written (not moved to another time zone), `YYYY-MM-DD`, or null where it is none. */
export function isoDate(text: string): string | null {
  const numeric = /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(text);
  if (numeric) return checked(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]));
  const time = Date.parse(text);
  if (Number.isNaN(time) || !/\d{4}/.test(text)) return null;
  const zone = /([+-])(\d\d):?(\d\d)\s*$/.exec(text);
  if (!/(?:GMT|UTC|Z)\s*$/.test(text) && !zone) {
    const local = new Date(time);
    return checked(local.getFullYear(), local.getMonth() + 1, local.getDate());
  }
  const minutes = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  const day = new Date(time + minutes * 60_000).toISOString();
  return /^\d{4}-/.test(day) ? day.slice(0, 10) : null;
}

function checked(year: number, month: number, day: number): string | null {
  if (year > 9999) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
