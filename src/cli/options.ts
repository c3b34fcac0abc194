/** Every option once: what commander parses, what --help says, what the rest of the program gets. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { ENTITY_TYPES, type EntityType, type Language } from '../model.ts';
import type { OffsetUnit } from '../output/rows.ts';

/** Options of a run, checked. */
export interface RunOptions {
  readonly format: string | null;
  readonly output: string | null;
  /** Go on with a table whose writing was broken off. */
  readonly resume: boolean;
  /** Make cells inert that a spreadsheet would run. */
  readonly csvSafe: boolean;
  readonly table: 'mentions' | 'entities';
  readonly types: ReadonlySet<EntityType>;
  readonly language: Language | null;
  readonly inputFormat: string;
  readonly encoding: string | null;
  readonly referenceDate: string | null;
  readonly offsets: OffsetUnit;
  readonly columns: readonly string[];
  readonly dictionaries: readonly string[];
  readonly builtin: boolean;
  readonly listedOnly: boolean;
  readonly filesFrom: string | null;
  readonly nul: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly hidden: boolean;
  readonly explain: boolean;
  readonly jobs: number;
  /** Whether to show progress; null where that depends on the terminal. */
  readonly progress: boolean | null;
  readonly verbosity: number;
}

const COLUMNS = {
  mentions: ['document', 'lang', 'type', 'text', 'name', 'id', 'value', 'start', 'end', 'line', 'source'],
  entities: ['type', 'name', 'id', 'value', 'mentions', 'documents', 'languages', 'forms', 'first'],
} as const;
const LANGUAGES: Readonly<Record<string, Language>> = { zh: 'zh-Hans', de: 'de', en: 'en' };

const collect = (value: string, all: string[] = []) => [...all, value];
const listOf = (allowed: readonly string[]) => (value: string) => {
  const items = value.split(',').map((item) => item.trim());
  for (const item of items)
    if (!allowed.includes(item)) throw new InvalidArgumentError(`"${item}" is none of ${allowed.join(', ')}.`);
  return items;
};
const isoDay = (value: string) => {
  const day = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(value))
    throw new InvalidArgumentError('A calendar date is needed: YYYY-MM-DD.');
  return value;
};
const positive = (value: string) => {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('A number from 1 is needed.');
  return Number(value);
};
const encoding = (value: string) => {
  if (value === 'auto') return null;
  try {
    new TextDecoder(value);
  } catch {
    throw new InvalidArgumentError('A WHATWG encoding label is needed, such as gb18030, big5, windows-1252, or auto.');
  }
  return value;
};

