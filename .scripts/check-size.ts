/** Checks that the core of the runtime is small: `npm run size`. What a bundler would ship, minified and gzipped. */

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { ROOT } from './run-command.ts';

const LIMIT = 12 * 1024;

const { outputFiles } = await build({
  entryPoints: [join(ROOT, 'runtime/dist/esm/index.js')],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  write: false,
});
const size = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
const verdict = size <= LIMIT ? 'ok' : 'too large';
console.log(`core, minified and gzipped: ${size} of at most ${LIMIT} bytes: ${verdict}`);
if (size > LIMIT) process.exitCode = 1;
