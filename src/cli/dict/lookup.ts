/** `extract dict lookup`: every entity that bears a name, with all the dictionaries say of it. */

import { join } from 'node:path';
import { type Found, findEntities } from '../../dictionary/find.ts';
import { Exit } from '../exit.ts';
import { builtinDictionaries, type DictionarySource, json, readSources, shownPath } from './show.ts';

/** @returns text for standard output and the exit status: 1 where no entity bears the name */
export function lookUp(name: string, asJson: boolean): { text: string; status: number } {
  const found = findEntities(builtinDictionaries, name.trim());
  const sources = found.length > 0 ? readSources(builtinDictionaries) : new Map();
  const readings = found.map((one) => describe(name, one, sources));
  const status = found.length > 0 ? Exit.DONE : Exit.SOME_FAILED;
  if (found.length === 0)
    process.stderr.write(
      `extract: no dictionary lists ${JSON.stringify(name)} (a whole name or an id is looked up, as en, de, zh, aliases or ambiguous spell it)\n`,
    );
  return { text: asJson ? json(readings) : readings.map(asText).join('\n'), status };
}

function describe(name: string, { entity, rows, ambiguous }: Found, sources: ReadonlyMap<string, DictionarySource>) {
  const { type, id, en, de, zh, aliases, country, weight } = entity;
  return {
    name: name.trim(),
    type,
    id,
    ambiguous,
    en: en || null,
    de: de || null,
    zh: zh || null,
    aliases: aliases.filter((alias) => ![en, de, zh, ...entity.ambiguous].includes(alias)),
    needContext: entity.ambiguous,
    country: country || null,
    weight,
    sources: entity.source
      .split('+')
      .map((source) => ({ id: source, name: sources.get(source)?.name ?? null, licence: sources.get(source)?.licence ?? null })),
    rows: rows.map(({ file, line }) => `${shownPath(join(builtinDictionaries, file))}:${line}`),
  };
}

function asText(reading: ReturnType<typeof describe>): string {
  const { id, type, en, de, zh, ambiguous, aliases, needContext, country, weight, sources, rows } = reading;
  const fields: [string, string][] = [
    ['en', en ?? ''],
    ['de', de ?? ''],
    ['zh', zh ?? ''],
    ['aliases', aliases.join(' | ')],
    ['ambiguous', needContext.join(' | ')],
    ['country', country ?? ''],
    ['weight', weight > 0 ? weight.toLocaleString('en-US') : ''],
    ...sources.map((source, at): [string, string] => [
      at === 0 ? 'source' : '',
      `${source.id}: ${source.name ?? 'not in sources.csv'} (${source.licence ?? 'licence unknown'})`,
    ]),
    ...rows.map((row, at): [string, string] => [at === 0 ? 'row' : '', row]),
  ];
  const lines = fields.filter(([, value]) => value !== '').map(([field, value]) => `  ${field.padEnd(11)}${value}\n`);
  return `${type} ${id}  ${reading.name}${ambiguous ? ' (ambiguous: counts only with context)' : ''}\n${lines.join('')}`;
}
