/** Where the build products stand: the same place for the bundle, for tests and for scripts. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('extract is installed without its package.json');
    folder = parent;
  }
  return folder;
}

/** Folder of the package: holds `dist/` (build products) and `dictionaries/` (sources and trained weights). */
export const packageRoot = findRoot();

/** Bytes of a build product under `dist/`. Throws an Error saying how to build it where it is missing. */
export function readCompiled(name: string): Uint8Array<ArrayBuffer> {
  const path = join(packageRoot, 'dist', name);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`cannot read ${path} (${(error as NodeJS.ErrnoException).code}): run \`npm run build\``);
  }
}
