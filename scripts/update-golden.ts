/** Writes what the program gives now as what the golden cases expect: `npm run update:golden [-- <part of a name>...]`. Review the diff. */
import { buildIfStale } from '../test/support/build.ts';
import { caseNames, expect, expectedOf, isPending, runCase } from '../test/support/cases.ts';

const asked = process.argv.slice(2);
const names = caseNames().filter((name) => !isPending(name) && (asked.length === 0 || asked.some((part) => name.includes(part))));
buildIfStale();
let changed = 0;
const waiting = [...names];
async function work(): Promise<void> {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const outcome = await runCase(name);
    if (JSON.stringify(outcome) === JSON.stringify(expectedOf(name))) continue;
    expect(name, outcome);
    console.log(`changed: ${name}`);
    changed++;
  }
}
await Promise.all([work(), work()]);
console.log(`${changed} of ${names.length} cases changed`);
