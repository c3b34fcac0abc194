#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Flags differ from version to version: these are those of Node 20.
if (process.versions.node.startsWith('20.')) {
  // Much of a short run goes on compiling. Functions are optimised later than by default, and take fewer others into themselves:
  // a fifth less processor time on 6 MB, no more on 36 MB.
  setFlagsFromString('--interrupt-budget=400000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=460');
  // Little outlives a piece of text: by default the heap grows to four times that, now to half as much again. A fifth less memory, 3 % more time.
  setFlagsFromString('--heap-growing-percent=50');
}
const { main } = await import('../dist/main.js');

process.exitCode = await main(process.argv.slice(2));
