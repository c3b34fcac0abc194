/** Builds dist/ before the tests where anything it is made of is newer. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/dictionary/compiled.ts';

const MADE_OF = ['src', 'dictionaries', 'scripts/build.ts', 'package.json'];
const PRODUCT = join(packageRoot, 'dist', 'main.js');

const changedAt = (path: string): number => statSync(path).mtimeMs;

function latestChange(path: string): number {
  if (!statSync(path).isDirectory()) return changedAt(path);
  return Math.max(...readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => changedAt(join(path, name))));
}

/** Runs `npm run build` if `dist/main.js` is missing or older than what it is built from. */
export function buildIfStale(): void {
  const built = existsSync(PRODUCT) ? changedAt(PRODUCT) : 0;
  if (MADE_OF.every((path) => latestChange(join(packageRoot, path)) <= built)) return;
  execFileSync('npm', ['run', 'build'], { cwd: packageRoot, stdio: 'inherit' });
}

export default buildIfStale;
