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

/** What landed last of each key, as far as it is kept. */
function landed(flights: Flights): Readonly<Record<string, Flight | undefined>> {
  return Object.fromEntries([...flights.places].map(([key, place]) => [key, place.landed]));
}

it('keeps what lands for those who came for it before, until all are back that came with them', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const [first, second] = [reads.enter('a'), reads.enter('b')];
  const a = land(flights, 'a');
  const late = reads.enter('a');
  reads.leave(first);
  expect(landed(flights)).toEqual({ a });
  reads.leave(second);
  // Who came later needs nothing of it.
  expect(landed(flights)).toEqual({});
  reads.leave(late);
  expect(landed(flights)).toEqual({});
});

it.each([[[0, 1]], [[1, 0]]])('keeps it for each of those who came at several times, who come back as %j', (order) => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const came = [reads.enter('a')];
  land(flights, 'other');
  came.push(reads.enter('a'));
  const a = land(flights, 'a');
  for (const [back, one] of order.entries()) {
    expect([back, landed(flights)]).toEqual([back, { a }]);
    const readers = came[one];
    if (readers !== undefined) reads.leave(readers);
  }
  expect(landed(flights)).toEqual({});
});

it('keeps the last one that landed, also where it was detached meanwhile, and those that fly', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const reader = reads.enter('a');
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

it('keeps nothing that nobody came for, however long a read is on its way', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  reads.leave(reads.enter('before'));
  const slow = reads.enter('slow');
  for (let i = 0; i < 3000; i++) {
    reads.leave(reads.enter(`k${i}`));
    land(flights, `k${i + 1}`);
    land(flights, 'before');
  }
  expect(landed(flights)).toEqual({});
  const last = land(flights, 'slow');
  expect(land(flights, 'slow')).not.toBe(last);
  reads.leave(slow);
  expect(landed(flights)).toEqual({});
});

it('knows all who came, however many came together', () => {
  const flights = new Flights();
  const reads = new ReadsUnderWay(flights);
  const came = Array.from({ length: 3000 }, (_, i) => reads.enter(`k${i}`));
  const kept = ['k0', 'k1023', 'k1024', 'k2999'].map((key) => [key, land(flights, key)] as const);
  expect(landed(flights)).toEqual(Object.fromEntries(kept));
  for (const readers of came) reads.leave(readers);
  expect(landed(flights)).toEqual({});
});
