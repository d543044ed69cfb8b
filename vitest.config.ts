import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: [
      'test/support/built-pages.ts',
      'test/support/embedded-template.ts',
      'test/support/postgres-global.ts',
    ],
    include: ['test/**/*.test.ts'],
    // No module holds state, so files may share a worker: half the work of the small ones was starting theirs.
    isolate: false,
    testTimeout: 40_000,
    hookTimeout: 60_000,
    // One more than the processors of a small machine: the slowest tests wait for real time.
    maxWorkers: 3,
    // Calls that wait for real time wait side by side.
    maxConcurrency: 30,
  },
});
