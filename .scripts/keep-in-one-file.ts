import { resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** The file in which everything stands that an entry needs, beside the entry's own: `dist/esm/core.js`. */
const CORE = 'core';

export interface Core {
  readonly entryPoint: { readonly in: string; readonly out: string };
  readonly plugin: Plugin;
}

/**
 * Where several entries share modules, esbuild makes a file for each set of entries that shares some. This makes one file
 * of all that an entry loads by itself, since a file costs about a millisecond of import time.
 */
export async function keepInOneFile(entry: string, options: BuildOptions): Promise<Core> {
  const { metafile } = await build({ ...options, entryPoints: [entry], bundle: true, write: false, metafile: true });
  const modules = new Set<string>();
  const visit = (path: string): void => {
    if (modules.has(resolve(path))) return;
    modules.add(resolve(path));
    for (const imported of metafile.inputs[path]?.imports ?? []) {
      if (imported.external !== true && imported.kind !== 'dynamic-import') visit(imported.path);
    }
  };
  for (const path of Object.keys(metafile.inputs)) if (resolve(path) === entry) visit(path);
  modules.delete(entry);
  return { entryPoint: { in: CORE, out: CORE }, plugin: separate(modules) };
}

/** Leads all imports of the modules, from others than themselves, to the file. */
function separate(modules: ReadonlySet<string>): Plugin {
  return {
    name: 'keep-in-one-file',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^core$/ }, () => ({ path: CORE, namespace: CORE }));
      onLoad({ filter: /./, namespace: CORE }, () => ({
        contents: [...modules].map((path) => `export * from ${JSON.stringify(path)};`).join('\n'),
        loader: 'js',
        resolveDir: '/',
      }));
      onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) =>
        modules.has(resolve(resolveDir, path)) && !modules.has(importer)
          ? { path: `./${CORE}.js`, external: true }
          : undefined,
      );
    },
  };
}
