/**
 * Options from a file: `extract.config.json`, or the key `extract` of a `package.json`, the nearest one from the working directory
 * upwards. Each option of the command line can be set there by its long name; what the command line says wins.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command, Option } from 'commander';
import { UsageError } from './exit.ts';

interface Configuration {
  readonly file: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Options that a file cannot sensibly set. */
const COMMANDS = new Set(['help', 'version']);
/** Options whose values are paths: those in a file count from its folder. */
const PATHS = new Set(['dictionary', 'output', 'files-from']);

/** Sets options of a parsed command that its command line left open. Throws UsageError naming file, key and what would be right. */
export function applyConfiguration(command: Command, from: string): void {
  const configuration = findConfiguration(from);
  if (!configuration) return;
  const { file, values } = configuration;
  const options = new Map(command.options.map((option) => [keyOf(option), option]));
  for (const [key, value] of Object.entries(values)) {
    const option = options.get(key);
    if (!option || COMMANDS.has(key)) {
      const allowed = [...options.keys()].filter((name) => !COMMANDS.has(name)).sort();
      throw new UsageError(`${file}: "${key}" is no option: one of ${allowed.join(', ')} is needed`);
    }
    const source = command.getOptionValueSource(option.attributeName());
    if (source === undefined || source === 'default')
      command.setOptionValueWithSource(option.attributeName(), parsedValue(option, value, file), 'config');
  }
}

/** Name of an option in a file: `builtin` for --no-builtin. */
const keyOf = (option: Option): string => (option.long ?? '').replace(/^--(?:no-)?/, '');

/** The nearest configuration, or null. */
function findConfiguration(from: string): Configuration | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const own = readJson(join(folder, 'extract.config.json'), true);
    if (own) return own;
    const shared = readJson(join(folder, 'package.json'), false);
    if (shared && 'extract' in shared.values) return asObject(`${shared.file}: "extract"`, shared.file, shared.values.extract);
    if (dirname(folder) === folder) return null;
  }
}

function readJson(file: string, strict: boolean): Configuration | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!strict || code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new UsageError(`${file}: cannot be read (${code})`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (!strict) return null;
    throw new UsageError(`${file}: not JSON (${(error as Error).message})`);
  }
  if (strict) return asObject(file, file, value);
  return typeof value === 'object' && value !== null ? { file, values: value as Record<string, unknown> } : null;
}

function asObject(name: string, file: string, value: unknown): Configuration {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${name}: an object of options is needed`);
  return { file, values: value as Record<string, unknown> };
}

/** A value as the command line would have given it. */
function parsedValue(option: Option, value: unknown, file: string): unknown {
  const key = keyOf(option);
  const wrong = (needed: string) => new UsageError(`${file}: "${key}": ${needed}`);
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') throw wrong('true or false is needed');
    return value;
  }
  const items = Array.isArray(value) ? value : [value];
  if (items.length === 0 || !items.every((item) => typeof item === 'string' || typeof item === 'number'))
    throw wrong('a string is needed, or a list of strings');
  const texts = items.map((item) => (PATHS.has(key) && item !== '-' ? resolve(dirname(file), String(item)) : String(item)));
  try {
    if (REPEATED.has(key)) return texts;
    const text = texts.join(',');
    if (option.argChoices && !option.argChoices.includes(text)) throw wrong(`one of ${option.argChoices.join(', ')} is needed`);
    return option.parseArg ? option.parseArg(text, undefined) : text;
  } catch (error) {
    throw error instanceof UsageError ? error : wrong((error as Error).message);
  }
}
const REPEATED = new Set(['dictionary', 'include', 'exclude']);
