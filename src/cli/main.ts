/** The command line: parse, run, exit status. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError, InvalidArgumentError } from 'commander';
import { packageRoot } from '../dictionary/compiled.ts';
import { systemArguments } from '../input/path.ts';
import { applyConfiguration } from './config.ts';
import { Exit, UsageError } from './exit.ts';
import { inert } from './messages.ts';
import { buildCommand, runOptions } from './options.ts';

/** @param args arguments without node and script */
export async function main(args: readonly string[]): Promise<number> {
  const argv = systemArguments(args);
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  const command = buildCommand(version);
  try {
    if (argv[0] === 'dict') return await (await import('./dict.ts')).dict(argv.slice(1));
    command.parse([...argv], { from: 'user' });
    applyConfiguration(command, process.cwd());
    const options = runOptions(command.opts());
    const { run } = await import('./run.ts');
    return await run(command.args, options);
  } catch (error) {
    return report(error as Error);
  }
}

function report(error: Error): number {
  if (error instanceof CommanderError && !(error instanceof InvalidArgumentError))
    return error.exitCode === 0 ? Exit.DONE : Exit.USAGE;
  if (error instanceof UsageError || error instanceof InvalidArgumentError || error.name === 'DictionaryError') {
    process.stderr.write(`extract: ${inert(error.message).replaceAll('\n', '\nextract: ')}\n`);
    return Exit.USAGE;
  }
  process.stderr.write(
    `extract: ${inert(error.stack ?? error.message)}\nThis is a fault of extract; please report it with the input that causes it.\n`,
  );
  return Exit.SOME_FAILED;
}
