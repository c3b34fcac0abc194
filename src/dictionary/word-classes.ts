/**
 * The word classes a language may list, each a bit: how the compiled dictionary tells matchers what a word is.
 * A class is a file `dictionaries/languages/<tag>/<file>.csv`; where the file has a column that splits it, each value is a class of its own.
 */
export const WORD_CLASSES = [
  { name: 'titleBefore', file: 'titles', column: 'position', values: ['before', 'both'] },
  { name: 'titleAfter', file: 'titles', column: 'position', values: ['after', 'both'] },
  { name: 'legalSuffix', file: 'legal-forms', column: 'position', values: ['suffix'] },
  { name: 'legalPrefix', file: 'legal-forms', column: 'position', values: ['prefix'] },
  { name: 'companyTail', file: 'company-tails' },
  { name: 'companyBranch', file: 'company-branches' },
  { name: 'surname', file: 'surnames' },
  { name: 'givenName', file: 'given-names' },
  { name: 'givenCharacter', file: 'given-characters' },
  { name: 'transliteration', file: 'transliteration-characters' },
  { name: 'organisationHead', file: 'organisations', column: 'position', values: ['before', 'both'] },
  { name: 'organisationTail', file: 'organisations', column: 'position', values: ['after', 'both'] },
  { name: 'place', file: 'places' },
  { name: 'country', file: 'countries' },
  { name: 'placeTail', file: 'place-tails', column: 'position', values: ['after', 'both'] },
  { name: 'nationality', file: 'nationalities' },
  { name: 'personCueBefore', file: 'cues', column: 'type', values: ['person'], position: 'before' },
  { name: 'personCueAfter', file: 'cues', column: 'type', values: ['person'], position: 'after' },
  { name: 'companyCueBefore', file: 'cues', column: 'type', values: ['company'], position: 'before' },
  { name: 'companyCueAfter', file: 'cues', column: 'type', values: ['company'], position: 'after' },
  { name: 'cityCueBefore', file: 'cues', column: 'type', values: ['city'], position: 'before' },
  { name: 'cityCueAfter', file: 'cues', column: 'type', values: ['city'], position: 'after' },
  { name: 'abbreviationCueBefore', file: 'cues', column: 'type', values: ['abbreviation'], position: 'before' },
  { name: 'abbreviationCueAfter', file: 'cues', column: 'type', values: ['abbreviation'], position: 'after' },
  { name: 'stopWord', file: 'stop-words' },
  { name: 'placeHead', file: 'place-tails', column: 'position', values: ['before', 'both'] },
  { name: 'stretchHead', file: 'place-tails', column: 'position', values: ['stretch'] },
  { name: 'roadWord', file: 'place-tails', column: 'position', values: ['road'] },
  { name: 'productCueBefore', file: 'cues', column: 'type', values: ['product'], position: 'before' },
] as const satisfies readonly WordClassSource[];

export interface WordClassSource {
  readonly name: string;
  readonly file: string;
  readonly column?: string;
  readonly values?: readonly string[];
  readonly position?: 'before' | 'after';
}
export type WordClass = (typeof WORD_CLASSES)[number]['name'];

/** Bit of each word class. */
export const Class = Object.fromEntries(WORD_CLASSES.map((entry, bit) => [entry.name, 1 << bit])) as Readonly<
  Record<WordClass, number>
>;

/** Files of a language folder that are no word class but have a use of their own: checks, language detection, what taggers know. */
export const OTHER_WORD_FILES = ['common-words', 'function-words', 'name-parts', 'clubs', 'nouns'] as const;
