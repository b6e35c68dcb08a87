/** What a body gave, taken apart: a value or an error for each of the items that it was called with. */
import { isNativeError } from 'node:util/types';
import type { Steps } from '../call/steps.ts';
import type { BatchCall } from './batch.ts';
import { eachInChunks } from './in-chunks.ts';
import type { Seat } from './item.ts';
import { readPath } from './read-path.ts';
import { type Received, refuseResult } from './refuse-result.ts';

/** What an item has: `Error`s stand for items that failed. */
export type ItemResult = { readonly value: unknown } | { readonly error: unknown };

/** By the item's place in the list that the body was called with. */
export type Results = (place: number) => ItemResult;

/** The items that a body was called with. */
export interface Asked {
  readonly of: BatchCall;
  readonly items: readonly unknown[];
  /** Where in that each of them is. */
  readonly seats: readonly Pick<Seat, 'call' | 'place'>[];
}

/** @throws BatchResultError (HF3013) where it is not what the function said: then none of it can be trusted */
export function* splitResult(asked: Asked, result: unknown): Steps<Results> {
  const { answers, by, absent } = asked.of.batch.spec;
  switch (answers) {
    case 'list':
      if (!Array.isArray(result)) throw refuseResult(asked, { what: describe(result), wanted: 'a list' });
      return by === undefined ? splitList(asked, result) : orNull(yield* splitRows(asked, result, by), null);
    case 'map':
      if (!(result instanceof Map)) throw refuseResult(asked, { what: describe(result), wanted: 'a Map' });
      return orNull(yield* splitMap(asked, result), absent === 'null' ? undefined : null);
    case 'record':
      if (!isRecord(result)) throw refuseResult(asked, { what: describe(result), wanted: 'an object' });
      return orNull(yield* splitRecord(asked, result), absent === 'null' ? undefined : null);
  }
}

function splitList(asked: Asked, list: readonly unknown[]): Results {
  const { items } = asked;
  if (list.length !== items.length) throw refuseResult(asked, { what: `a list of ${list.length}`, count: list.length });
  return (place) => toResult(list[place]);
}

/** Results in any order, some of them missing. */
function* splitRows(asked: Asked, rows: readonly unknown[], path: string): Steps<Found> {
  const finder = yield* openFinder(asked);
  const received: Received = { what: `a list of ${rows.length}`, count: rows.length };
  yield* eachInChunks(asked.of.batch.handle.spec, rows, (row) => {
    // A row that is nothing says nothing of any item.
    if (row !== null && row !== undefined) finder.put(readPath(row, path), row, received);
  });
  return finder.found;
}

function* splitMap(asked: Asked, map: ReadonlyMap<unknown, unknown>): Steps<Found> {
  const finder = yield* openFinder(asked);
  const received: Received = { what: `a Map of ${map.size}`, count: map.size };
  yield* eachInChunks(asked.of.batch.handle.spec, [...map], ([item, value]) => finder.put(item, value, received));
  return finder.found;
}

function* splitRecord(asked: Asked, record: object): Steps<Found> {
  const found = new Map<number, unknown>();
  const names = new Set(Object.keys(record));
  const received: Received = { what: `an object of ${names.size}`, count: names.size };
  const unknown = new Set(names);
  yield* eachInChunks(asked.of.batch.handle.spec, asked.items, (item, place) => {
    // 1 and "1" are two items, and one name.
    const name = String(item);
    unknown.delete(name);
    if (names.has(name)) found.set(place, Reflect.get(record, name));
  });
  if (unknown.size > 0) throw refuseResult(asked, { ...received, unasked: [...unknown] });
  return found;
}

/** Results by place. */
type Found = ReadonlyMap<number, unknown>;

function* openFinder(asked: Asked): Steps<PlaceFinder> {
  const places = new Map<unknown, number>();
  yield* eachInChunks(asked.of.batch.handle.spec, asked.items, (item, place) => places.set(item, place));
  return new PlaceFinder(asked, places);
}

/** Finds the places of items by what a body says that they are. */
class PlaceFinder {
  readonly found = new Map<number, unknown>();
  readonly #asked: Asked;
  readonly #places: ReadonlyMap<unknown, number>;
  #placesByKey: ReadonlyMap<string, number> | undefined;

  constructor(asked: Asked, places: ReadonlyMap<unknown, number>) {
    this.#asked = asked;
    this.#places = places;
  }

  /** @throws BatchResultError (HF3013) for what is no item, or has a result already */
  put(item: unknown, value: unknown, received: Received): void {
    const place = this.#places.get(item) ?? this.#placeByKey(item);
    if (place === undefined) throw refuseResult(this.#asked, { ...received, unasked: [item] });
    if (this.found.has(place)) throw refuseResult(this.#asked, { ...received, twice: item });
    this.found.set(place, value);
  }

  /** A Date that came back from a database is another object than the one that was asked for. */
  #placeByKey(item: unknown): number | undefined {
    const { of, seats } = this.#asked;
    const { handle, keyedBy } = of.batch;
    if (item === undefined) return undefined;
    this.#placesByKey ??= new Map(seats.map(({ call, place }) => [call.key, place]));
    return this.#placesByKey.get(handle.keyOf(keyedBy(of.values, item)));
  }
}

function orNull(found: Found, absent: null | undefined): Results {
  return (place) => (found.has(place) ? toResult(found.get(place)) : { value: absent });
}

function toResult(value: unknown): ItemResult {
  return value instanceof Error || isNativeError(value) ? { error: value } : { value };
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

/** As the end of a sentence: `an object`. */
function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const name = value.constructor?.name;
  return name === undefined || name === 'Object' ? 'an object' : `a ${name}`;
}
