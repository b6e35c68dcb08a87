import { dirname, normalize } from 'node:path/posix';

/** One import as written: `import type` and `import('…')` in a type are `typeOnly`. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** What each published package may import besides its own files and Node's modules. */
const LAYERS = {
  runtime: { code: [], types: [] },
  transformer: { code: ['holdfast', 'js-yaml'], types: ['typescript'] },
  codegen: {
    code: ['holdfast', '@holdfast/transformer', 'commander', 'picocolors', 'ts-morph', '@ts-morph/common'],
    types: ['typescript'],
  },
} as const satisfies Record<string, { readonly code: readonly string[]; readonly types: readonly string[] }>;

/** What a user brings, and the only files that may load it. */
const BROUGHT: ReadonlyMap<string, RegExp> = new Map([
  ['ioredis', /^runtime\/src\/store\/redis\/(cluster\/make-cluster|make-client)\.ts$/],
]);

/**
 * What is wrong with an import, or `undefined`. `codegen → transformer → runtime`: imports only go down, and a package
 * is entered by its name only. TypeScript comes from the host, so it may be named as a type but not be loaded.
 * @param path the importing file below the repository's root: `runtime/src/key/print.ts`
 */
export function checkImport(path: string, { specifier, typeOnly }: Import): string | undefined {
  const layer = /^(runtime|transformer|codegen)\/src\//.exec(path)?.[1];
  if (layer !== 'runtime' && layer !== 'transformer' && layer !== 'codegen') return undefined;
  if (specifier.startsWith('node:')) return undefined;
  if (specifier.startsWith('.')) {
    const target = normalize(`${dirname(path)}/${specifier}`);
    return target.startsWith(`${layer}/src/`) ? undefined : `'${specifier}' leaves ${layer}/src: import the package.`;
  }
  const { code, types }: { readonly code: readonly string[]; readonly types: readonly string[] } = LAYERS[layer];
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  if (BROUGHT.get(name)?.test(path) === true) return undefined;
  if (code.includes(name) || (typeOnly && types.includes(name))) return undefined;
  if (types.includes(name)) return `${layer} may import '${name}' as a type only: it comes from the host.`;
  return `${layer} may not import '${name}': ${code.length === 0 ? 'it imports nothing' : `only ${code.join(', ')}`}.`;
}
