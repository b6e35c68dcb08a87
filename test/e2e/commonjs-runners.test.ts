import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import { ROOT } from './temporary-project.ts';

const CJS = join(ROOT, 'runtime/dist/cjs');

/** What a module of CommonJS is called with. */
type Wrapper = (
  module: { exports: unknown },
  exports: unknown,
  require: (name: string) => unknown,
  file: string,
) => void;

/** Loads CommonJS as runners of tests do that have modules of their own: in scripts that know no `import()`. */
function loadFrom(folder: string, loaded = new Map<string, { exports: unknown }>()): (name: string) => unknown {
  const builtIn = createRequire(join(folder, 'index.js'));
  return (name) => {
    if (!name.startsWith('.')) return builtIn(name);
    const file = join(folder, name);
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const text = `(function (module, exports, require, __filename) {${readFileSync(file, 'utf8')}\n})`;
    const run: Wrapper = new Script(text, { filename: file }).runInThisContext();
    run(module, module.exports, loadFrom(dirname(file), loaded), file);
    return module.exports;
  };
}

interface Package {
  readonly configure: (options: object) => Promise<unknown>;
  readonly dispose: () => Promise<void>;
}

it('configure() and its stores are loaded without import()', async () => {
  const load = loadFrom(CJS);
  const { configure, dispose } = load('./index.js') as Package;
  const { sqliteStore } = load('./sqlite.js') as { readonly sqliteStore: (path: string) => unknown };
  try {
    expect(await configure({ ttl: '10m', store: sqliteStore(':memory:'), stores: { map: new Map() } })).toMatchObject({
      store: { kind: 'sqlite' },
      stores: { map: { kind: 'map' } },
    });
  } finally {
    await dispose();
  }
});
