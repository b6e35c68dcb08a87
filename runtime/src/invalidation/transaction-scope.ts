/**
 * `invalidateAfter(callback)`: what is invalidated inside is collected, and written when the callback has resolved.
 * From the first collected invalidation on, calls inside run their bodies: uncommitted rows must not reach others,
 * and the writer sees its own writes.
 */
import type { AsyncLocalStorage } from 'node:async_hooks';
import type { InvalidationTargets } from './targets.ts';

export interface TransactionScope {
  readonly dependencies: Set<string>;
  readonly keys: Set<string>;
  /** Something was collected. */
  dirty: boolean;
  /** The callback has ended; what still runs inside is outside. */
  ended: boolean;
}

export class TransactionScopes {
  #storage: AsyncLocalStorage<TransactionScope> | undefined;
  #open = 0;

  /** The scope that the running code is in. */
  current(): TransactionScope | undefined {
    if (this.#open === 0) return undefined;
    const scope = this.#storage?.getStore();
    return scope?.ended ? undefined : scope;
  }

  /** The running code is in a scope that has collected something: nothing may be served, joined or stored. */
  isDirty(): boolean {
    return this.#open > 0 && this.current()?.dirty === true;
  }

  /** Runs the callback in a scope of its own; answers its result and what was collected. */
  async run<T>(
    callback: () => PromiseLike<T> | T,
  ): Promise<{ readonly result: T; readonly collected: InvalidationTargets }> {
    const scope: TransactionScope = { dependencies: new Set(), keys: new Set(), dirty: false, ended: false };
    const { AsyncLocalStorage } = process.getBuiltinModule('node:async_hooks');
    this.#storage ??= new AsyncLocalStorage<TransactionScope>();
    this.#open++;
    try {
      const result = await this.#storage.run(scope, callback);
      return { result, collected: { dependencies: [...scope.dependencies], keys: [...scope.keys] } };
    } finally {
      scope.ended = true;
      this.#open--;
    }
  }
}

/** Takes the targets down in the scope. */
export function collect(scope: TransactionScope, { dependencies, keys }: InvalidationTargets): void {
  scope.dirty = true;
  for (const name of dependencies) scope.dependencies.add(name);
  for (const key of keys) scope.keys.add(key);
}
