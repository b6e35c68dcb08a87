import { storeOf } from '../cache.ts';
import { judge, type Looked, readStore, whyNotAsked } from '../call/look.ts';
import { recordStoreError } from '../call/record.ts';
import type { Steps } from '../call/steps.ts';
import type { Batch } from './batch.ts';
import type { SoughtItem } from './item.ts';

/** Looks for the entries of items in one read; for each what may be served, or why nothing. */
export function* lookAll({ handle }: Batch, sought: readonly Pick<SoughtItem, 'known'>[]): Steps<readonly Looked[]> {
  const { cache, spec } = handle;
  const forAll = (looked: Looked): readonly Looked[] => sought.map(() => looked);
  const reason = whyNotAsked(cache);
  if (reason !== undefined) return forAll({ reason, stamp: undefined });
  const store = storeOf(cache, spec);
  const requests = sought.map(({ known }) => known.request);
  try {
    const readings = yield* readStore(cache, requests, store);
    return sought.map(({ known }, i) => judge(cache, known, { store, reading: readings[i] }));
  } catch (error) {
    const [first] = sought;
    if (first !== undefined) recordStoreError(cache, first.known, { operation: 'read', error });
    return forAll({ reason: 'error', stamp: undefined });
  }
}
