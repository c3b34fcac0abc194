/** The recognisers: each finds candidates of a passage on its own; resolve/ weighs them. A new one is a file beside this one and an entry here. */
import type { Block, Candidate, EntityType, Language, Passage } from '../model.ts';
import { legalFormCompanies } from './chinese/legal-forms.ts';
import { recogniseChinese } from './chinese/names.ts';
import { titledPeople } from './chinese/titled-people.ts';
import { companyForms } from './company-forms.ts';
import { matchDates } from './date/match-dates.ts';
import { recogniseLatin } from './latin/names.ts';
import { DocumentNames } from './latin/triggers.ts';
import { listedCandidates } from './listed.ts';
import { otherReadings } from './other-readings.ts';

export interface RecogniseOptions {
  readonly types: ReadonlySet<EntityType>;
  /** Dictionary names (and dates) alone. */
  readonly listedOnly: boolean;
}

interface Recogniser {
  /** Types it can give. */
  readonly types: readonly EntityType[];
  /** Part of `--listed-only`? */
  readonly listed: boolean;
  readonly find: (passage: Passage) => Candidate[];
}

const listed = (passage: Passage): Candidate[] => {
  const names = listedCandidates(passage);
  return [...names, ...companyForms(passage, names)];
};

/** What a recogniser of blocks finds in those whose language it reads. */
function inBlocks(
  { document }: Passage,
  reads: (language: Language) => boolean,
  find: (block: Block) => Candidate[],
): Candidate[] {
  const found: Candidate[] = [];
  for (const block of document.blocks) if (reads(block.language)) for (const one of find(block)) found.push(one);
  return found;
}

const isChinese = (language: Language) => language.startsWith('zh');

const dates = (passage: Passage): Candidate[] =>
  inBlocks(
    passage,
    () => true,
    (block) => matchDates(passage, block),
  );

const chineseNames = (passage: Passage): Candidate[] =>
  inBlocks(passage, isChinese, (block) => recogniseChinese(passage, block, passage.dictionary));

/** One memory of names for all blocks of a document: a surname alone is known once the full name was read. */
const latinNames = (passage: Passage): Candidate[] => {
  const names = new DocumentNames();
  return inBlocks(
    passage,
    (language) => !isChinese(language),
    (block) => recogniseLatin(passage, block, block.language, passage.dictionary, names),
  );
};

const RECOGNISERS: readonly Recogniser[] = [
  { types: ['person', 'company', 'city'], listed: true, find: listed },
  { types: ['date'], listed: true, find: dates },
  { types: ['person'], listed: false, find: titledPeople },
  { types: ['company'], listed: false, find: legalFormCompanies },
  { types: ['person', 'company'], listed: false, find: chineseNames },
  { types: ['person', 'company', 'city'], listed: false, find: latinNames },
];

/**
 * All candidates of a passage. Names of every type are looked for even where some are not asked for, since they compete:
 * a city inside a company's name is none.
 */
export function recognise(passage: Passage, options: RecogniseOptions): Candidate[] {
  const wantsNames = [...options.types].some((type) => type !== 'date');
  const found: Candidate[] = [];
  for (const { types, listed, find } of RECOGNISERS) {
    const asked = types.includes('date') ? options.types.has('date') : wantsNames;
    if (asked && (listed || !options.listedOnly)) for (const one of find(passage)) found.push(one);
  }
  for (const one of otherReadings(passage, found)) found.push(one);
  return found;
}
