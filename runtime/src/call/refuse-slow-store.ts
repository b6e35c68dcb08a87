import { storeOf } from '../cache.ts';
import { SyncStoreError } from '../errors.ts';
import type { Handle } from './handle.ts';

/** @throws SyncStoreError (HF3008) where the function cannot wait for its store */
export function refuseSlowStore({ cache, spec }: Handle): void {
  if (spec.calls === 'async') return;
  const store = storeOf(cache, spec);
  if (store.synchronous) return;
  throw new SyncStoreError(
    `${spec.id} is synchronous, but its store (${store.kind}) answers with promises. Give it a synchronous one (configure({ syncStore })) or make the function async.`,
  );
}
