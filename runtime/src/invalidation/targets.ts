/** What one invalidation names: dependencies, keys, or both. */
export interface InvalidationTargets {
  readonly dependencies: readonly string[];
  readonly keys: readonly string[];
}

/** The names of both kinds, for messages. */
export function listTargets({ dependencies, keys }: InvalidationTargets): readonly string[] {
  return [...dependencies, ...keys];
}
