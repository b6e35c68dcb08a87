import { takeNextStamp } from '../call/serve.ts';
import { driveAsync, type Steps, settle } from '../call/steps.ts';
import { invalidateKeys } from '../invalidation/invalidate.ts';
import { collect } from '../invalidation/transaction-scope.ts';
import { assemble } from './assemble.ts';
import type { BatchCall } from './batch.ts';
import { BodyCalls } from './body-call.ts';
import { inChunks, WAITED } from './in-chunks.ts';
import { type OpenItem, openItems } from './open-items.ts';
import { runBodyCalls } from './run-body-call.ts';

/** What `recompute` of serve.ts does for one call, for all items of this one. */
export function* recomputeBatch(call: BatchCall): Steps<unknown> {
  const { batch } = call;
  const { cache } = batch.handle;
  const { order, items } = yield* openItems(call);
  const scope = cache.scopes.current();
  const bodyCalls = new BodyCalls({ of: call, parent: cache.currentFlight.get(), raisesFloor: true });
  yield* inChunks(WAITED, items, function* (chunk) {
    const keys = chunk.map((item) => item.call.key);
    if (scope !== undefined) collect(scope, { dependencies: [], keys });
    yield* board(bodyCalls, chunk);
  });
  yield* runBodyCalls(bodyCalls.all, []);
  const unsent = bodyCalls.all.flatMap(({ seats }) => seats.filter(({ outcome }) => outcome === 'unsent'));
  if (scope === undefined) {
    yield* inChunks(WAITED, unsent, function* (chunk) {
      yield* settle(
        invalidateKeys(
          cache,
          chunk.map(({ call: { key } }) => key),
        ),
      );
    });
  }
  return yield* assemble(batch, order);
}

/** Gives the items their seats, each with a stamp of its own, which ends what was stored or is being computed. */
function* board(bodyCalls: BodyCalls, items: readonly OpenItem[]): Steps<void> {
  const stamps = yield* settle(
    Promise.all(
      items.map(({ call }) => driveAsync(takeNextStamp(call.handle.cache, call), call.handle.cache.surroundings.pause)),
    ),
  );
  for (const [i, asked] of items.entries()) {
    const { call, item } = asked;
    call.handle.cache.flights.detachKey(call.key);
    bodyCalls.add({ item, call, stamp: stamps[i], asked });
  }
}
