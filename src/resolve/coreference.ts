/**
 * Repeats: what a document has named once is found everywhere in it, in full, by its short forms, and people by surname and title
 * (李市长 after 李强). The new candidates carry the entity or name of what they repeat.
 */
import { buildTrie } from '../dictionary/build-trie.ts';
import { Trie } from '../dictionary/trie.ts';
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Passage, Span } from '../model.ts';
import { isHan, isUpper, isWordCode } from '../text/characters.ts';
import type { Accepted } from './select.ts';
import { shortForms } from './short-forms.ts';

const WEIGHT = { full: 0.6, short: 0.55, title: 0.55 } as const;
const SOURCE = 'coreference';

interface Antecedent {
  readonly mention: Candidate;
  readonly weight: number;
}

/** Candidates for the repeats of accepted mentions. */
export function corefer(passage: Passage, accepted: readonly Accepted[]): Candidate[] {
  const antecedents = new Map<string, Antecedent>();
  const surnames = new Map<number, Candidate>();
  const remember = (span: Span, mention: Candidate, weight: number) => {
    const key = String.fromCharCode(...passage.codes.subarray(span.start, span.end));
    if (key.length > 1 && !antecedents.has(key)) antecedents.set(key, { mention, weight });
  };
  for (const mention of accepted)
    if (mention.type === 'person' || mention.type === 'company') remember(mention, mention, WEIGHT.full);
  for (const mention of accepted) {
    if (mention.type === 'person' && isHan(passage.codes[mention.start])) {
      const code = passage.codes[mention.start];
      if (!surnames.has(code)) surnames.set(code, mention);
    }
    if (!mention.entity || mention.type === 'person')
      for (const span of shortForms(passage, mention)) remember(span, mention, WEIGHT.short);
  }
  return [...repeats(passage, antecedents), ...titled(passage, surnames)];
}

/** Every place where an antecedent's name or short form stands again. */
function repeats(passage: Passage, antecedents: ReadonlyMap<string, Antecedent>): Candidate[] {
  const { codes, text } = passage;
  const names = [...antecedents.keys()].sort((a, b) => (a < b ? -1 : 1));
  if (names.length === 0) return [];
  const trie = new Trie(buildTrie(names));
  const keys = new Int32Array(32);
  const ends = new Int32Array(32);
  const found: Candidate[] = [];
  for (let at = 0; at < codes.length; at++) {
    const count = trie.prefixes(codes, at, codes.length, keys, ends);
    for (let i = 0; i < count; i++) {
      const { mention, weight } = antecedents.get(names[keys[i]])!;
      if (mention.start === at && mention.end === ends[i]) continue;
      if (!standsAlone(codes, at, ends[i]) || (isUpper(text.charCodeAt(mention.start)) && !isUpper(text.charCodeAt(at))))
        continue;
      found.push(repeat(passage, mention, { start: at, end: ends[i] }, weight));
    }
  }
  return found;
}

const standsAlone = (codes: Uint16Array, start: number, end: number) =>
  !(isWordCode(codes[start]) && isWordCode(codes[start - 1])) && !(isWordCode(codes[end - 1]) && isWordCode(codes[end]));

/** A surname alone before a title: 李市长. */
function titled({ codes, text, context, dictionary }: Passage, surnames: ReadonlyMap<number, Candidate>): Candidate[] {
  const found: Candidate[] = [];
  if (surnames.size === 0) return found;
  for (let at = 0; at < codes.length; at++) {
    const mention = surnames.get(codes[at]);
    if (!mention || !(dictionary.characterClasses[codes[at]] & Class.surname)) continue;
    if (
      context.startingAt(at + 1) & Class.titleAfter &&
      !(isHan(codes[at - 1]) && context.longestAt(at - 1, Class.stopWord) > at)
    ) {
      found.push({ ...link(text, mention), start: at, end: at + 1, evidence: [{ source: SOURCE, weight: WEIGHT.title }] });
    }
  }
  return found;
}

const repeat = (passage: Passage, mention: Candidate, span: Span, weight: number): Candidate => ({
  ...link(passage.text, mention),
  ...span,
  evidence: [{ source: SOURCE, weight }],
});

/** What a repeat takes over from what it repeats. */
const link = (text: string, mention: Candidate): Pick<Candidate, 'type' | 'entity' | 'name'> => ({
  type: mention.type,
  ...(mention.entity ? { entity: mention.entity } : {}),
  name: mention.name ?? text.slice(mention.start, mention.end),
});
