/**
 * The nouns of the program: what each stage hands to the next. Types only, no behaviour.
 *
 *   Source → Document (Blocks, OffsetMap) → Passage (folded codes, Hits) → Candidates → Mentions → Rows
 *
 * Positions are UTF-16 code units unless a name says otherwise; spans are half-open.
 */

export const ENTITY_TYPES = ['person', 'company', 'city', 'date'] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];
/** Types whose entities are listed by name and carry ids; dates are found by grammar alone. */
export type NamedType = Exclude<EntityType, 'date'>;

/** BCP 47 tag of the text around a mention; `und` where none of our languages fits. */
export type Language = 'zh-Hans' | 'zh-Hant' | 'de' | 'en' | 'und';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a source text begins inside its file: zero for whole files, further on for later pieces of a large one. */
export interface Origin {
  readonly utf16: number;
  readonly codepoint: number;
  readonly byte: number;
  /** Line breaks before the text. */
  readonly line: number;
}

/** Decoded text of a file, of standard input, of one JSONL document, or of one piece of a large file. */
export interface Source {
  /** Path as given, `-`, or the JSONL id. */
  readonly name: string;
  readonly text: string;
  readonly origin: Origin;
  /** Name of the format, or null where content must tell. */
  readonly format: string | null;
  /** ISO date the input itself states (a JSONL field), else null. */
  readonly date: string | null;
  /** Language the input itself states, else null. */
  readonly language: Language | null;
  /** Encoding of the file where it is not UTF-8, as `TextDecoder.encoding` names it: offsets in bytes count in it. */
  readonly encoding?: string;
  /** Bytes behind each U+FFFD of the text, in order, where the decoder replaced some (text/byte-lengths.ts). */
  readonly replaced?: readonly number[];
}

/** Turns positions of a document's text into positions of its source text. */
export interface OffsetMap {
  toSource(position: number): number;
  /** Source position just behind the character that ends at `position`: differs from toSource where markup follows. */
  endToSource(position: number): number;
}

/** A run of text in one language: a paragraph, heading, table cell, caption. */
export interface Block extends Span {
  readonly language: Language;
}

/** What a reader sees of a source: one string, blocks separated by line feeds, tags and bracketed pinyin gone. */
export interface Document {
  readonly source: Source;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly offsets: OffsetMap;
  /** Main language of the document. */
  readonly language: Language;
  /** ISO date the document states for itself (front matter, meta tag, JSONL field), else null. */
  readonly date: string | null;
}

/** The words of a passage in scripts with spaces, in order of start: runs of letters and digits. */
export interface Words {
  readonly count: number;
  readonly starts: Int32Array;
  /** A hash of each word's codes (text/word-hash.ts): different words may share one. */
  readonly hashes: Int32Array;
}

/** Every dictionary hit of a passage, in order of start, then length: a struct of arrays, since there are many. */
export interface Hits {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Index into the gazetteer's keys. */
  readonly keys: Int32Array;
  /** What the dictionary says of each key: its word classes and `TypeBit`s. */
  readonly classes: Int32Array;
  readonly types: Uint8Array;
  /** Whether the passage has Han characters: where it has none, much need not be looked for. */
  readonly han: boolean;
  /** Words passed on the way. */
  readonly words: Words;
  /** By position, up to one behind the end: number of the first hit that starts there or later. */
  readonly first: Int32Array;
}

/** One meaning of a listed name. */
export interface Reading {
  readonly entity: Entity;
  /** The name is also an ordinary word or another thing: it counts only with context. */
  readonly ambiguous: boolean;
  /** Latin script: a text must write it with a capital first. */
  readonly capitalised: boolean;
  /** Latin script: a text must write it in capitals throughout. */
  readonly allCapitals: boolean;
}

/** What the dictionaries say of a key: see match/gazetteer.ts. */
export interface Dictionary {
  /** Word-class bits (dictionary/word-classes.ts). */
  classes(key: number): number;
  /** Word-class bits of words of one Han character, by code. */
  readonly characterClasses: Uint32Array;
  /** Keys equal to a folded text, those of the user first. */
  find(codes: Uint16Array, start?: number, end?: number): number[];
  /** Whether any dictionary lists a folded text. */
  has(codes: Uint16Array, start: number, end: number): boolean;
  /** Meanings of a key as a name, the most prominent first; none for a mere word. */
  readings(key: number): readonly Reading[];
  /** `TypeBit`s (dictionary/reading-flags.ts) of a key; 0 for a mere word. */
  typeBits(key: number): number;
  /** ISO 3166-1 code where a key is a country's name, else ''. */
  country(key: number): string;
  /** Whether a key comes from a user's dictionary. */
  isUsers(key: number): boolean;
}

/**
 * A document made ready for matching. `codes[i]` is the folded form (width, case, traditional to simplified) of
 * `text.charCodeAt(i)`; characters no name may touch (URLs, mail addresses, @handles) are 0.
 */
export interface Passage {
  readonly document: Document;
  readonly text: string;
  readonly codes: Uint16Array;
  readonly hits: Hits;
  readonly dictionary: Dictionary;
  readonly context: Context;
  readonly segmenter: Segmenter;
}

/** What stands around a position: word classes of the hits beside it. See match/context.ts. */
export interface Context {
  /** Classes of the words that end right before `at`, blanks aside. */
  before(at: number): number;
  /** Classes of the words that start right after `at`, blanks aside. */
  after(at: number): number;
  startingAt(at: number): number;
  endingAt(at: number): number;
  /** The first position from `at` on that is no blank. */
  skipBlank(at: number): number;
  /** End of the longest hit that starts at `at` and has one of `classes`, or -1. */
  longestAt(at: number, classes: number): number;
  /** Numbers of the hits that start at `at`, as a half-open range. */
  hitsAt(at: number): readonly [number, number];
}

