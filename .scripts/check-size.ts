/**
 * Checks that the core of the runtime is small: `npm run size`. The core is what compiled code loads by itself: calls,
 * keys, values and the memory store, minified and gzipped, as a bundler would ship it. What an application adds by
 * naming it (`configure`, `cacheOf`, …) comes on top; the whole entry is printed beside it, for there is no limit for it.
 * What is imported when first needed is a file of its own, and not counted.
 */

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { ROOT } from './run-command.ts';

const LIMIT = 12 * 1024;

/** Leaves `import(…)` as it stands: a bundler makes a file of its own of it. */
const importedLater: Plugin = {
  name: 'imported-later',
  setup: ({ onResolve }) => {
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

const core = await measure("export { compiled, MISS } from './index.js';");
const whole = await measure("export * from './index.js';");
console.log(`core: ${core} of at most ${LIMIT} bytes: ${core <= LIMIT ? 'ok' : 'too large'} (whole entry: ${whole})`);
if (core > LIMIT) process.exitCode = 1;

/** Bytes of the program, minified and gzipped. */
async function measure(program: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: join(ROOT, 'runtime/dist/esm') },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    plugins: [importedLater],
    write: false,
    // A bare import of a chunk without side effects is left out, as it should be.
    logLevel: 'error',
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}
