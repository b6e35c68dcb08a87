import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './compile-sources.ts';

/**
 * Prepares a folder outside of the repository for compiled code: it finds the repository's packages above it, and as
 * `holdfast` the source of the runtime. Answers the folder for the code.
 */
export function linkRuntime(outside: string): string {
  const folder = join(outside, 'code');
  const runtime = join(folder, 'node_modules', 'holdfast');
  mkdirSync(runtime, { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(outside, 'node_modules'), 'dir');
  const source = pathToFileURL(join(ROOT, 'runtime', 'src', 'index.ts')).href;
  writeFileSync(join(runtime, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(runtime, 'index.js'), `export * from '${source}';`);
  return folder;
}
