import { comparableCode } from '../manifest/comparable-code.ts';
import type { Manifest, ManifestFunction, ManifestParameter } from '../manifest/manifest.ts';
import { byCodeUnits } from '../sort-texts.ts';
import { compareKeys, type KeyReason } from './compare-keys.ts';

/** Fields of a function that may differ without its keys being others. */
export type UpdatedField =
  | 'file'
  | 'kind'
  | 'calls'
  | 'parameters'
  | 'tags'
  | 'tracks'
  | 'options'
  | 'isolation'
  | 'result';

/** One difference between what is recorded and what the code says now. */
export type Change =
  | { readonly kind: 'new'; readonly namespace: string; readonly current: ManifestFunction }
  | { readonly kind: 'gone'; readonly namespace: string; readonly recorded: ManifestFunction }
  | {
      readonly kind: 'changed';
      readonly namespace: string;
      readonly recorded: ManifestFunction;
      readonly current: ManifestFunction;
      /** Never empty. */
      readonly reasons: readonly KeyReason[];
    }
  /** The keys are the same. */
  | {
      readonly kind: 'updated';
      readonly namespace: string;
      readonly recorded: ManifestFunction;
      readonly current: ManifestFunction;
      /** Never empty. */
      readonly fields: readonly UpdatedField[];
    };

/** What differs between two manifests. */
export interface ManifestComparison {
  /** Set where all functions have one other namespace now, and with it other keys. */
  readonly namespace?: { readonly from: string; readonly to: string };
  /** By namespace and id; of a renamed namespace, beside the new name. */
  readonly changes: readonly Change[];
}

/**
 * Compares what is recorded with what the code says now. Functions are the same if their ids are; one that is gone and
 * a new one are never taken for one function under two names, however alike they are: a wrong guess would serve the
 * values of the one as those of the other.
 */
export function compareManifests(recorded: Manifest, current: Manifest): ManifestComparison {
  const namespace = findRenamedNamespace(recorded, current);
  const before = renameNamespace(recorded, namespace);
  const names = [...new Set([...before.keys(), ...current.keys()])].toSorted(byCodeUnits);
  const changes = names.flatMap((name) => compareFunctions(name, before.get(name) ?? [], current.get(name) ?? []));
  return { ...(namespace !== undefined && { namespace }), changes };
}

/** The manifest with one namespace under its new name. */
export function renameNamespace(recorded: Manifest, namespace: ManifestComparison['namespace']): Manifest {
  if (namespace === undefined) return recorded;
  return new Map([...recorded].map(([name, functions]) => [name === namespace.from ? namespace.to : name, functions]));
}

/**
 * One namespace before and one now are the same. Among several, one that is not there now became a new one where that
 * has all its functions in the same files; without that, nothing tells which became which.
 */
function findRenamedNamespace(recorded: Manifest, current: Manifest): ManifestComparison['namespace'] {
  const lost = [...recorded].filter(([name]) => !current.has(name));
  const fresh = [...current].filter(([name]) => !recorded.has(name));
  const isOnly = recorded.size === 1 && current.size === 1;
  for (const [from, before] of lost) {
    const found = fresh.find(([, after]) => isOnly || (before.length > 0 && before.every((fn) => hasTwin(fn, after))));
    if (found !== undefined) return { from, to: found[0] };
  }
  return undefined;
}

function hasTwin({ id, file }: ManifestFunction, functions: readonly ManifestFunction[]): boolean {
  return functions.some((other) => other.id === id && other.file === file);
}

function compareFunctions(
  namespace: string,
  recorded: readonly ManifestFunction[],
  current: readonly ManifestFunction[],
): readonly Change[] {
  const before = new Map(recorded.map((fn) => [fn.id, fn]));
  const after = new Map(current.map((fn) => [fn.id, fn]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted(byCodeUnits);
  return ids.flatMap((id) => compareOne(namespace, before.get(id), after.get(id)));
}

function compareOne(
  namespace: string,
  recorded: ManifestFunction | undefined,
  current: ManifestFunction | undefined,
): readonly Change[] {
  if (current === undefined) return recorded === undefined ? [] : [{ kind: 'gone', namespace, recorded }];
  if (recorded === undefined) return [{ kind: 'new', namespace, current }];
  const reasons = compareKeys(recorded, current);
  if (reasons.length > 0) return [{ kind: 'changed', namespace, recorded, current, reasons }];
  const fields = listUpdated(recorded, current);
  return fields.length === 0 ? [] : [{ kind: 'updated', namespace, recorded, current, fields }];
}

function listUpdated(recorded: ManifestFunction, current: ManifestFunction): readonly UpdatedField[] {
  const describe: Readonly<Record<UpdatedField, (fn: ManifestFunction) => unknown>> = {
    file: ({ file }) => file,
    kind: ({ kind }) => kind,
    calls: ({ calls }) => calls,
    parameters: ({ parameters }) => parameters.map(describeParameter),
    tags: ({ tags }) => tags ?? [],
    tracks: ({ tracks }) => tracks ?? [],
    options: ({ options }) => Object.entries(options ?? {}).toSorted(([a], [b]) => byCodeUnits(a, b)),
    isolation: ({ isolation }) => isolation ?? '',
    result: ({ result }) => result?.hash ?? '',
  };
  const fields: UpdatedField[] = [];
  for (const [field, part] of typedEntries(describe)) {
    if (JSON.stringify(part(recorded)) !== JSON.stringify(part(current))) fields.push(field);
  }
  return fields;
}

function describeParameter({ name, type, shape, item, default: initial, ...rest }: ManifestParameter): unknown {
  return {
    name,
    type: comparableCode(type),
    shape: shape && comparableCode(shape),
    item: item && comparableCode(item),
    initial: initial && comparableCode(initial),
    ...rest,
  };
}

function typedEntries<Name extends string, Value>(
  record: Readonly<Record<Name, Value>>,
): readonly (readonly [Name, Value])[] {
  // The names of a Record are those of its type.
  return Object.entries(record) as [Name, Value][];
}
