/**
 * The rules behind the tagger: set off by titles, legal forms, listed names and earlier mentions, they move the bounds of what it
 * marked and add what it left out. Their words are dictionary data.
 */
import { findCities } from './cities.ts';
import { findCued, findLegalForms, findListed, repeatCompanies, vetCompanies } from './companies.ts';
import type { Marks, Words } from './marks.ts';
import { boundPeople, findPeople, markGenitives, repeatPeople } from './people.ts';

/** Names a document has given in full, folded, for the spans that follow. */
export class DocumentNames {
  readonly surnames = new Set<string>();
  readonly companies = new Set<string>();
}

export function applyTriggers(words: Words, marks: Marks, names: DocumentNames): void {
  const { sequence } = words;
  const folded = (i: number): string =>
    String.fromCharCode(...sequence.codes.subarray(sequence.tokens.starts[i], sequence.tokens.ends[i]));
  boundPeople(words, marks);
  vetCompanies(words, marks);
  findLegalForms(words, marks);
  findListed(words, marks);
  findCued(words, marks);
  findCities(words, marks);
  findPeople(words, marks);
  repeatPeople(words, marks, names.surnames, folded);
  repeatCompanies(words, marks, names.companies, folded);
  markGenitives(words, marks, names.surnames, folded);
}
