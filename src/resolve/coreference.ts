/**
 * Repeats: what a document has named once is found everywhere in it, in full, by its short forms, and people by surname and title
 * (李市长 after 李强). The new candidates carry the entity or name of what they repeat.
 */
import { Class } from '../dictionary/word-classes.ts';
import type { Candidate, Passage, Span } from '../model.ts';
import { isHan, isUpper, isWordCode } from '../text/characters.ts';
import type { Accepted } from './select.ts';
import { shortForms } from './short-forms.ts';

/** What a repeat says, as a share of what is believed of the mention it repeats. */
const WEIGHT = { full: 0.7, short: 0.66, title: 0.66, otherType: -0.6 } as const;
const SOURCE = 'coreference';

/** What a name or short form stands for: the first mention of the type that is believed most over the whole document. */
interface Antecedent {
  readonly mention: Accepted;
  readonly weight: number;
  /** Support of all mentions of that type that bear the form. */
  support: number;
}
type Antecedents = Map<string, Antecedent[]>;

/** Candidates for the repeats of accepted mentions, and evidence against readings that the rest of the document contradicts. */
export function corefer(passage: Passage, accepted: readonly Accepted[]): Candidate[] {
  const antecedents = gather(passage, accepted);
  const surnames = new Map<number, Accepted>();
  for (const mention of accepted) {
    const code = passage.codes[mention.start];
    if (mention.type === 'person' && isHan(code) && !surnames.has(code)) surnames.set(code, mention);
  }
  return [...repeats(passage, accepted, antecedents), ...titled(passage, surnames)];
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
function repeats(passage: Passage, accepted: readonly Accepted[], antecedents: Antecedents): Candidate[] {
  const { codes, text } = passage;
  const acceptedAt = new Map(accepted.map((mention) => [mention.start, mention]));
  const forms = new FormIndex(antecedents.keys());
  const found: Candidate[] = [];
  for (let at = 0; at + 1 < codes.length; at++) {
    if (!forms.mayStart(codes[at]) || (isWordCode(codes[at]) && isWordCode(codes[at - 1]))) continue;
    for (const name of forms.startingLike(codes, at)) {
      const end = at + name.length;
      const [{ mention, weight }] = antecedents.get(name)!;
      if ((mention.start === at && mention.end === end) || !standsAt(codes, at, name) || !endsWord(codes, end)) continue;
      if (isUpper(text.charCodeAt(mention.start)) && !isUpper(text.charCodeAt(at))) continue;
      found.push({ ...link(text, mention), start: at, end, evidence: [{ source: SOURCE, weight: weight * mention.support }] });
      const rival = acceptedAt.get(at);
      if (rival?.end === end && rival.type !== mention.type)
        found.push({ start: at, end, type: rival.type, evidence: [{ source: SOURCE, weight: WEIGHT.otherType }] });
    }
  }
  forms.clear();
  return found;
}

/** Scratch: 1 for each code a form begins with. */
const begins = new Uint8Array(65536);
const NONE: readonly string[] = [];

/** Forms by their first codes: most positions are passed over by one look at a table, most others by one at a map. */
class FormIndex {
  private readonly long = new Map<number, string[]>();
  private readonly short = new Map<number, string[]>();

  constructor(private readonly forms: Iterable<string>) {
    this.forms = [...forms];
    for (const form of this.forms) {
      const isLong = form.length >= 4;
      const key = isLong
        ? keyOf(form.charCodeAt(0), form.charCodeAt(1), form.charCodeAt(2), form.charCodeAt(3))
        : keyOf(form.charCodeAt(0), form.charCodeAt(1), 0, 0);
      const map = isLong ? this.long : this.short;
      const same = map.get(key);
      if (same) same.push(form);
      else map.set(key, [form]);
      begins[form.charCodeAt(0)] = 1;
    }
  }

  mayStart(code: number): boolean {
    return begins[code] !== 0;
  }

  /** Forms whose first codes may stand at `at`: their rest is to be compared. */
  startingLike(codes: Uint16Array, at: number): readonly string[] {
    const long = at + 3 < codes.length ? this.long.get(keyOf(codes[at], codes[at + 1], codes[at + 2], codes[at + 3])) : undefined;
    const short = this.short.size > 0 ? this.short.get(keyOf(codes[at], codes[at + 1], 0, 0)) : undefined;
    return long && short ? [...long, ...short] : (long ?? short ?? NONE);
  }

  clear(): void {
    for (const form of this.forms) begins[form.charCodeAt(0)] = 0;
  }
}

/** A small integer, since a map finds those fastest. Different codes may share one. */
const keyOf = (a: number, b: number, c: number, d: number): number =>
  (Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) + b, 0x85ebca6b) + c, 0xc2b2ae35) + d) >> 1;

function standsAt(codes: Uint16Array, at: number, name: string): boolean {
  if (at + name.length > codes.length) return false;
  for (let i = 0; i < name.length; i++) if (codes[at + i] !== name.charCodeAt(i)) return false;
  return true;
}

const endsWord = (codes: Uint16Array, end: number) => !(isWordCode(codes[end - 1]) && isWordCode(codes[end]));

/** A surname alone before a title: 李市长. */
function titled({ codes, text, context, dictionary }: Passage, surnames: ReadonlyMap<number, Accepted>): Candidate[] {
  const found: Candidate[] = [];
  if (surnames.size === 0) return found;
  for (let at = 0; at < codes.length; at++) {
    const mention = surnames.get(codes[at]);
    if (!mention || !(dictionary.characterClasses[codes[at]] & Class.surname)) continue;
    if (
      context.startingAt(at + 1) & Class.titleAfter &&
      !(isHan(codes[at - 1]) && context.longestAt(at - 1, Class.stopWord) > at)
    ) {
      found.push({
        ...link(text, mention),
        start: at,
        end: at + 1,
        evidence: [{ source: SOURCE, weight: WEIGHT.title * mention.support }],
      });
    }
  }
  return found;
}

/** What a repeat takes over from what it repeats. */
const link = (text: string, mention: Candidate): Pick<Candidate, 'type' | 'entity' | 'name'> => ({
  type: mention.type,
  ...(mention.entity ? { entity: mention.entity } : {}),
  name: mention.name ?? text.slice(mention.start, mention.end),
});
