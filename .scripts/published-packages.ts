/** A published package and how it is built. */
export interface PublishedPackage {
  readonly name: string;
  /** Folder below the repository's root. */
  readonly folder: string;
  /** Entry files below `src/`, without extension; the first is the package's own name. */
  readonly entries: readonly string[];
  /** Those of the entries that have no state: bundled alone, so that the code of the others is not split for them. */
  readonly stateless?: readonly string[];
  readonly formats: readonly ('esm' | 'cjs')[];
}

/** What this repository publishes, in the order in which they depend on each other. */
export const PUBLISHED_PACKAGES: readonly PublishedPackage[] = [
  {
    name: 'holdfast',
    folder: 'runtime',
    entries: ['index', 'testing', 'grammar'],
    stateless: ['grammar'],
    formats: ['esm', 'cjs'],
  },
  { name: '@holdfast/transformer', folder: 'transformer', entries: ['index'], formats: ['esm', 'cjs'] },
  { name: '@holdfast/codegen', folder: 'codegen', entries: ['index', 'cli'], formats: ['esm'] },
];
