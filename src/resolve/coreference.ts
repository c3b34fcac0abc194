/**
 * Repeats: what a document has named once is found everywhere in it, in full, by its short forms, and people by surname and title
 * (李市长 after 李强). The new candidates carry the entity or name of what they repeat.
 */
import { Class } from '../dictionary/word-classes.ts';
import type { Evidence, Passage, Span } from '../model.ts';
import { isHan, isUpper, isWordCode } from '../text/characters.ts';
import { shortForms } from './short-forms.ts';
import { type Accepted, type Weighed, weighed } from './unite.ts';

/** What a repeat says, as a share of what is believed of the mention it repeats. */
const WEIGHT = { full: 0.7, short: 0.66, title: 0.66, otherType: -0.6 } as const;
const SOURCE = 'coreference';
const CONTRADICTED: readonly Evidence[] = [{ source: SOURCE, weight: WEIGHT.otherType }];

/** What a name or short form stands for: the first mention of the type that is believed most over the whole document. */
interface Antecedent {
  readonly mention: Accepted;
  readonly weight: number;
  /** Support of all mentions of that type that bear the form. */
  support: number;
}
type Antecedents = Map<string, Antecedent[]>;

/** Candidates for the repeats of accepted mentions, and evidence against readings that the rest of the document contradicts. */
export function corefer(passage: Passage, accepted: readonly Accepted[]): Weighed[] {
  const surnames = new Map<number, Accepted>();
  for (const mention of accepted) {
    const code = passage.codes[mention.start];
    if (mention.type === 'person' && isHan(code) && !surnames.has(code)) surnames.set(code, mention);
  }
  return [...repeats(passage, accepted, gather(passage, accepted)), ...titled(passage, surnames)];
}

/** Forms of people and companies, each with its types, the most believed first. */
function gather(passage: Passage, accepted: readonly Accepted[]): Antecedents {
  const antecedents: Antecedents = new Map();
  const folded = Buffer.from(passage.codes.buffer, passage.codes.byteOffset, passage.codes.byteLength).toString('utf16le');
  const remember = (span: Span, mention: Accepted, weight: number) => {
    const form = folded.slice(span.start, span.end);
    if (form.length < 2) return;
    const known = antecedents.get(form) ?? [];
    const same = known.find((antecedent) => antecedent.mention.type === mention.type);
    if (same) same.support += mention.support;
    else known.push({ mention, weight, support: mention.support });
    antecedents.set(form, known);
  };
  for (const mention of accepted)
    if (mention.type === 'person' || mention.type === 'company') remember(mention, mention, WEIGHT.full);
  for (const mention of accepted) for (const span of shortForms(passage, mention)) remember(span, mention, WEIGHT.short);
  for (const known of antecedents.values()) known.sort((a, b) => b.support - a.support);
  return antecedents;
}

/** Every place where an antecedent's name or short form stands again. */
function repeats(passage: Passage, accepted: readonly Accepted[], antecedents: Antecedents): Weighed[] {
  const { codes, text } = passage;
  const forms = new FormIndex(antecedents.keys());
  const found: Weighed[] = [];
  let next = 0;
  let wordBefore = false;
  for (let at = 0; at + 1 < codes.length; at++) {
    const inWord = wordBefore;
    wordBefore = isWordCode(codes[at]);
    if ((inWord && wordBefore) || !forms.mayStart(codes[at], codes[at + 1])) continue;
    for (const name of forms.startingLike(codes[at], codes[at + 1])) {
      const end = at + name.length;
      if (!standsAt(codes, at, name) || !mayEnd(codes, end)) continue;
      const [{ mention, weight }] = antecedents.get(name)!;
      if (mention.start === at && mention.end === end) continue;
      if (isUpper(text.charCodeAt(mention.start)) && !isUpper(text.charCodeAt(at))) continue;
      found.push(repeat(text, mention, at, end, weight));
      while (next < accepted.length && accepted[next].start < at) next++;
      const rival = accepted[next];
      if (rival?.start === at && rival.end === end && rival.type !== mention.type)
        found.push(weighed({ start: at, end, type: rival.type, evidence: CONTRADICTED }));
    }
  }
  forms.clear();
  return found;
}

/** Scratch: not 0 where a form may begin with two codes. */
const begins = new Uint8Array(65536);
/** Scratch: not 0 for surnames of one Han character. */
const isSurname = new Uint8Array(65536);
const pairHash = (a: number, b: number): number => (Math.imul(a, 0x6d2b) + b) & 0xffff;
const NONE: readonly string[] = [];

/** Forms by a hash of their first two codes: most positions are passed over by one look at a table. */
class FormIndex {
  private readonly byPair = new Map<number, string[]>();

  constructor(forms: Iterable<string>) {
    for (const form of forms) {
      const pair = pairHash(form.charCodeAt(0), form.charCodeAt(1));
      begins[pair] = 1;
      const same = this.byPair.get(pair);
      if (same) same.push(form);
      else this.byPair.set(pair, [form]);
    }
  }

  mayStart(a: number, b: number): boolean {
    return begins[pairHash(a, b)] !== 0;
  }

  /** Forms that may begin with two codes: they are to be compared. */
  startingLike(a: number, b: number): readonly string[] {
    return this.byPair.get(pairHash(a, b)) ?? NONE;
  }

  clear(): void {
    for (const pair of this.byPair.keys()) begins[pair] = 0;
  }
}

function standsAt(codes: Uint16Array, at: number, name: string): boolean {
  if (at + name.length > codes.length) return false;
  for (let i = 0; i < name.length; i++) if (codes[at + i] !== name.charCodeAt(i)) return false;
  return true;
}

/** Whether a word may end at a position. */
const mayEnd = (codes: Uint16Array, end: number): boolean =>
  end === codes.length || !(isWordCode(codes[end - 1]) && isWordCode(codes[end]));

/** A surname alone before a title: 李市长. */
function titled({ codes, text, context, dictionary }: Passage, surnames: ReadonlyMap<number, Accepted>): Weighed[] {
  const found: Weighed[] = [];
  if (surnames.size === 0) return found;
  for (const code of surnames.keys()) isSurname[code] = 1;
  for (let at = 0; at < codes.length; at++) {
    if (isSurname[codes[at]] === 0 || !(dictionary.characterClasses[codes[at]] & Class.surname)) continue;
    if (
      context.startingAt(at + 1) & Class.titleAfter &&
      !(isHan(codes[at - 1]) && context.longestAt(at - 1, Class.stopWord) > at)
    )
      found.push(repeat(text, surnames.get(codes[at])!, at, at + 1, WEIGHT.title));
  }
  for (const code of surnames.keys()) isSurname[code] = 0;
  return found;
}

/** What stands at a place again, with the type, entity and name of what it repeats. */
function repeat(text: string, mention: Accepted, start: number, end: number, weight: number): Weighed {
  const { type, entity, name = text.slice(mention.start, mention.end) } = mention;
  return weighed({ start, end, type, entity, name, evidence: [{ source: SOURCE, weight: weight * mention.support }] });
}
