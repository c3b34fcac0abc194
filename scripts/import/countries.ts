/**
 * Names of countries with their codes, from CLDR: `npx tsx scripts/import/countries.ts SOURCES`.
 * Writes dictionaries/languages/<tag>/countries.csv; names added there by hand stay.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { foldString } from '../../src/text/fold.ts';
import { compare, readCsv, writeCsv } from './csv.ts';

const [sources] = process.argv.slice(2);
if (!sources) throw new Error('usage: npx tsx scripts/import/countries.ts SOURCES');

/** Our tag of each CLDR locale. */
const LOCALES = { zh: 'zh', 'zh-Hant': 'zh', de: 'de', en: 'en' };

for (const tag of new Set(Object.values(LOCALES))) {
  const path = join(packageRoot, 'dictionaries', 'languages', tag, 'countries.csv');
  const names = new Map(readCsv(path).map((row) => [row.word, row.code]));
  for (const [locale] of Object.entries(LOCALES).filter(([, ours]) => ours === tag)) {
    const file = JSON.parse(readFileSync(join(sources, 'cldr', locale, 'territories.json'), 'utf8'));
    const territories: Record<string, string> = file.main[locale].localeDisplayNames.territories;
    for (const [key, name] of Object.entries(territories)) {
      const [code, variant] = key.split('-alt-');
      if (!/^[A-Z]{2}$/.test(code) || code === 'ZZ' || variant === 'variant') continue;
      names.set(tag === 'zh' ? foldString(name) : name, code);
    }
  }
  const rows = [...names]
    .map(([word, code]) => ({ word, code }))
    .sort((a, b) => compare(a.code, b.code) || compare(a.word, b.word));
  writeCsv(path, ['word', 'code'], rows);
}
