/** Reads annotated documents and runs the pipeline over them. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { parseDocumentLine } from '../../src/input/jsonl.ts';
import type { Source } from '../../src/model.ts';
import { FORMATS } from '../../src/text/formats.ts';
import { rowsOf, sourcesOf } from '../../test/support/extract.ts';
import type { GoldMention, ScoredDocument } from './score.ts';

/** The annotations of the documents in `seeds/`. */
export const SEEDS_GOLD = join(packageRoot, 'fixtures', 'gold', 'seeds.jsonl');

/** A row with `file` annotates a document of `seeds/` in code points; one with `text` brings its own and counts UTF-16. */
type GoldRow = {
  readonly file?: string;
  readonly id?: string;
  readonly text?: string;
  readonly entities: readonly GoldMention[];
};

export async function runGold(path: string): Promise<ScoredDocument[]> {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const seeds = new Map((await sourcesOf([join(packageRoot, 'seeds')])).map((source) => [basename(source.name), source]));
  const documents: ScoredDocument[] = [];
  for (const line of lines) {
    const row = JSON.parse(line) as GoldRow;
    const source =
      row.text === undefined
        ? seeds.get(basename(row.file!))
        : parseDocumentLine(
            line,
            FORMATS.map(({ name }) => name),
          );
    if (!source) throw new Error(`${path}: there is no document ${row.file} in seeds/`);
    const gold = row.text === undefined ? row.entities : inCodePoints(source, row.entities);
    documents.push({ name: basename(source.name), gold, rows: await rowsOf(source) });
  }
  return documents;
}

function inCodePoints({ text }: Source, mentions: readonly GoldMention[]): GoldMention[] {
  const at = (position: number) => [...text.slice(0, position)].length;
  return mentions.map((mention) => ({
    ...mention,
    start: at(mention.start),
    end: at(mention.end),
    alternatives: mention.alternatives?.map(([start, end]) => [at(start), at(end)] as const),
  }));
}
