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
  const entries = ['index', 'entities', 'batch'];
  const exports = Object.fromEntries(entries.map((entry) => [entry === 'index' ? '.' : `./${entry}`, `./${entry}.js`]));
  writeFileSync(join(runtime, 'package.json'), JSON.stringify({ type: 'module', exports }));
  for (const entry of entries) {
    const source = pathToFileURL(join(ROOT, 'runtime', 'src', `${entry}.ts`)).href;
    writeFileSync(join(runtime, `${entry}.js`), `export * from '${source}';`);
  }
  return folder;
}