/** Splits short stretches of text into words, where rules need that; loaded when first asked. See segment/. */
export interface Segmenter {
  /** Words of a Chinese stretch, in order; together they are the stretch. */
  chinese(text: string): string[];
  /** Sentences of a German or English stretch, as lengths; together they are the stretch. */
  sentences(text: string): number[];
}

/** A dictionary entity as seen from text. */
export interface Entity {
  readonly type: NamedType;
  readonly id: string;
  /** Canonical name: English where there is one, else German, else Chinese. */
  readonly name: string;
  readonly weight: number;
  readonly country: string;
  /** What found it: `dictionary:` and the ids of the sources it comes from. */
  readonly source: string;
}

/** One observation that speaks for (or against) a candidate. */
export interface Evidence {
  /** What observed it: `dictionary:<source>`, `rule:<name>`, `tagger:<name>`, `coreference`. */
  readonly source: string;
  /** How much it says, from -1 to 1. */
  readonly weight: number;
  /** Negative evidence that speaks against the tagger's word alone, not against what others say. */
  readonly againstTagger?: true;
}

/** A span that may be a mention, or (`other`) is something else that competes: a place that is no city, an ordinary word. */
export interface Candidate extends Span {
  readonly type: EntityType | 'other';
  readonly evidence: readonly Evidence[];
  /** Dictionary entity, where one is known. */
  readonly entity?: Entity;
  /** Name of the entity where it is no dictionary's: the full form a short form stands for. */
  readonly name?: string;
  /** Dates: what the words say, before it is put on the time line. */
  readonly timex?: Timex;
}

/** An accepted candidate. Mentions of one document never overlap. */
export interface Mention extends Span {
  readonly type: EntityType;
  readonly name: string;
  readonly id: string | null;
  /** TIMEX3 value of a date, else null. */
  readonly value: string | null;
  readonly source: string;
  readonly evidence: readonly Evidence[];
}

/** One row of the mention table, in column order. */
export interface Row {
  readonly document: string;
  readonly lang: Language;
  readonly type: EntityType;
  readonly text: string;
  readonly name: string;
  readonly id: string | null;
  readonly value: string | null;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly source: string;
  /** With --explain, every observation with its weight, strongest first: `dictionary:wikidata 0.8; rule:cue 0.35`. */
  readonly evidence?: string;
}

/** Units of the calendar, coarse ones last. `weekend`, `workweek` and `fortnight` are weeks cut or doubled. */
export type DateUnit =
  | 'day'
  | 'weekend'
  | 'workweek'
  | 'week'
  | 'fortnight'
  | 'month'
  | 'quarter'
  | 'half'
  | 'season'
  | 'year'
  | 'decade'
  | 'century';

/** Parts of a date, each as the words give it; what is absent was not said. */
export interface DateParts {
  readonly century?: number;
  /** First year: 1990; below 100 (`90er`) where the century is unsaid. */
  readonly decade?: number;
  readonly year?: number;
  /** Two digits: `24`. */
  readonly shortYear?: number;
  readonly half?: number;
  readonly quarter?: number;
  /** `SP`, `SU`, `FA`, `WI`. */
  readonly season?: string;
  readonly month?: number;
  /** ISO week of the year. */
  readonly week?: number;
  readonly day?: number;
  /** 1 is Monday. */
  readonly weekday?: number;
  /** TIMEX3 part of day: `MO`, `MI`, `AF`, `EV`, `NI`. */
  readonly part?: string;
  /** Rule of a holiday: `05-01`, `easter+1`, `lunar-08-15`, `nth-11-4-4` … */
  readonly holiday?: string;
  /** Month and day are those of the Chinese calendar. */
  readonly lunar?: boolean;
  /** Start, middle, end or a named third of what the other parts say. */
  readonly edge?: string;
  /** The nth (-1: last) `nthUnit` of what the other parts say; `nthCount` of them. */
  readonly nth?: number;
  readonly nthUnit?: DateUnit;
  readonly nthCount?: number;
  /** Steps of `unit` from the reference date: -1 is last, 0 this, 1 next. */
  readonly by?: number;
  readonly unit?: DateUnit;
  /** With `unit`: so many units behind (negative) or ahead of the reference date, as a range. */
  readonly count?: number;
  /** Moved so many units from the day the other parts say: `two weeks after Easter`. */
  readonly offset?: { readonly unit: DateUnit; readonly by: number };
  /** So many units from the day on that the other parts say: `three days starting Monday`. */
  readonly lasting?: { readonly unit: DateUnit; readonly by: number };
  /** Steps behind `by` or `count` of `unit`: `two years and three months ago`. */
  readonly further?: readonly { readonly unit: DateUnit; readonly by: number }[];
  /** A day counted off exactly (`three weeks ago`), not the whole unit. */
  readonly exact?: boolean;
}

/**
 * What a date expression says by itself. `known` is said by its own words; `implied` is carried over from its neighbours inside
 * the same expression (the month of `18.` in `18.–20. Februar`). Putting it on the time line is left to `resolve/timeline.ts`.
 */
export interface Timex {
  readonly known: DateParts;
  readonly implied: DateParts;
  /** Second end of a range, included. */
  readonly until?: Timex;
}
