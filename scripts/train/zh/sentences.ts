/** Training sentences: labelled pieces of news, and how one is varied each time it is shown. */
import type { Random } from '../random.ts';
import type { NameMaker } from './names.ts';

/** `open` is left to the tagger; places and organisations are no names but may be exchanged. */
export type Kind = 'person' | 'company' | 'open' | 'place' | 'organisation';

export interface LabelledSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

/** Folded text; spans in order, none overlapping. */
export interface Sentence {
  readonly text: string;
  readonly spans: readonly LabelledSpan[];
}

const SWAP_PERSON = 0.6;
const SWAP_COMPANY = 0.75;
const SWAP_PLACE = 0.35;
const SWAP_ORGANISATION = 0.35;
const SURNAME_AND_TITLE = 0.035;
const NAME_LIST = 0.006;

/** A sentence as it is shown this time: some names exchanged, or (seldom) a mere list of names in its stead. */
export function vary(sentence: Sentence, maker: NameMaker, random: Random): Sentence {
  if (random.next() < NAME_LIST) return nameList(maker, random);
  const writer = new Writer();
  const exchanged = new Map<string, string>();
  let last = 0;
  for (const { start, end, kind } of sentence.spans) {
    writer.plain(sentence.text.slice(last, start));
    last = end;
    const name = sentence.text.slice(start, end);
    if (kind === 'person' && name.length <= 4 && !name.includes('·') && random.next() < SURNAME_AND_TITLE) {
      writer.plain(maker.surname(random));
      writer.plain(random.pick(maker.lists.titlesAfter));
      continue;
    }
    let shown = exchanged.get(name);
    if (shown === undefined) {
      shown = exchange(name, kind, maker, random);
      exchanged.set(name, shown);
    }
    writer.name(shown, kind);
  }
  writer.plain(sentence.text.slice(last));
  return writer.sentence();
}

function exchange(name: string, kind: Kind, maker: NameMaker, random: Random): string {
  const draw = random.next();
  if (kind === 'person' && draw < SWAP_PERSON) return likePerson(name, maker, random);
  if (kind === 'company' && draw < SWAP_COMPANY) return maker.company(random);
  if (kind === 'place' && draw < SWAP_PLACE) return maker.foreignPlace(random);
  if (kind === 'organisation' && draw < SWAP_ORGANISATION) return maker.organisation(random);
  return name;
}

/** A person's name of the same make: a foreign one stays foreign. */
function likePerson(name: string, maker: NameMaker, random: Random): string {
  const dots = name.split('·').length - 1;
  const foreign = dots > 0 || name.length > 4 || !maker.isSurname(name[0]);
  if (foreign) return maker.foreign(random, random.next() < 0.7 ? Math.min(dots, 2) : 0);
  return random.next() < 0.88 ? maker.han(random) : maker.foreign(random, random.next() < 0.3 ? 1 : 0);
}

const SEPARATORS = ['', '', '、', ' ', '  ', '，'];
const NOTES = ['（女）', '（女，回族）', '（藏族）', '（满族）'];

/** Names in a row, with or without something between them. */
function nameList(maker: NameMaker, random: Random): Sentence {
  const writer = new Writer();
  const separator = random.pick(SEPARATORS);
  if (random.next() < 0.7)
    writer.plain(random.next() < 0.5 ? `${random.pick(maker.lists.titlesBefore)}：` : random.pick(maker.lists.titlesBefore));
  for (let left = 3 + random.below(20); left > 0; left--) {
    writer.name(random.next() < 0.94 ? maker.han(random) : maker.foreign(random, 1), 'person');
    if (random.next() < 0.05) writer.plain(random.pick(NOTES));
    if (left > 1) writer.plain(separator);
  }
  return writer.sentence();
}

/** Puts a sentence together piece by piece. */
export class Writer {
  private text = '';
  private readonly spans: LabelledSpan[] = [];

  plain(text: string): void {
    this.text += text;
  }

  name(text: string, kind: Kind): void {
    this.spans.push({ start: this.text.length, end: this.text.length + text.length, kind });
    this.text += text;
  }

  sentence(): Sentence {
    return { text: this.text, spans: this.spans };
  }
}
