import type { Cache } from '../cache.ts';
import { isPromiseLike, type Steps } from '../call/steps.ts';
import { inBackground } from '../in-background.ts';
import { outboxOf, writeToStores } from '../invalidation/invalidate.ts';
import type { InvalidationTargets } from '../invalidation/targets.ts';
import type { Store } from '../store/port.ts';

/**
 * Brings an invalidation to the stores without waiting. Those that answer at once are written; what others take by
 * promise is in the outbox until they have, so that this process neither serves nor stores what depends on it. Where one
 * fails later, that is an event, and it is retried.
 * @throws InvalidationError (HF3005) where a store that answers at once did not take it.
 */
export function* deliverAtOnce(cache: Cache, targets: InvalidationTargets): Steps<boolean> {
  if (cache.settling !== undefined) cache.unsettled.push(targets);
  return yield* writeToStores(cache, targets, (store) => {
    const answer = store.invalidate(targets.dependencies);
    if (isPromiseLike(answer)) inBackground(cache, follow(cache, { store, targets, answer }));
    return false;
  });
}

/** An invalidation that is on its way. */
interface Sent {
  readonly store: Store;
  readonly targets: InvalidationTargets;
  readonly answer: PromiseLike<void>;
}

async function follow(cache: Cache, { store, targets, answer }: Sent): Promise<void> {
  const forget = outboxOf(cache).add(store, targets);
  try {
    await answer;
    forget();
  } catch (error) {
    cache.events.emit('error', { operation: 'invalidate', error });
  }
}
