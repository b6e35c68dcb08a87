import { BodyError } from './body.ts';
import { TTL } from './compile-function.ts';
import { noteSent } from './note-sent.ts';
import { keyOf, nameOf, rowsOf, type Subject } from './plan.ts';
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
  const { plan, r, verb } = request;
  const key = nameOf(plan, r);
  noteSent(world, process);
  const { transaction, depth } = world.context;
  const rows = rowsOf(plan, r, world.options.rows);
  const everyone = world.ledger.floorsOf(key, rows, { process: process.name });
  const alone = world.ledger.floorsOf(key, rows, { process: process.name, own: true });
  const view = world.keyvRows.clearView;
  const own = new Map(transaction?.writes);
  const came = world.moment();
  const began = world.clock;
  if (depth === 0) world.calls.push({ key: keyOf(plan, r), process: process.name, call: came, came });
  world.tell(
    () => `${verb === 'call' ? 'calls' : verb} ${key} in ${process.name}, must see ${describeFloors(everyone)}`,
  );
  const value = await world.scheduler.within({ call: came }, () => obtain(process, request));
  if (value === undefined) return null;
  world.counts.reads++;
  const isClear = world.options.keyv?.hides !== true || (view !== undefined && view === world.keyvRows.clearView);
  const floors = isClear ? everyone : alone;
  const seen = { key, floors, value: value ?? [], transaction, own };
  const stale = value === null ? world.ledger.checkNull(seen, r) : world.ledger.check(seen);
  const problem = stale ?? checkAge(world, { key: keyOf(plan, r), value, call: came, began });
  world.tell(() => `gets ${key}`);
  if (problem !== undefined) world.violate(`in ${process.name}, ${problem}`);
  return value;
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
      // The runtime gives what the body gave.
      return (await process.runtime.cacheOf(fn).uncached(...([r] as never[]))) as readonly number[] | null;
    case 'peek': {
      // What is stored is what the body gave.
      const found = (await process.runtime.cacheOf(fn).peek(...([r] as never[]))) as
        | { readonly value: readonly number[] | null }
        | undefined;
      return found?.value;
    }
  }
}

function describeFloors(floors: ReadonlyMap<number, number>): string {
  return Array.from(floors, ([row, version]) => `row ${row} ≥ ${version}`).join(', ');
}
