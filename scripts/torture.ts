/** `npm run torture [-- WORDS]`: every hostile case (whose name holds WORDS) over the built program, two at a time. */
import { CASES } from '../test/torture/cases.ts';
import { runCase } from '../test/torture/harness.ts';
import { killedAndResumed } from '../test/torture/resume.ts';

const words = process.argv.slice(2).join(' ');
const waiting = CASES.filter(({ name }) => name.includes(words));
let passed = 0;
let failed = 0;
const tell = (name: string, wrong: string | null) => {
  if (wrong === null) passed++;
  else {
    failed++;
    console.log(`FAILED ${name}: ${wrong}`);
  }
};

async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) tell(next.name, await runCase(next));
}
await Promise.all([work(), work()]);
const KILLS = 50;
const RESUMED = `resume: killed at ${KILLS} random moments`;
if (RESUMED.includes(words)) for (const wrong of await killedAndResumed(KILLS)) tell(RESUMED, wrong);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
