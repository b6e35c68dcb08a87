import { BodyError } from './body.ts';
import { TTL } from './compile-function.ts';
import type { Floors, Seen, Transaction, Version } from './ledger.ts';
import { noteSent } from './note-sent.ts';
import { keyOf, nameOf, type Plan, rowsOf, type Subject } from './plan.ts';
import type { Process } from './process.ts';
import { StoreDownError } from './slow-store.ts';
import type { World } from './world.ts';

/** How a value is asked for. */
export type Verb = 'call' | 'uncached' | 'peek';

/** Calls a cached function and checks what it gives; a body's error passes through. */
export async function call(world: World, process: Process, subject: Subject): Promise<readonly number[] | null> {
  return read(world, process, { ...subject, verb: 'call' });
}

/** Asks for a value as the verb says, and checks it. Errors of bodies, and of the store where `peek` met it, count as no value. */
export async function ask(world: World, process: Process, request: Subject & { readonly verb: Verb }): Promise<void> {
  try {
    await read(world, process, request);
  } catch (error) {
    if (!(error instanceof BodyError) && !(error instanceof StoreDownError)) throw error;
    world.tell(() => String(error));
  }
}

/** Begins now and is checked when it has ended: what had been acknowledged before is what it must see. */
async function read(
  world: World,
  process: Process,
  request: Subject & { readonly verb: Verb },
): Promise<readonly number[] | null> {
  const reading = beginReading(world, process, request);
  const value = await world.scheduler.within({ call: reading.call }, () => obtain(process, request));
  if (value === undefined) return null;
  endReading(world, process, { ...reading, value });
  return value;
}

/** A read that has begun: what it must see when it ends. */
export interface BegunReading extends Subject {
  /** The world's number for the call. */
  readonly call: number;
  readonly began: number;
  readonly floors: () => Floors;
  readonly transaction: Transaction | undefined;
  readonly own: ReadonlyMap<number, Version>;
}

/** @param call that of another read which is part of the same call */
export function beginReading(
  world: World,
  process: Process,
  { plan, r, verb, call = world.moment() }: Subject & { readonly verb: string; readonly call?: number },
): BegunReading {
  const key = nameOf(plan, r);
  noteSent(world, process);
  const { transaction, depth } = world.context;
  const rows = rowsOf(plan, r, world.options.rows);
  const everyone = world.ledger.floorsOf(key, rows, { process: process.name });
  const alone = world.ledger.floorsOf(key, rows, { process: process.name, own: true });
  const view = world.keyvRows.clearView;
  if (depth === 0) world.calls.push({ key: keyOf(plan, r), process: process.name, call, came: call });
  world.tell(
    () => `${verb === 'call' ? 'calls' : verb} ${key} in ${process.name}, must see ${describeFloors(everyone)}`,
  );
  const isClear = (): boolean =>
    world.options.keyv?.hides !== true || (view !== undefined && view === world.keyvRows.clearView);
  const floors = (): Floors => (isClear() ? everyone : alone);
  return { plan, r, call, began: world.clock, floors, transaction, own: new Map(transaction?.writes) };
}

/** Checks what a read gave. */
export function endReading(
  world: World,
  process: Process,
  {
    plan,
    r,
    call,
    began,
    floors,
    transaction,
    own,
    value,
  }: BegunReading & { readonly value: readonly number[] | null },
): void {
  const key = nameOf(plan, r);
  world.counts.reads++;
  const seen = { key, floors: floors(), value: value ?? [], transaction, own };
  const stale =
    value === null
      ? world.ledger.checkNull(seen, r)
      : (world.ledger.check(seen) ?? checkList(world, { plan, r }, seen));
  const problem = stale ?? checkAge(world, { key: keyOf(plan, r), value, call, began });
  world.tell(() => `gets ${key}`);
  if (problem !== undefined) world.violate(`in ${process.name}, ${problem}`);
}

/** Rows that are not on a list were not, at a version that could be seen. */
function checkList({ ledger, options }: World, { plan, r }: Subject, seen: Seen): string | undefined {
  if (plan.tracks !== 'list') return undefined;
  const shown = new Set(seen.value.filter((_, i) => i % 2 === 0));
  const missing = rowsOf(plan, r, options.rows).filter((row) => !shown.has(row));
  return missing.map((row) => ledger.checkNull(seen, row)).find((problem) => problem !== undefined);
}

/** A value is served for its time to live only: a body gave it, and was not long done when the call began. */
function checkAge(
  { bodies, clock, options }: World,
  { key, value, call, began }: { key: string; value: readonly number[] | null; call: number; began: number },
): string | undefined {
  const text = String(value);
  const slack = options.keyv?.clocks ?? 0;
  let isFresh = false;
  for (const body of bodies) {
    if (body.key !== key || body.value === undefined) continue;
    if (body.call === call) body.returned = clock;
    isFresh ||= String(body.value) === text && (body.returned === undefined || body.returned + TTL + slack > began);
  }
  return isFresh ? undefined : `${key} gave a value that has expired`;
}

async function obtain(
  process: Process,
  { plan, r, verb }: Subject & { readonly verb: Verb },
): Promise<readonly number[] | null | undefined> {
  const fn = process.functions.get(plan.id);
  if (fn === undefined) throw new Error(`${plan.id} is not one of the world's functions`);
  switch (verb) {
    case 'call':
      return fn(r);
    case 'uncached':
      return only(plan, await process.runtime.cacheOf(fn).uncached(...([r] as never[])));
    case 'peek': {
      const found = await process.runtime.cacheOf(fn).peek(...([r] as never[]));
      return found === undefined ? undefined : only(plan, found.value);
    }
  }
}

/** What a body gave, of one row; operations of a batch give lists. */
function only(plan: Plan, given: unknown): readonly number[] | null {
  const [value]: readonly unknown[] = plan.batch === undefined ? [given] : Array.from(Object(given));
  if (value instanceof BodyError) throw value;
  // The runtime gives what the body gave.
  return value as readonly number[] | null;
}

function describeFloors(floors: ReadonlyMap<number, number>): string {
  return Array.from(floors, ([row, version]) => `row ${row} ≥ ${version}`).join(', ');
}
