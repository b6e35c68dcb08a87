/**
 * `invalidateAfter(callback)`: what is invalidated inside is collected, and written when the callback has resolved.
 * From the first collected invalidation on, calls inside run their bodies: uncommitted rows must not reach others,
 * and the writer sees its own writes.
 */
import type { InvalidationTargets } from './targets.ts';

export interface TransactionScope {
  readonly dependencies: Set<string>;
  readonly keys: Set<string>;
  /** Something was collected. */
  dirty: boolean;
  /** The callback has ended; what still runs inside is outside. */
  ended: boolean;
}

/** What is used of Node's AsyncLocalStorage: declarations that import its type would need @types/node. */
interface ScopeStorage {
  getStore(): TransactionScope | undefined;
  run<T>(scope: TransactionScope, callback: () => T): T;
}

export class TransactionScopes {
  storage: ScopeStorage | undefined;
  /** Scopes that have not ended. */
  open = 0;

  /** The scope that the running code is in. */
  current(): TransactionScope | undefined {
    if (this.open === 0) return undefined;
    const scope = this.storage?.getStore();
    return scope?.ended ? undefined : scope;
  }

  /** The running code is in a scope that has collected something: nothing may be served, joined or stored. */
  isDirty(): boolean {
    return this.current()?.dirty === true;
  }
}

/** What a callback gave, and what was collected meanwhile. */
export interface Scoped<T> {
  readonly result: T;
  readonly collected: InvalidationTargets;
}

/** Runs the callback in a scope of its own. */
export async function runInScope<T>(scopes: TransactionScopes, callback: () => PromiseLike<T> | T): Promise<Scoped<T>> {
  const scope: TransactionScope = { dependencies: new Set(), keys: new Set(), dirty: false, ended: false };
  const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
  scopes.storage ??= new AsyncLocalStorage<TransactionScope>();
  scopes.open++;
  try {
    const result = await scopes.storage.run(scope, callback);
    return { result, collected: { dependencies: [...scope.dependencies], keys: [...scope.keys] } };
  } finally {
    scope.ended = true;
    scopes.open--;
  }
}

/** Takes the targets down in the scope. */
export function collect(scope: TransactionScope, { dependencies, keys }: InvalidationTargets): void {
  scope.dirty = true;
  for (const name of dependencies) scope.dependencies.add(name);
  for (const key of keys) scope.keys.add(key);
}
