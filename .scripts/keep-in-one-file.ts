import { resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';

/** What stands for all modules that an entry needs, in imports of what is made here. */
const ALL = 'all';

export interface OneFile {
  readonly entryPoint: { readonly in: string; readonly out: string };
  readonly plugin: Plugin;
}

export interface Entries {
  /** The path of the one that is to be one file, and the name of that file. */
  readonly main: string;
  readonly out: string;
  readonly others: readonly { readonly in: string; readonly out: string }[];
}

/**
 * Where several entries share modules, esbuild makes a file for each set of entries that shares some. This makes one file
 * of all that an entry loads by itself, since a file costs about half a millisecond of import time. Besides what the entry
 * exports, the file exports what the others take from it, and only that: what nobody needs is left out.
 */
export async function keepInOneFile({ main, out, others }: Entries, options: BuildOptions): Promise<OneFile> {
  const modules = await listModules(main, options);
  const make = (contents: string): OneFile => ({
    entryPoint: { in: out, out },
    plugin: separate({ modules, out, contents }),
  });
  const whole = make(`export * from ${JSON.stringify(ALL)};`);
  const { outputFiles } = await build({
    ...options,
    entryPoints: [...others, whole.entryPoint],
    plugins: [whole.plugin],
    minify: false,
    write: false,
  });
  const names = new Set(outputFiles.flatMap(({ text }) => namesTakenFrom(out, text)));
  return make(
    `export * from ${JSON.stringify(main)}; export { ${[...names].toSorted().join(', ')} } from ${JSON.stringify(ALL)};`,
  );
}

/** The entry and all modules that are loaded with it. */
async function listModules(entry: string, options: BuildOptions): Promise<ReadonlySet<string>> {
  const { metafile } = await build({ ...options, entryPoints: [entry], write: false, metafile: true });
  const modules = new Set<string>();
  const visit = (path: string): void => {
    if (modules.has(resolve(path))) return;
    modules.add(resolve(path));
    for (const imported of metafile.inputs[path]?.imports ?? []) {
      if (imported.external !== true && imported.kind !== 'dynamic-import') visit(imported.path);
    }
  };
  for (const path of Object.keys(metafile.inputs)) if (resolve(path) === entry) visit(path);
  return modules;
}

/** Names in statements as esbuild writes them: `import {\n  a,\n  b as b2\n} from "./index.js";`. */
function namesTakenFrom(out: string, text: string): string[] {
  const statements = text.matchAll(/^import \{([^}]*)\} from "([^"]*)";$/gm);
  return Array.from(statements)
    .filter(([, , from]) => from === `./${out}.js`)
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(' ')[0] ?? ''));
}

interface Separation {
  readonly modules: ReadonlySet<string>;
  readonly out: string;
  /** Of the entry that the file is made of. */
  readonly contents: string;
}

/** Leads all imports of the modules, from others than themselves, to the file. */
function separate({ modules, out, contents }: Separation): Plugin {
  const all = [...modules].map((path) => `export * from ${JSON.stringify(path)};`).join('\n');
  return {
    name: 'keep-in-one-file',
    setup: ({ onResolve, onLoad }) => {
      const own = (path: string) => ({ path, namespace: ALL });
      onResolve({ filter: /./ }, ({ path, importer, kind, resolveDir, namespace }) => {
        if (kind === 'entry-point') return path === out ? own(out) : undefined;
        if (path === ALL && namespace === ALL) return own(ALL);
        const isTaken = path.startsWith('.') && modules.has(resolve(resolveDir, path)) && !modules.has(importer);
        return isTaken ? { path: `./${out}.js`, external: true } : undefined;
      });
      onLoad({ filter: /./, namespace: ALL }, ({ path }) => ({
        contents: path === ALL ? all : contents,
        loader: 'js',
        resolveDir: '/',
      }));
    },
  };
}
