import { describe, expect, it } from 'vitest';
import { detachFlights, detachKey } from '../../../../runtime/src/call/detach-flights.ts';
import { Flights } from '../../../../runtime/src/call/flights.ts';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';

const store = openMemory({ now: () => 0 });

/** The flight of the key that others may join. */
function find(flights: Flights, key: string) {
  const place = flights.places.get(key);
  return place && flights.find(place);
}

/** Starts a flight of the key. */
function start(flights: Flights, key: string, dependencies = ['*']) {
  return flights.start({ key, dependencies, store, parent: undefined, joinable: true });
}

it('keeps the last flight of a key while calls are there that came before, and no longer', () => {
  const flights = new Flights();
  const landing = { ok: false, error: 'x' } as const;
  const first = flights.arrive('a');
  const second = flights.arrive('a');
  const flight = start(flights, 'a');
  flights.end(flight, landing);
  flights.leave(first);
  expect(flights.places.get('a')?.landed).toBe(flight);
  expect(flight.landed).toBe(landing);
  flights.leave(second);
  expect(flights.places.get('a')?.landed).toBe(undefined);
});

it('does not keep a flight that lands when nobody is there, whether the key was there before or not', () => {
  const flights = new Flights();
  const place = flights.arrive('a');
  const late = start(flights, 'a');
  flights.leave(place);
  flights.end(late, { ok: false, error: 'x' });
  expect(flights.places.get('a')?.landed).toBe(undefined);
  flights.arrive('a');
  expect(flights.places.get('a')?.landed).toBe(undefined);
});

describe.each([
  { title: 'one invalidation', count: 1 },
  { title: 'more invalidations than are remembered', count: 2500 },
])('a flight after $title', ({ count }) => {
  it('is not found where it depends on what was invalidated, and is where it does not, or started later', () => {
    const flights = new Flights();
    const [first, other] = [start(flights, 'a', ['*', 't:1']), start(flights, 'b', ['*', 't:x'])];
    detachFlights(
      flights,
      Array.from({ length: count }, (_, i) => `t:${i + 1}`),
    );
    expect([find(flights, 'a'), find(flights, 'b')]).toEqual([undefined, other]);
    const second = start(flights, 'a', ['*', 't:1']);
    expect(find(flights, 'a')).toBe(second);
    flights.end(first, { ok: false, error: 'x' });
    expect(find(flights, 'a')).toBe(second);
    flights.end(second, { ok: false, error: 'x' });
    flights.end(other, { ok: false, error: 'x' });
    expect(flights.places.size).toBe(0);
  });
});

it('finds no flight of a key that was ended, and the next one of it', () => {
  const flights = new Flights();
  const [first, other] = [start(flights, 'a'), start(flights, 'b')];
  detachKey(flights, 'a');
  expect([find(flights, 'a'), find(flights, 'b')]).toEqual([undefined, other]);
  const second = start(flights, 'a');
  flights.end(first, { ok: false, error: 'x' });
  expect(find(flights, 'a')).toBe(second);
});
