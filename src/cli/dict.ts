/** `extract dict …`: checks dictionaries, counts them, looks names up, proposes rows. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { standardOutput } from '../output/sink.ts';
import { Exit } from './exit.ts';
import { buildCommand, runOptions } from './options.ts';

/** Options of a run that `dict candidates` shares. */
const OPTIONS_OF_CANDIDATES = [
  '--format',
  '--types',
  '--dictionary',
  '--lang',
  '--input-format',
  '--encoding',
  '--include',
  '--exclude',
  '--hidden',
  '--verbose',
  '--quiet',
];

const atLeastOne = (value: string) => {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('A whole number from 1 is needed.');
  return Number(value);
};

/** @param argv arguments behind `dict`; @returns the exit status */
export async function dict(argv: readonly string[]): Promise<number> {
  let status: number = Exit.DONE;
  const answer = async (result: { text: string; status: number }) => {
    status = result.status;
    await write(result.text);
  };
  const command = new Command('extract dict')
    .description('Work on dictionaries: docs/dictionaries.md says how to add rows, a dictionary, a language.')
    .showHelpAfterError('(extract dict --help lists the commands)')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'extract: ')) })
    .exitOverride();
  const asJson = () => new Option('--json', 'print JSON');
  command
    .command('check')
    .description('say what is wrong with dictionary files, with file, line and what would be right; status 1 where something is')
    .argument('[files...]', 'dictionary files or folders (default: the builtin ones)')
    .option('--strict', 'warnings count as errors')
    .addOption(asJson())
    .action(async (files, options) => answer((await import('./dict/check.ts')).check(files, options)));
  command
    .command('stats')
    .description('count entities and names by type, language and source, and words by class')
    .addOption(asJson())
    .action(async (options) =>
      answer({ text: (await import('./dict/stats.ts')).statistics(Boolean(options.json)), status: Exit.DONE }),
    );
  command
    .command('lookup')
    .description('show every entity that bears a name; status 1 where none does')
    .argument('<name...>', 'a name in any spelling the dictionaries list, or an id')
    .addOption(asJson())
    .action(async (words: string[], options) =>
      answer((await import('./dict/lookup.ts')).lookUp(words.join(' '), Boolean(options.json))),
    );
  const proposal = command
    .command('candidates')
    .description('propose rows for a dictionary: names found by rule that none lists, most frequent first')
    .argument('[paths...]', 'files and directories; - or nothing with piped input: standard input')
    .addOption(new Option('--min <mentions>', 'leave out names mentioned less often').default(1).argParser(atLeastOne));
  for (const option of buildCommand('').options) if (OPTIONS_OF_CANDIDATES.includes(option.long!)) proposal.addOption(option);
  proposal.action(async (paths, options) =>
    answer(
      await (await import('./dict/candidates.ts')).candidates(paths, runOptions({ table: 'mentions', ...options }), options.min),
    ),
  );
  await command.parseAsync([...argv], { from: 'user' });
  return status;
}

async function write(text: string): Promise<void> {
  try {
    await standardOutput().write(text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error; // the reader has had enough: `| head`
  }
}
