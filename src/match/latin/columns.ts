/** Names of the attribute columns that depend on the word alone, as templates of the tagger use them. */

/** Columns of the letters of a word. */
export const LETTER_COLUMNS = ['word', 'shape', 'suffix2', 'suffix3', 'suffix4', 'prefix3', 'prefix4', 'length'] as const;
/** Columns of what dictionaries say of a word. */
export const LISTED_COLUMNS = [
  'name',
  'human',
  'city',
  'region',
  'placeTail',
  'firm',
  'form',
  'firmTail',
  'body',
  'titled',
  'personCue',
  'firmCue',
  'cityCue',
  'small',
] as const;
/** Columns of how a word is written, as counted in running text. */
export const COUNTED_COLUMNS = ['written', 'article', 'given', 'title', 'place', 'capital'] as const;
/** Columns of what dictionaries and counts say of a word. */
export const KNOWN_COLUMNS = [...LISTED_COLUMNS, ...COUNTED_COLUMNS, 'summary'] as const;
/** Columns that depend on the word alone. */
export const TYPE_COLUMNS = [...LETTER_COLUMNS, ...KNOWN_COLUMNS] as const;
export type TypeColumn = (typeof TYPE_COLUMNS)[number];
export type KnownColumn = (typeof KNOWN_COLUMNS)[number];
