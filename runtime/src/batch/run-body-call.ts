import { runBody } from '../call/fly.ts';
import { driveAsync, type Steps, settle } from '../call/steps.ts';
import { callBody } from './batch.ts';
import type { BodyCall } from './body-call.ts';
import { CHUNK, eachInChunks, inChunks, othersTurn } from './in-chunks.ts';
import type { Answer } from './item.ts';
import { landSeats } from './land-seats.ts';
import { splitResult } from './split-result.ts';

/** Runs all of them, at the same time where the function can wait, and beside what is waited for already. */
export function* runBodyCalls(calls: readonly BodyCall[], others: readonly Promise<void>[]): Steps<void> {
  const [first] = calls;
  const [other] = others;
  if (calls.length + others.length === 0) return;
  if (calls.length + others.length === 1) {
    if (first !== undefined) yield* runBodyCall(first);
    if (other !== undefined) yield* settle(other);
  } else if (first?.of.batch.handle.spec.calls === 'sync') {
    for (const call of calls) yield* runBodyCall(call);
  } else {
    yield* settle(Promise.all([...(yield* start(calls)), ...others]));
  }
}

/** Starts them one after the other, without waiting for them, so many items at a time. */
function* start(calls: readonly BodyCall[]): Steps<readonly Promise<void>[]> {
  const running: Promise<void>[] = [];
  let items = 0;
  for (const call of calls) {
    items += call.items.length;
    if (items > CHUNK && running.length > 0) {
      yield othersTurn();
      items = call.items.length;
    }
    running.push(driveAsync(runBodyCall(call), call.of.batch.handle.cache.surroundings.pause));
  }
  return running;
}

/** Runs the body and ends the flights of all its items; what fails is theirs, and never thrown here. */
export function* runBodyCall(call: BodyCall): Steps<void> {
  const { of, carrier, parent, seats, items } = call;
  const { handle } = of.batch;
  parent?.waitsFor.add(carrier);
  try {
    const body = (): unknown => callBody(of, items);
    const result = yield* runBody(handle.cache, { handle, body, loads: of.loads ?? false }, carrier);
    const results = yield* splitResult(call, result);
    yield* inChunks(handle.spec, seats, (chunk) => landSeats(call, chunk, results));
    handle.cache.flights.end(carrier, { ok: false, error: undefined });
  } catch (error) {
    yield* failBodyCall(call, error);
  } finally {
    parent?.waitsFor.delete(carrier);
  }
}

/** Ends the flights that have not ended yet: nothing was computed for any of their items. */
export function* failBodyCall({ of, seats, carrier }: BodyCall, error: unknown): Steps<void> {
  const { cache, spec } = of.batch.handle;
  const answer: Answer = { error, ofAll: true };
  yield* eachInChunks(spec, seats, ({ flight, asked }) => {
    if (flight.landed !== undefined) return;
    cache.flights.end(flight, { ok: false, ...answer });
    if (asked !== undefined) asked.answer = answer;
  });
  cache.flights.end(carrier, { ok: false, error });
}
