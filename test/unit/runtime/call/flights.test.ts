import { expect, it } from 'vitest';
import { Flights } from '../../../../runtime/src/call/flights.ts';
import { openMemory } from '../../../../runtime/src/store/memory/open-memory.ts';

const store = openMemory({ now: () => 0 });

/** Starts a flight of the key. */
function start(flights: Flights, key: string) {
  return flights.start({ key, dependencies: ['*'], store, parent: undefined, joinable: true });
}

it('keeps the last flight of a key while calls are there that came before, and no longer', () => {
  const flights = new Flights();
  const landing = { ok: false, error: 'x' } as const;
  flights.arrive('a');
  flights.arrive('a');
  const flight = start(flights, 'a');
  flights.end(flight, landing);
  flights.leave('a');
  expect(flights.findLanded('a')).toEqual({ flight, landing });
  flights.leave('a');
  expect(flights.findLanded('a')).toBe(undefined);
});

it('does not keep a flight that lands when nobody is there, whether the key was there before or not', () => {
  const flights = new Flights();
  flights.arrive('a');
  const late = start(flights, 'a');
  flights.leave('a');
  flights.end(late, { ok: false, error: 'x' });
  expect(flights.findLanded('a')).toBe(undefined);
  flights.arrive('a');
  expect(flights.findLanded('a')).toBe(undefined);
});

it('keeps nothing of a key where more keys than a thousand are known', () => {
  const flights = new Flights();
  const keys = Array.from({ length: 2000 }, (_, i) => `key ${i}`);
  for (const key of keys) flights.arrive(key);
  for (const key of keys) flights.leave(key);
  for (const key of keys) flights.arrive(key);
  for (const key of keys) {
    const flight = start(flights, key);
    flights.end(flight, { ok: false, error: key });
    expect(flights.findLanded(key)?.landing).toEqual({ ok: false, error: key });
    flights.leave(key);
    expect(flights.findLanded(key)).toBe(undefined);
  }
  expect(flights.count()).toBe(0);
});
