import { storeOf } from '../cache.ts';
import { land } from '../call/fly.ts';
import { type Kept, keep, recordOutcome, toWrite } from '../call/keep.ts';
import { recordStoreError } from '../call/record.ts';
import { type Steps, settle } from '../call/steps.ts';
import type { WriteOutcome, WriteRequest } from '../store/port.ts';
import { answerBy } from './answer-by.ts';
import type { BodyCall } from './body-call.ts';
import type { Seat } from './item.ts';
import type { Results } from './split-result.ts';

/** An item with its value, on its way to the store. */
interface Landing {
  readonly seat: Seat;
  readonly value: unknown;
  readonly kept: Kept;
  readonly write: WriteRequest | undefined;
}

/** Stores what the body gave for these items in one write, and ends their flights. */
export function* landSeats(call: BodyCall, seats: readonly Seat[], results: Results): Steps<void> {
  const landings = seats.flatMap((seat) => approach(call, seat, results) ?? []);
  const outcomes = yield* writeAll(call, landings);
  const { cache } = call.of.batch.handle;
  for (const { seat, value, kept, write } of landings) {
    const { flight, asked } = seat;
    const written = write === undefined ? undefined : outcomes.get(write);
    const outcome = written ?? 'unsent';
    seat.outcome = outcome;
    const take = land(cache, flight, { value, sealed: kept.sealed, outcome });
    if (asked !== undefined) asked.answer = answerBy(take);
  }
}

/** Makes the result of an item ready; an item that failed ends here. */
function approach({ of, raisesFloor, scope }: BodyCall, seat: Seat, results: Results): Landing | undefined {
  const { cache } = of.batch.handle;
  const { place, call, flight, stamp, asked } = seat;
  const result = results(place);
  flight.open = false;
  if ('error' in result) {
    cache.flights.end(flight, { ok: false, error: result.error });
    if (asked !== undefined) asked.answer = { ...result, ofAll: false };
    return undefined;
  }
  const kept: Kept = { ...keep(cache, call, result.value), stamp, raisesFloor, scope };
  return { seat, value: result.value, kept, write: toWrite(cache, call, kept) };
}

function* writeAll({ of }: BodyCall, landings: readonly Landing[]): Steps<ReadonlyMap<WriteRequest, WriteOutcome>> {
  const { cache, spec } = of.batch.handle;
  const outcomes = new Map<WriteRequest, WriteOutcome>();
  const sent = landings.flatMap(({ seat, write }) => (write === undefined ? [] : [{ call: seat.call, write }]));
  const [first] = sent;
  if (first === undefined) return outcomes;
  try {
    const answers = yield* settle(storeOf(cache, spec).write(sent.map(({ write }) => write)));
    for (const [i, { call, write }] of sent.entries()) {
      outcomes.set(write, recordOutcome(cache, call, { ttl: write.ttl, outcome: answers[i] }));
    }
  } catch (error) {
    recordStoreError(cache, first.call, { operation: 'write', error });
  }
  return outcomes;
}
