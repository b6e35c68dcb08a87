import { expect, it } from 'vitest';
import { type Flight, Flights } from '../../../../runtime/src/call/flights.ts';
import { ReadsUnderWay } from '../../../../runtime/src/call/readers.ts';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';

const store = openMemory({ now: () => 0 });
const LANDING = { ok: false, error: 'x' } as const;

/** A flight of the key that has landed. */
function land(flights: Flights, key: string): Flight {
  const flight = flights.start({ key, dependencies: ['*'], store, parent: undefined, joinable: true });
  flights.end(flight, LANDING);
  return flight;
}

it('keeps what lands for those whose reads are on their way, and no longer', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const [first, second] = [reads.enter(), reads.enter()];
  const flight = land(flights, 'a');
  const late = reads.enter();
  reads.leave(second);
  expect(flights.places.get('a')?.landed).toBe(flight);
  reads.leave(first);
  // Who came later needs nothing of it.
  expect(flights.places.size).toBe(0);
  reads.leave(late);
  expect(flights.places.size).toBe(0);
});

it('keeps what landed behind later readers for the earlier ones, in whatever order they come back', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const first = reads.enter();
  const a = land(flights, 'a');
  const second = reads.enter();
  const b = land(flights, 'b');
  // Nobody has come since.
  const c = land(flights, 'c');
  reads.leave(second);
  expect(['a', 'b', 'c'].map((key) => flights.places.get(key)?.landed)).toEqual([a, b, c]);
  reads.leave(first);
  expect(flights.places.size).toBe(0);
});

it('keeps the last one that landed, also where it was detached meanwhile, and those that fly', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const reader = reads.enter();
  const plan = { key: 'a', dependencies: ['*'], store, parent: undefined, joinable: true };
  const detached = flights.start(plan);
  const place = flights.places.get('a');
  if (place !== undefined) flights.detach(place);
  const flying = flights.start(plan);
  flights.end(detached, LANDING);
  expect(flights.places.get('a')).toMatchObject({ landed: detached, flight: flying });
  reads.leave(reader);
  expect(flights.places.get('a')).toMatchObject({ landed: undefined, flight: flying });
  flights.end(flying, LANDING);
  expect(flights.places.size).toBe(0);
});

it('keeps nothing where no read is on its way', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  reads.leave(reads.enter());
  land(flights, 'a');
  expect(flights.places.size).toBe(0);
});
