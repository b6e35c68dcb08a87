/** The cached functions. Each gives pairs of row and version, one after the other. */
import { BLOCK } from './ask.ts';
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
  return Array.from({ length: BLOCK }, (_, i) => `row:${first + i}`);
}

/**
 * @cache ttl=10m
 * @tag =tagsOfBlock
 */
export async function block(first: number): Promise<number[]> {
  const numbers = Array.from({ length: BLOCK }, (_, i) => first + i);
  return (await Promise.all(numbers.map(async (r) => [r, await rows.read(r)]))).flat();
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
