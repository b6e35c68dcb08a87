import { cacheOf, invalidateAfter, invalidateAll, invalidateKey, invalidateTag, stats } from 'holdfast';
import { acknowledge, acknowledgeLate, acknowledgeMade } from './acknowledge.ts';
import { type Ask, labelOf, labelWithout, rowsOf, showsPresent } from './ask.ts';
import { draft, recent, second, single } from './cached-rows.ts';
import { callCached } from './call-cached.ts';
import { clock } from './jumping-clock.ts';
import { renew } from './renew.ts';
import { rows } from './row-client.ts';
import type { Covers } from './row-messages.ts';
import type { ByRow, EndBy, Step } from './step.ts';
import { named, sought } from './tracked-rows.ts';
import { callWriter, endEntity, writeTracked } from './write-tracked.ts';

const BY_ROW = { single, recent, second, draft, named, sought };

/** By hand, and not by a function that says what it changes. */
type ByHand = Exclude<EndBy, { readonly verb: 'writer' | 'entity' }>;

/** The transaction that was to be rolled back is. */
class RolledBack extends Error {
  override readonly name = 'RolledBack';
}

/** Does a step and tells the row server what became of it. @param count how many rows there are */
export async function runStep(step: Step, count: number): Promise<void> {
  acknowledgeLate();
  if (step.kind === 'read') await check(step.asks, undefined);
  else if (step.kind === 'write') await write(step, count);
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
  const asked = asks.map((ask) => ({ key: labelOf(ask), rows: rowsOf(ask), isPresent: showsPresent(ask) }));
  return rows.ask({ do: 'begin', asked, transaction });
}

async function finish(begun: number, calls: readonly Promise<readonly number[]>[]): Promise<void> {
  const outcomes = await Promise.allSettled(calls);
  const values = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason)));
  const { hits, misses } = stats();
  rows.tell({ do: 'gave', begun, values, counts: { hits, misses } });
}

async function write({ row, becomes, by }: Extract<Step, { kind: 'write' }>, count: number): Promise<void> {
  if (by.verb === 'writer') return writeTracked(row, by.writer);
  if (by.verb === 'entity') return endEntity(row, becomes);
  const how = 'fn' in by ? `${by.verb} of ${by.fn}(${row})` : by.verb;
  const change = await rows.ask({ do: 'change', row, becomes, covers: coverOf(row, by, count), how });
  await acknowledge({ change, invalidate: () => (isRenewal(by) ? renewChecked(by, row) : end(row, by)) });
}

/** Computes an entry anew and does not only end it. */
type Renewal = Extract<ByHand, { readonly fn: ByRow }> & { readonly verb: 'refresh' | 'prime' };

function isRenewal(by: ByHand): by is Renewal {
  return by.verb === 'refresh' || by.verb === 'prime';
}

/** What it gives is checked as what a call gives, unless the invalidation in it failed. */
async function renewChecked({ fn, verb }: Renewal, row: number): Promise<void> {
  const begun = await begin([{ fn, args: [row] }], undefined);
  await finish(begun, [Promise.resolve(await renew(fn, row, verb))]);
}

function coverOf(row: number, by: ByHand, count: number): Covers {
  const all = Array.from({ length: count }, (_, r) => r);
  if (by.verb === 'all') return { rows: all };
  if (by.verb === 'tag') return { rows: [row] };
  if (by.verb === 'private tag') return { rows: [row], keys: keysOf({ fn: 'draft', args: [row] }) };
  if (by.verb === 'clear') return { rows: all, keys: all.flatMap((r) => keysOf({ fn: by.fn, args: [r] })) };
  return { rows: [row], keys: keysOf({ fn: by.fn, args: [row] }) };
}

/** What is known under the call's key: the rows that it shows, and those that it does not. */
function keysOf(ask: Ask): readonly string[] {
  const label = labelOf(ask);
  return [label, labelWithout(label)];
}

function end(row: number, by: ByHand): Promise<unknown> {
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

async function transact({ rows: written, writes, asks, ends }: Extract<Step, { kind: 'transact' }>): Promise<void> {
  const transaction = await rows.ask({ do: 'open' });
  const covers = { rows: [...written, ...writes.map(({ row }) => row)] };
  const result: { change: number | undefined } = { change: undefined };
  const inside = async (): Promise<void> => {
    const [late, ...early] = asks;
    const begun = await begin(early, transaction);
    for (const row of written) await rows.ask({ do: 'write', transaction, row, becomes: 'as before' });
    // Nothing is invalidated yet: these may be served, and what their bodies read is not committed.
    const calls = early.map(callCached);
    for (const row of written) await invalidateTag(`row:${row}`);
    for (const { row, by } of writes) await callWriter(row, by, () => {});
    if (late !== undefined) await check([late], transaction);
    await finish(begun, calls);
    if (ends === 'rollBack') {
      await rows.ask({ do: 'rollBack', transaction });
      throw new RolledBack();
    }
    result.change = await rows.ask({ do: 'commit', transaction, covers });
  };
  const work = invalidateAfter(() => rows.within(transaction, inside));
  if (ends === 'rollBack') {
    await work.catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
    return;
  }
  // The commit gives the name of what the invalidation stands for, so it is awaited by whoever knows it.
  await acknowledgeMade(result, work);
}
