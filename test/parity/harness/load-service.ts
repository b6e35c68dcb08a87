import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../unit/transformer/compile-sources.ts';
import { buildSources, type Sources } from './build-sources.ts';

const SERVICES = join(ROOT, 'test', 'parity', 'services');

/** A file of annotated functions. Each body counts its runs under its own name. */
export interface Service {
  readonly runs: Record<string, number>;
}

/**
 * Compiles `test/parity/services/<name>.ts` with the transformer and loads it:
 * `const { add, runs } = await loadService<typeof Service>('zcache')`. Each load evaluates the file anew.
 */
export async function loadService<S extends Service>(name: string, namespace = 'app'): Promise<S> {
  const text = readFileSync(join(SERVICES, `${name}.ts`), 'utf8');
  // The compiled file exports what the source file does, and that is what the caller's type is of.
  return (await loadSource(`src/${name}.ts`, text, namespace)) as S;
}

/** The same for a source that is no file: `path` is below its project, as in `src/users.ts`. */
export async function loadSource(path: string, text: string, namespace = 'app'): Promise<unknown> {
  const { outputs, problems } = buildSources({ sources: { [path]: text }, namespace });
  if (problems.length > 0) throw new Error(`${path} did not compile: ${problems.join('\n')}`);
  return loadOutputs(outputs, path.replace(/ts$/, 'js'));
}

/**
 * Loads compiled files through the test runner, whose alias makes their `holdfast` the very modules that the tests
 * import. A built runtime would be a second copy: it shares the cache, but not the classes of errors.
 */
async function loadOutputs(outputs: Sources, main: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-parity-'));
  try {
    for (const [path, text] of Object.entries(outputs)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await import(/* @vite-ignore */ join(folder, main));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
