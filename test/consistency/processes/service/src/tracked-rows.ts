/** The cached functions whose entries depend on entities: what they show, and what their arguments name. */
import { blockOf } from './ask.ts';
import { rows } from './row-client.ts';

/** @entity row */
export interface Row {
  readonly id: number;
  readonly version: number;
}

/**
 * @cache ttl=10m
 * @tracks row:{r}
 */
export async function named(r: number): Promise<readonly number[]> {
  return [r, await rows.read(r)];
}

/**
 * Shows rows also when they are gone.
 *
 * @cache ttl=10m
 * @tracks
 */
export async function shown(r: number, s: number): Promise<{ readonly first: Row; readonly second: Row }> {
  const [first, second] = await Promise.all([rows.read(r), rows.read(s)]);
  return { first: { id: r, version: first }, second: { id: s, version: second } };
}

/**
 * @cache ttl=10m
 * @tracks row
 */
export async function sought(r: number): Promise<Row | null> {
  return (await rows.list([r]))[0] ?? null;
}

/**
 * @cache ttl=10m
 * @tracks
 */
export async function list(first: number): Promise<readonly Row[]> {
  return rows.list(blockOf(first));
}

/**
 * @cache ttl=10m store=second
 * @tracks
 */
export async function page(first: number): Promise<{ readonly items: readonly Row[]; readonly total: number }> {
  const items = await rows.list(blockOf(first));
  return { items, total: items.length };
}

/**
 * Calls others that track.
 *
 * @cache ttl=10m
 * @tracks
 */
export async function catalog(
  first: number,
): Promise<{ readonly shelf: readonly Row[]; readonly top: ReadonlyMap<string, Row> }> {
  const [shelf, top] = [await list(first), await sought(first)];
  return { shelf, top: new Map(top === null ? [] : [['top', top]]) };
}
