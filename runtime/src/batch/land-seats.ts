import { storeOf } from '../cache.ts';
import { land } from '../call/fly.ts';
import { keep, recordOutcome, toWrite } from '../call/keep.ts';
import { goOn, landsLater } from '../call/land-later.ts';
import { recordStoreError } from '../call/record.ts';
import { type Steps, settle } from '../call/steps.ts';
import type { WriteRequest } from '../store/port.ts';
import type { Sealed } from '../value/sealing.ts';
import { answerBy } from './answer-by.ts';
import type { BodyCall } from './body-call.ts';
import type { Seat } from './item.ts';
import type { Results } from './split-result.ts';

/** An item with its value, on its way to the store. */
interface Landing {
  readonly seat: Seat;
  readonly value: unknown;
  readonly sealed: Sealed | undefined;
  /** Absent: it does not come to the store. */
  readonly write: WriteRequest | undefined;
}

/** Stores what the body gave for these items in one write, and ends their flights; who asked may get it before. */
export function* landSeats(call: BodyCall, seats: readonly Seat[], results: Results): Steps<void> {
  const landings: Landing[] = [];
  for (const seat of seats) {
    const landing = approach(call, seat, results);
    if (landing !== undefined) landings.push(landing);
  }
  const { cache, spec } = call.of.batch.handle;
  const storing = storeAll(call, landings);
  if (landsLater(cache, spec) && !call.raisesFloor) {
    // Sent first: the server stores while this process makes the answers.
    goOn(cache, storing);
    answer(landings);
  } else {
    yield* storing;
    answer(landings);
  }
}

function* storeAll(call: BodyCall, landings: readonly Landing[]): Steps<void> {
  yield* writeAll(call, landings);
  const { cache } = call.of.batch.handle;
  for (const { seat, value, sealed } of landings) {
    land(cache, seat.flight, { value, sealed, outcome: seat.outcome ?? 'unsent' });
  }
}

function answer(landings: readonly Landing[]): void {
  for (const { seat, value, sealed } of landings) {
    if (seat.asked !== undefined) seat.asked.answer = sealed === undefined ? { value } : answerBy(sealed);
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
    if (asked !== undefined) asked.answer = { error: result.error, ofAll: false };
    return undefined;
  }
  const { value } = result;
  const kept = keep(cache, call, value);
  seat.outcome = 'unsent';
  return { seat, value, sealed: kept.sealed, write: toWrite(cache, call, { ...kept, stamp, raisesFloor, scope }) };
}

/** Takes down what became of each. */
function* writeAll({ of }: BodyCall, landings: readonly Landing[]): Steps<void> {
  const { cache, spec } = of.batch.handle;
  const writes: WriteRequest[] = [];
  for (const { write } of landings) if (write !== undefined) writes.push(write);
  if (writes.length === 0) return;
  let place = 0;
  try {
    const answers = yield* settle(storeOf(cache, spec).write(writes));
    for (const { seat, write } of landings) {
      if (write !== undefined)
        seat.outcome = recordOutcome(cache, seat.call, { ttl: write.ttl, outcome: answers[place++] });
    }
  } catch (error) {
    const first = landings.find(({ write }) => write !== undefined);
    if (first !== undefined) recordStoreError(cache, first.seat.call, { operation: 'write', error });
  }
}
