import { storeOf } from '../cache.ts';
import type { Call } from '../call/call.ts';
import { judge, type Looked, readStore, whyNotAsked } from '../call/look.ts';
import { recordStoreError } from '../call/record.ts';
import type { Steps } from '../call/steps.ts';
import type { Batch } from './batch.ts';

/** What has a call. */
interface Asking {
  readonly call: Call;
}

/** Looks for the entries of items in one read; for each what may be served, or why nothing. */
export function* lookAll({ handle }: Batch, sought: readonly Asking[]): Steps<readonly Looked[]> {
  const { cache, spec } = handle;
  const forAll = (looked: Looked): readonly Looked[] => sought.map(() => looked);
  const reason = whyNotAsked(cache);
  if (reason !== undefined) return forAll({ reason, stamp: undefined });
  const store = storeOf(cache, spec);
  const calls = sought.map(({ call }) => call);
  try {
    const readings = yield* readStore(cache, calls, store);
    return calls.map((call, i) => judge(cache, call, { store, reading: readings[i] }));
  } catch (error) {
    const [call] = calls;
    if (call !== undefined) recordStoreError(cache, call, { operation: 'read', error });
    return forAll({ reason: 'error', stamp: undefined });
  }
}
