/** `npm run fuzz [-- SECONDS [SEED]]`: every property for its share of the time (default 600 seconds; the seed is printed). */
import { FUZZ } from '../test/torture/fuzz.ts';
import { PIPELINE_FUZZ } from '../test/torture/fuzz-pipeline.ts';

const seconds = Number(process.argv[2] ?? 600);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const all = [...FUZZ, ...PIPELINE_FUZZ];
let failed = 0;
console.log(`seed ${seed}`);
for (const { name, run } of all) {
  try {
    await run(seed, (seconds * 1000) / all.length);
    console.log(`held    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${(error as Error).message}`);
  }
}
console.log(`${all.length - failed} held, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
