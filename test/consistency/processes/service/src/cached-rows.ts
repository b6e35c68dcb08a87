/** The cached functions. Each gives pairs of row and version, one after the other. */
import { blockOf } from './ask.ts';
import { rows } from './row-client.ts';

/**
 * @cache ttl=10m
 * @tag row:{r}
 */
export async function single(r: number): Promise<readonly number[]> {
  return [r, await rows.read(r)];
}

/**
 * @cache ttl=10m
 * @tag row:{r}
 * @tag row:{s}
 */
export async function pair(r: number, s: number): Promise<number[]> {
  return [r, await rows.read(r), s, await rows.read(s)];
}

/** The tags of a block. */
export function tagsOfBlock(first: number): string[] {
  return blockOf(first).map((r) => `row:${r}`);
}

/**
 * @cache ttl=10m
 * @tag =tagsOfBlock
 */
export async function block(first: number): Promise<number[]> {
  return (await Promise.all(blockOf(first).map(async (r) => [r, await rows.read(r)]))).flat();
}

/**
 * @cache ttl=10m maxSize=5
 * @tag row:{r}
 */
export async function recent(r: number): Promise<readonly number[]> {
  return [r, await rows.read(r)];
}

/**
 * @cache ttl=10m store=second
 * @tag row:{r}
 */
export async function second(r: number): Promise<readonly number[]> {
  return [r, await rows.read(r)];
}

/**
 * @cache ttl=10m
 * @tag row:{r}
 * @tag ./draft:{r}
 */
export async function draft(r: number): Promise<number[]> {
  return [r, await rows.read(r)];
}

/** The tags of one item. */
export function tagsOfBook(r: number): string[] {
  return [`row:${r}`];
}

/**
 * @batch rs ttl=10m window=0ms
 * @key book:{rs}
 * @tag =tagsOfBook
 */
export async function shelf(rs: readonly number[]): Promise<number[][]> {
  return Promise.all(rs.map(async (r) => [r, await rows.read(r)]));
}

/**
 * One of them.
 *
 * @cache ttl=10m
 * @key book:{r}
 * @tag row:{r}
 */
export async function book(r: number): Promise<number[]> {
  return [r, await rows.read(r)];
}

/**
 * Calls one of each store.
 *
 * @cache ttl=10m
 * @tag row:{r}
 * @tag row:{s}
 */
export async function nested(r: number, s: number): Promise<number[]> {
  return [...(await single(r)), ...(await second(s))];
}
