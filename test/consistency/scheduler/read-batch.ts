import type { BatchItemError } from '../../../runtime/src/errors.ts';
import { BodyError } from './body.ts';
import type { Plan } from './plan.ts';
import type { Process } from './process.ts';
import { beginReading, endReading } from './read.ts';
import { StoreDownError } from './slow-store.ts';
import type { World } from './world.ts';

/** Calls a batch for some rows and checks what it gives for each of them; what fails counts as no value. */
export async function askBatch(
  world: World,
  process: Process,
  { plan, rows }: { readonly plan: Plan; readonly rows: readonly number[] },
): Promise<void> {
  const call = world.moment();
  const readings = new Map(rows.map((r) => [r, beginReading(world, process, { plan, r, verb: 'call', call })]));
  const values = await world.scheduler.within({ call }, () => obtainAll(world, process, { plan, rows }));
  for (const [r, reading] of readings) {
    const value = values.get(r);
    if (value !== undefined) endReading(world, process, { ...reading, value });
  }
}

type Values = ReadonlyMap<number, readonly number[] | null>;

async function obtainAll(
  world: World,
  process: Process,
  { plan, rows }: { readonly plan: Plan; readonly rows: readonly number[] },
): Promise<Values> {
  const load = process.batches.get(plan.id);
  if (load === undefined) throw new Error(`${plan.id} is not one of the world's batches`);
  try {
    const values = await load(rows);
    return new Map(rows.map((r, at) => [r, values[at] ?? null]));
  } catch (error) {
    world.tell(() => String(error));
    const results = resultsOf(error);
    if (results !== undefined) return results;
    if (error instanceof BodyError || error instanceof StoreDownError) return new Map();
    throw error;
  }
}

/** What the rows that did not fail gave. */
function resultsOf(error: unknown): Values | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'HF3014') return undefined;
  // Errors of this code are BatchItemErrors, though not of the class of this copy of the runtime.
  const { errors, results } = error as BatchItemError;
  for (const one of errors.values()) if (!(one instanceof BodyError)) throw one;
  // By row, what the bodies gave.
  return results as Values;
}
