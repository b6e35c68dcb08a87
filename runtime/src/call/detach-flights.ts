import type { Flights } from './flights.ts';

/** So many names are remembered as invalidated; then all flights are looked at, and the names are forgotten. */
const MOST_DETACHED = 1000;

/** Nobody joins the flight of the key any more, where there is one. */
export function detachKey(flights: Flights, key: string): void {
  const place = flights.places.get(key);
  if (place) flights.detach(place);
}

/**
 * Nobody joins flights any more that depend on one of these; those who did get what they joined, if the store accepts it.
 * What an invalidation costs does not grow with the number of flights.
 */
export function detachFlights(flights: Flights, dependencies: readonly string[]): void {
  const { detached, places } = flights;
  for (const name of dependencies) detached.set(name, flights.takePlace());
  if (detached.size <= MOST_DETACHED) return;
  for (const place of places.values()) if (!flights.find(place)) flights.detach(place);
  detached.clear();
}
