/**
 * `npm run train -- <language> <inputs…>`: rebuilds the weights of one tagger from files given on the command line.
 * What the files must be, each language's trainer says; docs/training.md has the commands.
 */
const TRAINERS: Readonly<Record<string, () => Promise<{ main(inputs: readonly string[]): Promise<void> | void }>>> = {
  zh: () => import('./zh.ts'),
  latin: () => import('./latin.ts'),
};

const [language, ...inputs] = process.argv.slice(2);
const trainer = TRAINERS[language ?? ''];
if (trainer === undefined || inputs.length === 0) {
  console.error(`usage: npm run train -- ${Object.keys(TRAINERS).join('|')} <inputs…>   (see docs/training.md)`);
  process.exitCode = 2;
} else {
  await (await trainer()).main(inputs);
}