/** The command with all its options and no actions. */
export function buildCommand(version: string): Command {
  const command = new Command('extract')
    .description(
      'Entity tables from Chinese, German and English text: who, which companies, which cities, when; with place, id and source of every row.',
    )
    .version(version, '-V, --version', 'print the version')
    .argument('[paths...]', 'files and directories; - or nothing with piped input: standard input')
    .helpOption('-h, --help', 'print this help')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(extract --help lists the options)')
    .addHelpText(
      'after',
      '\nCommands:\n  extract dict check|stats|lookup|candidates   work on dictionaries (extract dict --help)',
    )
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'extract: ')) })
    .exitOverride();
  const group = (heading: string, ...options: Option[]) => {
    for (const option of options) command.addOption(option.helpGroup(`${heading}:`));
  };
  const choice = (flags: string, description: string, choices: readonly string[], initial?: string) => {
    const option = new Option(flags, description).choices([...choices]);
    return initial === undefined ? option : option.default(initial);
  };
  group(
    'Output',
    choice('-f, --format <name>', 'table format (default: csv; on a terminal an aligned table)', ['csv', 'jsonl', 'tsv']),
    new Option('-o, --output <file>', 'write there; the file appears whole or not at all'),
    new Option('--resume', 'go on where an earlier run with --resume was broken off; needs --output'),
    new Option('--csv-safe', 'make cells inert that a spreadsheet would run (= + - @ tab)'),
    choice('--table <kind>', 'a row for each mention, or one for each entity', ['mentions', 'entities'], 'mentions'),
    new Option('--columns <names>', 'columns, in this order, separated by commas'),
    choice('--offsets <unit>', 'unit of start and end', ['codepoint', 'utf16', 'byte'], 'codepoint'),
    new Option('--explain', 'add a column with all evidence of a row'),
  );
  group(
    'What to find',
    new Option('-t, --types <list>', `of ${ENTITY_TYPES.join(',')} (default: all)`).argParser(listOf(ENTITY_TYPES)),
    new Option('--reference-date <date>', "relative dates count from here (default: the document's own date)").argParser(isoDay),
    new Option('-d, --dictionary <file>', 'add a dictionary of your own (repeatable)').argParser(collect),
    new Option('--no-builtin', 'leave the builtin names out'),
    new Option('--listed-only', 'dictionary names and dates alone, no names found by rule'),
  );
  group(
    'Input',
    choice('-l, --lang <tag>', 'language of the text', ['auto', 'zh', 'de', 'en'], 'auto'),
    choice(
      '--input-format <name>',
      'format of the input, by name and content',
      ['auto', 'text', 'paragraphs', 'html', 'xml', 'markdown', 'jsonl', 'mail', 'docx', 'pdf'],
      'auto',
    ),
    new Option('--encoding <label>', 'encoding of the input (default: auto)').argParser(encoding),
    new Option('--files-from <file>', 'read paths from there, one a line; - is standard input'),
    new Option('-0, --null', 'paths in --files-from end in NUL'),
    new Option('--include <glob>', 'in directories, only such files (repeatable)').argParser(collect),
    new Option('--exclude <glob>', 'in directories, no such files or directories (repeatable)').argParser(collect),
    new Option('--hidden', 'in directories, hidden files too'),
  );
  group('Speed', new Option('-j, --jobs <n>', 'worker threads (default: the cores there are)').argParser(positive));
  group(
    'Messages',
    new Option('--progress', 'show progress (default: on a terminal)'),
    new Option('--no-progress', 'show none'),
    new Option('-v, --verbose', 'say more on standard error'),
    new Option('-q, --quiet', 'say nothing but errors on standard error'),
  );
  return command;
}

/** Options as parsed, checked against each other. Throws InvalidArgumentError. */
export function runOptions(raw: Readonly<Record<string, unknown>>): RunOptions {
  const table = raw.table as 'mentions' | 'entities';
  const allowed = [...COLUMNS[table], ...(raw.explain && table === 'mentions' ? ['evidence'] : [])];
  if (raw.null && !raw.filesFrom) throw new InvalidArgumentError('--null needs --files-from.');
  if (raw.resume && (!raw.output || table === 'entities'))
    throw new InvalidArgumentError('--resume needs --output FILE and the table of mentions.');
  if (raw.builtin === false && !raw.dictionary)
    throw new InvalidArgumentError('--no-builtin needs a dictionary of yours: --dictionary FILE.');
  return {
    format: (raw.format as string) ?? null,
    output: (raw.output as string) ?? null,
    resume: Boolean(raw.resume),
    csvSafe: Boolean(raw.csvSafe),
    table,
    types: new Set((raw.types as EntityType[]) ?? ENTITY_TYPES),
    language: LANGUAGES[raw.lang as string] ?? null,
    inputFormat: raw.inputFormat as string,
    encoding: (raw.encoding as string) ?? null,
    referenceDate: (raw.referenceDate as string) ?? null,
    offsets: raw.offsets as RunOptions['offsets'],
    columns: raw.columns === undefined ? allowed : columnsOf(raw.columns as string, allowed),
    dictionaries: (raw.dictionary as string[]) ?? [],
    builtin: raw.builtin !== false,
    listedOnly: Boolean(raw.listedOnly),
    filesFrom: (raw.filesFrom as string) ?? null,
    nul: Boolean(raw.null),
    include: (raw.include as string[]) ?? [],
    exclude: (raw.exclude as string[]) ?? [],
    hidden: Boolean(raw.hidden),
    explain: Boolean(raw.explain),
    jobs: (raw.jobs as number) ?? availableParallelism(),
    progress: (raw.progress as boolean) ?? null,
    verbosity: raw.quiet ? -1 : raw.verbose ? 1 : 0,
  };
}

function columnsOf(value: string, allowed: readonly string[]): string[] {
  try {
    return listOf(allowed)(value);
  } catch (error) {
    throw new InvalidArgumentError(`--columns: ${(error as Error).message}`);
  }
}
