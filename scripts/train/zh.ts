/**
 * Trains the Chinese tagger: `npm run train -- zh <inputs…>` (docs/training.md names them).
 *
 * Rules label news; what they are sure of is kept, the rest left open; names are exchanged for others each time a sentence is
 * shown. The tagger trained so labels the news again, and where it is sure, or agrees with the rules, its word counts: the
 * second training, on that, is what is written.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';
import { Inputs } from './inputs.ts';
import { type Settings, Training } from './zh/training.ts';

const SETTINGS: Settings = {
  seed: 20260,
  bits: 17,
  every: 5,
  epochs: [2, 3],
  patterns: 0.8,
  cost: 3,
  prune: 0.002,
  templates: [
    ['character@-1'],
    ['character@0'],
    ['character@1'],
    ['character@-2', 'character@-1'],
    ['character@-1', 'character@0'],
    ['character@0', 'character@1'],
    ['character@1', 'character@2'],
    ['name@0', 'right@0'],
    ['name@-1', 'right@0'],
    ['name@-2'],
    ['spelling@0'],
    ['kinds@0'],
    ['character@-1', 'name@0'],
    ['character@1', 'name@-2'],
    ['character@1', 'short@-1'],
    ['spelling3@0', 'character@0'],
    ['words@0'],
    ['segments@0'],
    ['inside@0', 'character@0'],
    ['listed@-1', 'listed@0', 'listed@1'],
    ['begins@0', 'ended@0'],
    ['ended@0', 'name@0'],
    ['begins@1', 'name@-2'],
    ['ended@1', 'begins@1'],
  ],
};

/** `--every=N` reads one document of N, `--output=FILE` writes there: for trials. */
export function main(args: readonly string[]): void {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const training = new Training(new Inputs(args.filter((arg) => !arg.startsWith('--'))), {
    ...SETTINGS,
    every: Number(option('every') ?? SETTINGS.every),
  });
  const bytes = training.run();
  const path = option('output') ?? join(packageRoot, 'dictionaries', 'languages', 'zh', 'names.tagger');
  writeFileSync(path, bytes);
  training.log(`${path}: ${bytes.length} bytes`);
}
