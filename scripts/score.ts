/** Prints precision, recall and F1 by type: `npm run score [-- GOLD.jsonl... [--errors N]]`; without a file, those of the seeds. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { runGold, SEEDS_GOLD } from './score/gold.ts';
import { type Score, score } from './score/score.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { errors: { type: 'string', default: '0' } } });

const figure = (value: number | null) => (value === null ? '-' : value.toFixed(3)).padStart(9);
const HEAD = ['precision', 'recall', 'F1', 'overlapF1', 'gold', 'found', 'value'];

function print(name: string, count: number, { types, linking, errors }: Score): void {
  console.log(`${name}: ${count} documents`);
  console.log(`${'type'.padEnd(8)} ${HEAD.map((head) => head.padStart(9)).join(' ')}`);
  for (const [type, { precision, recall, f1, overlapF1, gold, found, value }] of types) {
    const counts = [gold, found].map((n) => String(n).padStart(9));
    const cells = [...[precision, recall, f1, overlapF1].map(figure), ...counts, figure(value)];
    console.log(`${type.padEnd(8)} ${cells.join(' ')}`);
  }
  if (linking) console.log(`linking  ${figure(linking.right / linking.of)} (${linking.right} of ${linking.of} matches)`);
  for (const error of errors.slice(0, Number(values.errors))) console.log(`  ${error}`);
}

for (const path of positionals.length > 0 ? positionals : [SEEDS_GOLD]) {
  const documents = await runGold(path);
  print(basename(path), documents.length, score(documents));
}
