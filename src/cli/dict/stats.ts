/** `extract dict stats`: how much the builtin dictionaries know, by type, language and source. */
import { type EntityRow, mergeRows, NAMED_TYPES, namesOf, readBuiltinEntities, readWordFiles } from '../../dictionary/read.ts';
import { alignedTable, builtinDictionaries, json, readSources } from './show.ts';

/** @returns text for standard output */
export function statistics(asJson: boolean): string {
  const entities = mergeRows(readBuiltinEntities(builtinDictionaries));
  const types = [...NAMED_TYPES.map((type) => countType(type, entities)), countType('all', entities)];
  const sources = countSources(entities);
  const words = readWordFiles(builtinDictionaries).map(({ language, name, rows }) => ({
    class: name,
    language,
    words: rows.length,
  }));
  if (asJson) return json({ types, sources, words });
  const languages = [...new Set(words.map(({ language }) => language))];
  const classes = [...new Set(words.map((row) => row.class))].sort();
  const wordTable = classes.map((name) => ({
    words: name,
    ...Object.fromEntries(
      languages.map((language) => [language, words.find((row) => row.class === name && row.language === language)?.words ?? '']),
    ),
  }));
  return [
    alignedTable(['type', 'entities', 'linked', 'en', 'de', 'zh', 'names', 'latin', 'han', 'ambiguous'], types),
    alignedTable(['source', ...NAMED_TYPES, 'names', 'licence'], sources),
    alignedTable(['words', ...languages], wordTable),
    LEGEND,
  ].join('\n');
}

const LEGEND = `entities are counted once for each id; linked: named in Chinese and in Latin script, or curated; en, de, zh: with a name of that language;
names: all names, of them in Latin script, with Chinese characters, and ambiguous ones that count only with context.
`;
const HAN = /\p{Script=Han}/u;

function countType(type: string, entities: readonly EntityRow[]) {
  const some = entities.filter((entity) => type === 'all' || entity.type === type);
  const names = some.map(namesOf);
  const count = (test: (entity: EntityRow, index: number) => boolean) => some.filter(test).length;
  const total = (size: (index: number) => number) => some.reduce((sum, _, index) => sum + size(index), 0);
  const han = total((index) => names[index].filter((name) => HAN.test(name)).length);
  const all = total((index) => names[index].length);
  return {
    type,
    entities: some.length,
    linked: count(
      ({ source }, index) =>
        source.split('+').includes('curated') ||
        (names[index].some((name) => HAN.test(name)) && names[index].some((name) => !HAN.test(name))),
    ),
    en: count(({ en }) => en !== ''),
    de: count(({ de }) => de !== ''),
    zh: count(({ zh }) => zh !== ''),
    names: all,
    latin: all - han,
    han,
    ambiguous: total((index) => new Set(some[index].ambiguous).size),
  };
}

function countSources(entities: readonly EntityRow[]) {
  return [...readSources(builtinDictionaries).values()]
    .filter(({ id }) => !id.startsWith('languages/'))
    .map(({ id, name, licence }) => {
      const some = entities.filter(({ source }) => source.split('+').includes(id));
      const of = (type: string) => some.filter((entity) => entity.type === type).length;
      const names = some.reduce((sum, entity) => sum + namesOf(entity).length, 0);
      return { source: id, person: of('person'), company: of('company'), city: of('city'), names, name, licence };
    })
    .sort((a, b) => b.names - a.names);
}
