/** A published package and how it is built. */
export interface PublishedPackage {
  readonly name: string;
  /** Folder below the repository's root. */
  readonly folder: string;
  /**
   * Entry files below `src/`, without extension; the first is the package's own name. Those of one list are bundled
   * together and share files; those of two lists share nothing, so that no list splits the code of another into pieces.
   */
  readonly bundles: readonly (readonly string[])[];
  readonly formats: readonly ('esm' | 'cjs')[];
}

/** What this repository publishes, in the order in which they depend on each other. */
export const PUBLISHED_PACKAGES: readonly PublishedPackage[] = [
  {
    name: 'holdfast',
    folder: 'runtime',
    bundles: [
      ['index', 'testing', 'entities', 'batch'],
      ['sqlite', 'redis', 'keyv', 'store', 'store-contract'],
      ['grammar'],
    ],
    formats: ['esm', 'cjs'],
  },
  { name: '@holdfast/transformer', folder: 'transformer', bundles: [['index']], formats: ['esm', 'cjs'] },
  { name: '@holdfast/codegen', folder: 'codegen', bundles: [['index', 'cli']], formats: ['esm'] },
];
