import type { Cache } from '../cache.ts';
import { detachKey } from '../call/detach-flights.ts';
import { takeNextStamps } from '../call/serve.ts';
import { isPromiseLike, type Steps, settle } from '../call/steps.ts';
import { invalidateKeys } from '../invalidation/invalidate.ts';
import { collect } from '../invalidation/transaction-scope.ts';
import { assemble } from './assemble.ts';
import type { BatchCall } from './batch.ts';
import { BodyCalls } from './body-call.ts';
import { inChunks, WAITED } from './in-chunks.ts';
import { type OpenItem, type OpenItems, openItems } from './open-items.ts';
import { runBodyCalls } from './run-body-call.ts';

/** What `recompute` of serve.ts does for one call, for all items of this one. */
export function* recomputeBatch(call: BatchCall): Steps<unknown> {
  return yield* recomputeItems(call, yield* openItems(call));
}

/** The same with what `load` gives for the whole list, in which an item may stand more than once. */
export function* primeBatch(call: BatchCall, load: () => unknown): Steps<unknown> {
  const { batch, body } = call;
  const opened = yield* openItems(call);
  const pick = (result: unknown): unknown => {
    const isWhole = batch.spec.by === undefined && Array.isArray(result) && result.length === opened.order.length;
    return isWhole ? opened.firstPlaces.map((place): unknown => result[place]) : result;
  };
  const loadEach = (): unknown => {
    const result = load();
    return isPromiseLike(result) ? result.then(pick) : pick(result);
  };
  const loaded = { ...call, body: body.instead?.(loadEach) ?? loadEach, loads: true };
  return yield* recomputeItems(loaded, opened);
}

function* recomputeItems(call: BatchCall, { order, items }: OpenItems): Steps<unknown> {
  const { batch } = call;
  const { cache } = batch.handle;
  const scope = cache.scopes.current();
  const bodyCalls = new BodyCalls({ of: call, parent: cache.currentFlight.get(), raisesFloor: true });
  yield* inChunks(WAITED, items, function* (chunk) {
    const keys = chunk.map((item) => item.call.key);
    if (scope !== undefined) collect(scope, { dependencies: [], keys });
    yield* board(cache, bodyCalls, chunk);
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

/** Gives the items their seats, with stamps that end what was stored or is being computed. */
function* board(cache: Cache, bodyCalls: BodyCalls, items: readonly OpenItem[]): Steps<void> {
  const stamps = yield* takeNextStamps(
    cache,
    items.map(({ call }) => call),
  );
  for (const [i, asked] of items.entries()) {
    const { call, item } = asked;
    detachKey(cache.flights, call.key);
    bodyCalls.add({ item, call, stamp: stamps[i], asked });
  }
}
