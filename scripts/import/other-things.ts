/** What a person's name may be besides: words, places, companies, parts of other names. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readCsv, readTsv, split } from './csv.ts';
import { simplify } from './name-words.ts';

/** Words of jieba's dictionary with their tags. */
export function ordinaryWords(): Map<string, string> {
  const require = createRequire(import.meta.url);
  const dictionary = join(dirname(require.resolve('nodejieba/package.json')), 'submodules/cppjieba/dict/jieba.dict.utf8');
  const found = new Map<string, string>();
  for (const line of readFileSync(dictionary, 'utf8').split('\n')) {
    const [word, , tag] = line.split(' ');
    if (word && tag) found.set(word, tag);
  }
  return found;
}

/** Names of cities and companies. */
export function otherThings(root: string, sources: string): Set<string> {
  const found = new Set<string>();
  for (const row of readTsv(join(sources, 'geonames/cities.tsv'))) {
    for (const name of [row.en, row.de, row['zh-Hans'], row['zh-Hant'], ...split(row.aliases)])
      if (name) found.add(simplify(name));
  }
  for (const file of ['curated', 'china', 'geonames', 'dach-towns'])
    for (const row of readCsv(join(root, `dictionaries/entities/city/${file}.csv`)))
      for (const name of [row.en, row.de, row.zh, ...split(row.aliases), ...split(row.ambiguous)]) if (name) found.add(name);
  for (const row of readTsv(join(sources, 'companies/companies.tsv'))) {
    for (const name of [row.en, row.de, row.zh, ...split(row.latin_aliases), ...split(row.zh_aliases)])
      if (name) found.add(simplify(name));
  }
  return found;
}

/** Parts of foreign names in Chinese. */
export function transliteratedTokens(sources: string): Set<string> {
  const found = new Set<string>();
  for (const line of readFileSync(join(sources, 'people/nrf.txt'), 'utf8').split('\n')) found.add(simplify(line.trim()));
  for (const line of readFileSync(join(sources, 'people/transliterations-en-zh.tsv'), 'utf8').split('\n')) {
    const [, chinese, count] = line.split('\t');
    if (chinese && Number(count) > 1) found.add(simplify(chinese.replaceAll(' ', '')));
  }
  return found;
}
