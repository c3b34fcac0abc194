/**
 * Repeats: what a document has named once is found everywhere in it, in full, by its short forms, and people by surname and title
 * (李市长 after 李强). The new candidates carry the entity or name of what they repeat.
 */
import { Class } from '../dictionary/word-classes.ts';
import type { Evidence, Passage, Span } from '../model.ts';
import { isHan, isUpper, isWordCode } from '../text/characters.ts';
import { hashOf } from '../text/word-hash.ts';
import { shortForms } from './short-forms.ts';
import { type Accepted, type Weighed, weighed } from './unite.ts';

/** What a repeat says, as a share of what is believed of the mention it repeats. */
const WEIGHT = { full: 0.7, short: 0.66, title: 0.66, otherType: -0.6 } as const;
const SOURCE = 'coreference';
/** Codes of a form at least. */
const SHORTEST = 2;
const CONTRADICTED: readonly Evidence[] = [{ source: SOURCE, weight: WEIGHT.otherType }];

/** What a name or short form stands for: the first mention of the type that is believed most over the whole document. */
interface Antecedent {
  readonly mention: Accepted;
  readonly weight: number;
  /** Support of all mentions of that type that bear the form. */
  support: number;
}

/** A form by which something may be named again: where it stands in the text, and what it stands for, the most believed first. */
interface Form extends Span {
  readonly antecedents: Antecedent[];
}

/** Candidates for the repeats of accepted mentions, and evidence against readings that the rest of the document contradicts. */
export function corefer(passage: Passage, accepted: readonly Accepted[]): Weighed[] {
  const surnames = new Map<number, Accepted>();
  for (const mention of accepted) {
    const code = passage.codes[mention.start];
    if (mention.type === 'person' && isHan(code) && !surnames.has(code)) surnames.set(code, mention);
  }
  return [...repeats(passage, accepted, gather(passage, accepted)), ...titled(passage, surnames)];
}

/** Forms of people and companies. */
function gather(passage: Passage, accepted: readonly Accepted[]): Form[] {
  const forms = new Map<string, Form>();
  const folded = Buffer.from(passage.codes.buffer, passage.codes.byteOffset, passage.codes.byteLength).toString('utf16le');
  const remember = ({ start, end }: Span, mention: Accepted, weight: number) => {
    if (end - start < SHORTEST) return;
    const name = folded.slice(start, end);
    let form = forms.get(name);
    if (!form) {
      form = { start, end, antecedents: [] };
      forms.set(name, form);
    }
    const same = form.antecedents.find((antecedent) => antecedent.mention.type === mention.type);
    if (same) same.support += mention.support;
    else form.antecedents.push({ mention, weight, support: mention.support });
  };
  for (const mention of accepted)
    if (mention.type === 'person' || mention.type === 'company') remember(mention, mention, WEIGHT.full);
  for (const mention of accepted) for (const span of shortForms(passage, mention)) remember(span, mention, WEIGHT.short);
  for (const { antecedents } of forms.values()) antecedents.sort((a, b) => b.support - a.support);
  return [...forms.values()];
}

/** Every place where a form stands again. */
function repeats(passage: Passage, accepted: readonly Accepted[], forms: readonly Form[]): Weighed[] {
  const { codes, text } = passage;
  const found: Weighed[] = [];
  let next = 0;
  const tryAt = (at: number, { start, end, antecedents }: Form) => {
    const [{ mention, weight }] = antecedents;
    const to = at + end - start;
    if (mention.start === at && mention.end === to) return;
    if (isUpper(text.charCodeAt(mention.start)) && !isUpper(text.charCodeAt(at))) return;
    if (!standsAt(codes, at, start, end) || !mayEnd(codes, to)) return;
    found.push(repeat(text, mention, at, to, weight));
    while (next < accepted.length && accepted[next].start < at) next++;
    const rival = accepted[next];
    if (rival?.start === at && rival.end === to && rival.type !== mention.type)
      found.push(weighed({ start: at, end: to, type: rival.type, evidence: CONTRADICTED }));
  };
  eachStart(passage, forms, tryAt);
  return found;
}

/** Scratch: not 0 where a form may begin with a word, or with two other characters, of this hash. */
const begins = new Uint8Array(1 << 16);
const keyOf = (hash: number): number => (hash ^ (hash >>> 16)) & 0xffff;
const pairHash = (a: number, b: number): number => Math.imul(a, 0x6d2b) ^ Math.imul(b, 0x3c6f);

/** Calls `visit` wherever a form may stand: where a word stands, or two other characters, with which it begins. */
function eachStart({ codes, hits }: Passage, forms: readonly Form[], visit: (at: number, form: Form) => void): void {
  const byKey = new Map<number, Form[]>();
  for (const form of forms) {
    const { start, end } = form;
    const key = keyOf(
      isWordCode(codes[start]) ? hashOf(codes, start, wordEnd(codes, start, end)) : pairHash(codes[start], codes[start + 1]),
    );
    begins[key] = 1;
    const same = byKey.get(key);
    if (same) same.push(form);
    else byKey.set(key, [form]);
  }
  const { words } = hits;
  // Between words stands what is written without spaces.
  const between = forms.some(({ start }) => !isWordCode(codes[start]));
  let at = 0;
  for (let word = 0; word <= words.count; word++) {
    const next = word < words.count ? words.starts[word] : codes.length;
    if (between)
      for (; at < next; at++) {
        if (at + 1 >= codes.length) break;
        const key = keyOf(pairHash(codes[at], codes[at + 1]));
        if (begins[key] !== 0) for (const form of byKey.get(key)!) visit(at, form);
      }
    if (next === codes.length) break;
    const key = keyOf(words.hashes[word]);
    if (begins[key] !== 0) for (const form of byKey.get(key)!) visit(next, form);
    at = next + 1;
  }
  for (const key of byKey.keys()) begins[key] = 0;
}

function wordEnd(codes: Uint16Array, start: number, limit: number): number {
  let end = start;
  while (end < limit && isWordCode(codes[end])) end++;
  return end;
}

/** Whether the codes of `[start, end)` stand at `at` too. */
function standsAt(codes: Uint16Array, at: number, start: number, end: number): boolean {
  if (at + end - start > codes.length) return false;
  for (let i = start, j = at; i < end; i++, j++) if (codes[i] !== codes[j]) return false;
  return true;
}

/** Whether a word may end at a position. */
const mayEnd = (codes: Uint16Array, end: number): boolean =>
  end === codes.length || !(isWordCode(codes[end - 1]) && isWordCode(codes[end]));

/** Scratch: not 0 for surnames of one Han character. */
const isSurname = new Uint8Array(1 << 16);

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
