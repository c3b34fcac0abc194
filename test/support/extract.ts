/** The pipeline as tests and the scorer call it: with the builtin dictionaries, on texts or paths. */
import { createTools } from '../../src/cli/tools.ts';
import { discover } from '../../src/input/discover.ts';
import { openSources } from '../../src/input/sources.ts';
import { ENTITY_TYPES, type Row, type Source } from '../../src/model.ts';
import { extract, type PipelineOptions, type Tools } from '../../src/pipeline.ts';
import { FORMATS } from '../../src/text/formats.ts';

let loaded: Tools | null = null;
export const builtinTools = (): Tools => (loaded ??= createTools({ dictionaries: [], builtin: true }));

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
  return (await extract(source, builtinTools(), { ...DEFAULTS, ...options })).rows;
}

/** Sources below paths, as the command line opens them. */
export async function sourcesOf(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  const found = discover(paths, { include: [], exclude: [], hidden: false });
  const options = { inputFormat: 'auto', encoding: null, formats: FORMATS.map(({ name }) => name) };
  for await (const opened of openSources(found, options)) {
    if ('problem' in opened) throw new Error(`${opened.problem.where}: ${opened.problem.reason}`);
    sources.push(opened.source);
  }
  return sources;
}
