import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = process.env.HOLDFAST_TEST_REPORT;

export default defineConfig({
  root,
  // Tests run the sources; only those in test/e2e use what was built.
  resolve: {
    alias: [
      { find: /^holdfast$/, replacement: `${root}runtime/src/index.ts` },
      { find: /^holdfast\/([\w-]+)$/, replacement: `${root}runtime/src/$1.ts` },
      { find: /^@holdfast\/transformer$/, replacement: `${root}transformer/src/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    coverage: {
      include: ['runtime/src/**'],
      reporter: ['text-summary'],
      reportsDirectory: `${root}coverage`,
      thresholds: { lines: 95, branches: 95 },
    },
    // .ci/run counts the tests from this file.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
  },
});
