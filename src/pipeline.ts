/**
 * The program on a page. A source becomes a document (what a reader sees, in blocks of one language), the document a passage (folded,
 * every dictionary hit in place), the passage candidates (names that may be there), the candidates mentions (what holds), the mentions rows.
 */
import { detectLanguages } from './language/detect.ts';
import { HitContext } from './match/context.ts';
import type { Gazetteer } from './match/gazetteer.ts';
import { recognise } from './match/recognise.ts';
import type { Document, EntityType, Language, Passage, Row, Segmenter, Source } from './model.ts';
import { type OffsetUnit, positionsIn, toRows } from './output/rows.ts';
import { resolve } from './resolve/resolve.ts';
import { foldText } from './text/fold.ts';
import { FORMATS, formatOf } from './text/formats.ts';
import { isoDate } from './text/iso-date.ts';
import { stretchesOf } from './text/stretches.ts';

export interface PipelineOptions {
  readonly types: ReadonlySet<EntityType>;
  /** Language of all documents, or null to detect it. */
  readonly language: Language | null;
  readonly referenceDate: string | null;
  readonly listedOnly: boolean;
  readonly offsets: OffsetUnit;
  /** Whether rows carry their evidence. */
  readonly explain?: boolean;
}

/** What the stages work with, loaded once. */
export interface Tools {
  readonly gazetteer: Gazetteer;
  readonly segmenter: Segmenter;
}

export interface Extraction {
  readonly rows: readonly Row[];
  /** Remarks for -v, each naming its place. */
  readonly remarks: readonly string[];
}

/** Rows of one source, in order of start. Throws only where the program is wrong. */
export async function extract(source: Source, tools: Tools, options: PipelineOptions): Promise<Extraction> {
  const document = await read(source, options.language);
  const anchor = options.referenceDate ?? document.date;
  const counter = positionsIn(source, options.offsets);
  const rows: Row[] = [];
  const remarks: string[] = [];
  for (const stretch of stretchesOf(document)) {
    const passage = match(stretch, tools);
    const candidates = recognise(passage, options);
    const { mentions, warnings } = resolve(passage, candidates, { anchor, coreference: !options.listedOnly });
    const asked = mentions.filter((mention) => options.types.has(mention.type));
    for (const row of toRows(stretch, asked, counter, options)) rows.push(row);
    for (const { reason } of warnings) remarks.push(`${source.name}: ${reason}`);
  }
  return { rows, remarks };
}

/** text/ and language/: what a reader sees, in blocks of one language. */
async function read(source: Source, language: Language | null): Promise<Document> {
  const format = FORMATS.find(({ name }) => name === formatOf(source))!;
  const readText = await format.load();
  const { text, blocks, offsets, date } = readText(source.text);
  const stated = source.date === null ? null : isoDate(source.date);
  const languages = await detectLanguages(text, blocks, language ?? source.language);
  return { source, text, offsets, date: stated ?? date ?? null, ...languages };
}

/** text/ and match/: folded, with every dictionary hit in place. */
function match(document: Document, { gazetteer, segmenter }: Tools): Passage {
  const { text } = document;
  const codes = foldText(text);
  const hits = gazetteer.scan(codes);
  return {
    document,
    text,
    codes,
    hits,
    dictionary: gazetteer,
    context: new HitContext({ codes, hits, dictionary: gazetteer }),
    segmenter,
  };
}
