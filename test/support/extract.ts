/** The pipeline as tests and the scorer call it: with the builtin dictionaries, on texts or paths. */
import { discover } from '../../src/input/discover.ts';
import { openFile } from '../../src/input/file.ts';
import { createTools } from '../../src/jobs/tools.ts';
import { ENTITY_TYPES, type Row, type Source } from '../../src/model.ts';
import { extract, type PipelineOptions, type Tools } from '../../src/pipeline.ts';

let loaded: Promise<Tools> | null = null;
export const builtinTools = (): Promise<Tools> => (loaded ??= createTools({ dictionaries: [], builtin: true }));

export const DEFAULTS: PipelineOptions = {
  types: new Set(ENTITY_TYPES),
  language: null,
  referenceDate: null,
  listedOnly: false,
  offsets: 'codepoint',
};

export const sourceOf = (text: string, more: Partial<Source> = {}): Source => ({
  name: 'text',
  text,
  origin: { utf16: 0, codepoint: 0, byte: 0, line: 0 },
  format: 'text',
  date: null,
  language: null,
  ...more,
});

export async function rowsOf(source: Source, options: Partial<PipelineOptions> = {}): Promise<readonly Row[]> {
  return (await extract(source, await builtinTools(), { ...DEFAULTS, ...options })).rows;
}

/** Sources below paths, as the command line opens them. */
export async function sourcesOf(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  const found = discover(paths, { include: [], exclude: [], hidden: false });
  for (const file of found) {
    const { source, problems } = await openFile(file.path, null, null);
    if (!source) throw new Error(problems.map(({ where, reason }) => `${where}: ${reason}`).join('; '));
    sources.push(source);
  }
  return sources;
}
