import { cacheOf, invalidateAfter, invalidateAll, invalidateKey, invalidateTag, stats } from 'holdfast';
import { acknowledge, acknowledgeLate } from './acknowledge.ts';
import { type Ask, labelOf, rowsOf } from './ask.ts';
import { draft, recent, second, single } from './cached-rows.ts';
import { callCached } from './call-cached.ts';
import { clock } from './jumping-clock.ts';
import { rows } from './row-client.ts';
import type { Covers } from './row-messages.ts';
import type { EndBy, Step } from './step.ts';

const BY_ROW = { single, recent, second, draft };

/** The transaction that was to be rolled back is. */
class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

/** Does a step and tells the row server what became of it. @param count how many rows there are */
export async function runStep(step: Step, count: number): Promise<void> {
  acknowledgeLate();
  if (step.kind === 'read') await check(step.asks, undefined);
  else if (step.kind === 'write') await write(step.row, step.by, count);
  else if (step.kind === 'transact') await transact(step);
  else jump(step.offset);
}

function jump(offset: number): void {
  clock.offset = offset;
  rows.tell({ do: 'jump', offset });
}

/** Has the row server check what these calls give. */
async function check(asks: readonly Ask[], transaction: number | undefined): Promise<void> {
  const begun = await begin(asks, transaction);
  await finish(begun, asks.map(callCached));
}

/** From here on the calls count as begun. */
function begin(asks: readonly Ask[], transaction: number | undefined): Promise<number> {
  const asked = asks.map((ask) => ({ key: labelOf(ask), rows: rowsOf(ask) }));
  return rows.ask({ do: 'begin', asked, transaction });
}

async function finish(begun: number, calls: readonly Promise<readonly number[]>[]): Promise<void> {
  const outcomes = await Promise.allSettled(calls);
  const values = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason)));
  const { hits, misses } = stats();
  rows.tell({ do: 'gave', begun, values, counts: { hits, misses } });
}

async function write(row: number, by: EndBy, count: number): Promise<void> {
  const how = 'fn' in by ? `${by.verb} of ${by.fn}(${row})` : by.verb;
  const change = await rows.ask({ do: 'change', row, covers: coverOf(row, by, count), how });
  if (by.verb === 'refresh' || by.verb === 'prime') {
    const cache = cacheOf(BY_ROW[by.fn]);
    const load = async (): Promise<number[]> => [row, await rows.read(row)];
    const renew = by.verb === 'refresh' ? () => cache.refresh(row) : () => cache.prime([row], load);
    await acknowledge(change, () => renewChecked({ fn: by.fn, args: [row] }, renew));
    return;
  }
  await acknowledge(change, () => end(row, by));
}

/** What it gives is checked as what a call gives, unless the invalidation in it failed. */
async function renewChecked(ask: Ask, renew: () => Promise<readonly number[]>): Promise<void> {
  const begun = await begin([ask], undefined);
  await finish(begun, [Promise.resolve(await renew())]);
}

function coverOf(row: number, by: EndBy, count: number): Covers {
  const all = Array.from({ length: count }, (_, r) => r);
  if (by.verb === 'all') return { rows: all };
  if (by.verb === 'tag') return { rows: [row] };
  if (by.verb === 'private tag') return { rows: [row], keys: [labelOf({ fn: 'draft', args: [row] })] };
  if (by.verb === 'clear') return { rows: all, keys: all.map((r) => labelOf({ fn: by.fn, args: [r] })) };
  return { rows: [row], keys: [labelOf({ fn: by.fn, args: [row] })] };
}

function end(row: number, by: EndBy): Promise<unknown> {
  switch (by.verb) {
    case 'tag':
      return invalidateTag(`row:${row}`);
    case 'all':
      return invalidateAll();
    case 'private tag':
      return cacheOf(draft).invalidateTag(`draft:${row}`);
    case 'clear':
      return cacheOf(BY_ROW[by.fn]).clear();
    case 'printed key':
      return invalidateKey(cacheOf(BY_ROW[by.fn]).key(row));
    default:
      return cacheOf(BY_ROW[by.fn]).invalidate(row);
  }
}

async function transact({ rows: written, asks, ends }: Extract<Step, { kind: 'transact' }>): Promise<void> {
  const transaction = await rows.ask({ do: 'open' });
  const result: { change: number | undefined } = { change: undefined };
  const inside = async (): Promise<void> => {
    const [late, ...early] = asks;
    const begun = await begin(early, transaction);
    for (const row of written) await rows.ask({ do: 'write', transaction, row });
    // Nothing is invalidated yet: these may be served, and what their bodies read is not committed.
    const calls = early.map(callCached);
    for (const row of written) await invalidateTag(`row:${row}`);
    if (late !== undefined) await check([late], transaction);
    await finish(begun, calls);
    if (ends === 'rollBack') {
      await rows.ask({ do: 'rollBack', transaction });
      throw new RolledBack();
    }
    result.change = await rows.ask({ do: 'commit', transaction, covers: { rows: written } });
  };
  const work = invalidateAfter(() => rows.within(transaction, inside));
  if (ends === 'rollBack') {
    await work.catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
    return;
  }
  // The commit gives the name of what the invalidation stands for, so it is awaited by whoever knows it.
  await acknowledgeCommit(result, work);
}

async function acknowledgeCommit(
  result: { readonly change: number | undefined },
  work: Promise<unknown>,
): Promise<void> {
  const [outcome] = await Promise.allSettled([work]);
  const { change } = result;
  if (change === undefined) throw outcome.status === 'rejected' ? outcome.reason : new Error('nothing was committed');
  await acknowledge(change, () => work);
}
