/** Gathers unlisted names mention by mention into dictionary rows. */
import type { Row, Source } from '../../model.ts';
import { isHan } from '../../text/characters.ts';
import { foldString } from '../../text/fold.ts';

/** A proposed row: columns of a user's dictionary, then remarks that no program reads. */
export interface Candidate {
  readonly type: string;
  readonly en: string;
  readonly de: string;
  readonly zh: string;
  /** Forms in other scripts than those of en, de and zh. */
  readonly aliases: string;
  /** Short forms the texts use after the full name: they need context. */
  readonly ambiguous: string;
  readonly mentions: number;
  readonly documents: number;
  /** Where it is first named, with the words around it. */
  readonly example: string;
}

interface Gathered {
  readonly row: Row;
  readonly example: string;
  mentions: number;
  readonly documents: Set<string>;
  readonly languages: Map<string, number>;
  readonly forms: Set<string>;
}

/** Characters of text shown on either side of an example. */
const AROUND = 24;

export class CandidateTable {
  private readonly names = new Map<string, Gathered>();

  /** @param row a mention with offsets in UTF-16 of its source's file */
  add(row: Row, source: Source): void {
    const key = `${row.type}\t${foldString(row.name)}`;
    let name = this.names.get(key);
    if (!name) {
      name = { row, example: exampleOf(row, source), mentions: 0, documents: new Set(), languages: new Map(), forms: new Set() };
      this.names.set(key, name);
    }
    name.mentions++;
    name.documents.add(row.document);
    const language = row.lang.slice(0, 2);
    name.languages.set(language, (name.languages.get(language) ?? 0) + 1);
    if (foldString(row.text) !== foldString(row.name)) name.forms.add(row.text);
  }

  /** Rows by falling number of mentions, then by type and name. */
  rows(): Candidate[] {
    return [...this.names.values()]
      .sort((a, b) => b.mentions - a.mentions || compare(a.row.type, b.row.type) || compare(a.row.name, b.row.name))
      .map(toCandidate);
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function toCandidate({ row, example, mentions, documents, languages, forms }: Gathered): Candidate {
  const name = simplified(row.name).replaceAll('|', ' ');
  const column = columnOf(name, languages);
  const inColumn = (of: string) => (column === of ? name : '');
  return {
    type: row.type,
    en: inColumn('en'),
    de: inColumn('de'),
    zh: inColumn('zh'),
    aliases: inColumn('aliases'),
    ambiguous: [...forms].map((form) => simplified(form).replaceAll('|', ' ')).join('|'),
    mentions,
    documents: documents.size,
    example,
  };
}

/** Dictionaries list simplified characters: traditional ones are folded before matching. */
const simplified = (name: string) => [...name].map((c) => (isHan(c.charCodeAt(0)) ? foldString(c) : c)).join('');

/** Chinese characters go to zh, Latin letters to the language that names it most; other scripts are aliases. */
function columnOf(name: string, languages: ReadonlyMap<string, number>): 'en' | 'de' | 'zh' | 'aliases' {
  if (/\p{Script=Han}/u.test(name)) return 'zh';
  if (/(?!\p{Script=Latin}|\p{Script=Common}|\p{Script=Inherited})\p{L}/u.test(name)) return 'aliases';
  return (languages.get('de') ?? 0) > (languages.get('en') ?? 0) ? 'de' : 'en';
}

function exampleOf({ document, line, start, end }: Row, { text, origin }: Source): string {
  const [from, to] = [start - origin.utf16, end - origin.utf16];
  const begin = Math.max(0, from - AROUND, text.lastIndexOf('\n', from - 1) + 1);
  const feed = text.indexOf('\n', to);
  const finish = Math.min(text.length, to + AROUND, feed < 0 ? text.length : feed);
  const words = text
    .slice(begin, finish)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim();
  return `${document}:${line}: ${words}`;
}
