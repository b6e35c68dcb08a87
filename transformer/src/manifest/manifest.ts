import { byCodeUnits } from '../sort-texts.ts';

/** A parameter, in the order of the declaration. */
export interface ManifestParameter {
  readonly name: string;
  /** As written, on one line: `Filter`; as inferred where nothing is written. */
  readonly type: string;
  /** What the type stands for, where its text does not say it: `{ city?: string; tags: string[] }`. */
  readonly shape?: string;
  /** Of the list of a batch: the shape of one item, which is what stands in keys. */
  readonly item?: string;
  /** `limit?: number` */
  readonly optional?: true;
  /** As written, on one line: `10`. */
  readonly default?: string;
  /** `...ids: string[]` */
  readonly rest?: true;
}

/** One annotated function as the manifest lists it. What is absent was not written. */
export interface ManifestFunction {
  readonly id: string;
  readonly kind: 'function' | 'method' | 'static';
  readonly calls: 'sync' | 'async';
  /** Path within the project, with `/` and without a line: `src/user.ts`. */
  readonly file: string;
  /** `findUser(id,teamId)`; the text of `@key`: `user:{id}`; with `vary=tenantOf`: `findUser(id)|tenantOf()`. */
  readonly key: string;
  readonly parameters: readonly ManifestParameter[];
  /** `team:{teamId}`, `./drafts:{id}`, `=tagsOf` */
  readonly tags?: readonly string[];
  /** On which entities it depends: `user: items[].id`, `team:{teamId}`, `none`. */
  readonly tracks?: readonly string[];
  /** As in a tag line: `{ ttl: '10m', omit: 'logger' }`; of `@batch ids max=100` `{ batch: 'ids', max: '100' }`. */
  readonly options?: Readonly<Record<string, string>>;
  /** How callers are kept apart: as `isolate=` says, else as the types tell. */
  readonly isolation?: string;
  /** Shape of what a call resolves to. */
  readonly result?: ManifestResult;
}

/** Shape of a result: the hash that travels with each entry, and the shape in words. */
export interface ManifestResult {
  readonly hash: string;
  readonly shape?: string;
}

/**
 * The memory of a project's keys: every annotated function, by namespace. Both are sorted by code units, so that the
 * file is the same on every machine.
 */
export type Manifest = ReadonlyMap<string, readonly ManifestFunction[]>;

/** Version of the file's format; a reader refuses a newer one. */
export const MANIFEST_FORMAT = 1;

/** Sorts namespaces and ids; no locale may have a part in it. */
export function sortManifest(manifest: Manifest): Manifest {
  return new Map(
    [...manifest]
      .filter(([, functions]) => functions.length > 0)
      .toSorted(([a], [b]) => byCodeUnits(a, b))
      .map(([namespace, functions]) => [namespace, functions.toSorted((a, b) => byCodeUnits(a.id, b.id))] as const),
  );
}
