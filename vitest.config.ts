import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // nodejieba is a native module that does not load into worker threads twice.
    pool: 'forks',
    maxWorkers: 2,
    // Golden cases start a process each: no more at a time than a small machine has cores.
    maxConcurrency: 2,
    testTimeout: 30_000,
  },
});
