import type { Runtime } from '../../../runtime/src/runtime.ts';
import type { Store } from '../../../runtime/src/store/port.ts';
import { compileBatch } from './compile-batch.ts';
import { compileFunction } from './compile-function.ts';
import { compileRowWriters, type RowWriter, type RowWriterKind } from './compile-row-writer.ts';
import type { Coverage } from './ledger.ts';
import type { Subject } from './plan.ts';
import { call } from './read.ts';
import type { BatchFunction, CachedFunction, World } from './world.ts';

/** An invalidation that the store did not take. */
export interface Unsent {
  readonly names: readonly string[];
  readonly coverage: Coverage;
}

/** One process: a runtime with the cached functions of all plans. */
export interface Process {
  readonly name: string;
  readonly runtime: Runtime;
  readonly functions: ReadonlyMap<string, CachedFunction>;
  /** Those that take lists, as they are called with more than one row. */
  readonly batches: ReadonlyMap<string, BatchFunction>;
  /** Calls a cached function and checks what it gives. */
  readonly call: (subject: Subject) => Promise<readonly number[] | null>;
  /** Functions that change a row and invalidate it. */
  readonly writers: Readonly<Record<RowWriterKind, RowWriter>>;
  unsent: Unsent[];
}

/** Starts a process on the store. */
export async function openProcess(
  world: World,
  name: string,
  { store, second }: { readonly store: Store; readonly second: Store },
): Promise<Process> {
  const { scheduler, options, parts } = world;
  const cache = parts.runtime.createCache({
    now: world.now,
    startTimer: (run) => scheduler.startTimer(`${name} timer`, run),
    pause: scheduler.pause,
  });
  // Otherwise it is loaded at the first hit, and comes at any time.
  cache.keepAtHand = parts.runtime.keepAtHand;
  const runtime = parts.runtime.createRuntime(cache);
  const usesSecond = options.plans.some((plan) => plan.store === 'second');
  await runtime.configure({
    store: { kind: 'test', open: () => store },
    ...(options.onStoreError === undefined ? {} : { onStoreError: options.onStoreError }),
    ...(usesSecond ? { stores: { second: { kind: 'test', open: () => second } } } : {}),
  });
  const functions = new Map<string, CachedFunction>();
  const batches = new Map<string, BatchFunction>();
  const process: Process = {
    name,
    runtime,
    functions,
    batches,
    call: (subject) => call(world, process, subject),
    writers: compileRowWriters(world, cache),
    unsent: [],
  };
  for (const plan of options.plans) {
    if (plan.batch === undefined) {
      functions.set(plan.id, compileFunction(world, process, plan));
      continue;
    }
    const { one, many } = compileBatch(world, process, plan);
    functions.set(plan.id, one);
    batches.set(plan.id, many);
  }
  listen(world, process);
  return process;
}

function listen(world: World, { runtime }: Process): void {
  if (world.scheduler.story === undefined) return;
  // Who listens to hits is served nothing at hand; of hits in memory `compileFunction` tells.
  if (world.options.store !== 'memory')
    runtime.on('hit', ({ key }) => world.tell(() => `${key} is served from the store`));
  runtime.on('miss', ({ key, reason }) => world.tell(() => `${key} is a miss (${reason}): its body starts`));
  runtime.on('join', ({ key }) => world.tell(() => `${key} takes the value of the flight it joined`));
  runtime.on('refuse', ({ key, reason }) => world.tell(() => `the result of ${key} is not stored (${reason})`));
  runtime.on('error', ({ operation, error }) => world.tell(() => `error event: ${operation}: ${String(error)}`));
}
