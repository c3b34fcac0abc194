/**
 * The rules behind the tagger: set off by titles, legal forms, listed names and earlier mentions, they move the bounds of what it
 * marked and add what it left out. Their words are dictionary data.
 */
import { findCities, vetCities } from './cities.ts';
import { findCued, findLegalForms, findListed, repeatCompanies, vetCompanies } from './companies.ts';
import { KnownWords } from './known-words.ts';
import type { Marks, Words } from './marks.ts';
import { boundPeople, findListedPeople, findPeople, markGenitives, repeatPeople } from './people.ts';

/** Names a document has given in full, for the spans that follow. */
export class DocumentNames {
  readonly surnames = new KnownWords();
  readonly companies = new KnownWords();
}

export function applyTriggers(words: Words, marks: Marks, names: DocumentNames): void {
  boundPeople(words, marks);
  vetCompanies(words, marks);
  findLegalForms(words, marks);
  findListed(words, marks);
  findCued(words, marks);
  vetCities(words, marks);
  findCities(words, marks);
  findListedPeople(words, marks);
  findPeople(words, marks);
  repeatPeople(words, marks, names.surnames);
  repeatCompanies(words, marks, names.companies);
  markGenitives(words, marks, names.surnames);
}
