import type { InvalidationError } from '../../../runtime/src/errors.ts';
import { BodyError, runBody, runBodyAtOnce } from './body.ts';
import { runBodies } from './compile-batch.ts';
import { isRowWriter, type RowWriterKind, WriterError } from './compile-row-writer.ts';
import type { Coverage, Floors } from './ledger.ts';
import { nameOf, type Plan, rowsOf, type Subject } from './plan.ts';
import type { Process, Unsent } from './process.ts';
import { StoreDownError } from './slow-store.ts';
import type { CachedFunction, World } from './world.ts';

/** How a writer ends what was cached of the rows it changed. */
export type InvalidateBy =
  | 'tag'
  | 'other tag'
  | 'all'
  | 'function'
  | 'key'
  | 'refresh'
  | 'prime'
  | 'entity'
  | RowWriterKind;

/** Every way to end what a function with ordinary tags has stored. */
export const ALL_WAYS: readonly InvalidateBy[] = ['tag', 'tag', 'all', 'function', 'key', 'refresh', 'prime'];

/**
 * Invalidates what shows the row. Functions and keys are taken one after the other, callees first: a caller that is
 * computed anew must not find the old result of its callee.
 */
export async function invalidateRow(
  world: World,
  process: Process,
  { row, by }: { readonly row: number; readonly by: InvalidateBy },
): Promise<void> {
  const { runtime } = process;
  if (isRowWriter(by)) return writeRow(world, process, { row, by });
  const versions = world.ledger.present([row]);
  switch (by) {
    case 'tag':
      await acknowledge(world, process, {
        coverage: { versions, ...keysOfTag(world, undefined) },
        work: () => runtime.invalidateTag(`row:${row}`),
      });
      return;
    case 'other tag':
      await acknowledge(world, process, {
        coverage: { versions, ...keysOfTag(world, 'other') },
        work: () => runtime.invalidateTag(`other:${row}`),
      });
      return;
    case 'entity':
      await acknowledge(world, process, {
        coverage: { versions, keys: keysWhere(world, showsWithoutFail) },
        work: () => runtime.invalidateEntity('row', row),
      });
      return;
    case 'all':
      await invalidateAll(world, process);
      return;
    case 'function':
      for (const plan of world.options.plans) if (!(await clear(world, process, { plan, versions }))) return;
      return;
    default:
      for (const subject of subjectsOf(world, row)) {
        if (!(await one(world, process, { subject, by, versions }))) return;
      }
  }
}

/** What an invalidation by such tags covers: everything, or, where functions have different tags, those that have them. */
function keysOfTag({ options }: World, tag: Plan['tag']): { readonly keys?: readonly string[] } {
  if (tag === undefined && options.plans.every((plan) => plan.tag === undefined && plan.tracks === undefined))
    return {};
  return { keys: keysWhere({ options }, (plan) => plan.tag === tag && plan.tracks === undefined) };
}

function keysWhere({ options }: Pick<World, 'options'>, isMeant: (plan: Plan) => boolean): readonly string[] {
  const plans = options.plans.filter(isMeant);
  return plans.flatMap((plan) => Array.from({ length: options.rows }, (_, r) => nameOf(plan, r)));
}

/** Whatever its results are, they hold the entities of the rows they show: where a row is missing, its coming is another matter. */
function showsWithoutFail({ tracks, nulls }: Plan): boolean {
  return tracks === 'argument' || (tracks === 'result' && nulls === undefined);
}

/** Calls a writer, whose body changes the row. One that does not wait is known to others when its process has sent it. */
async function writeRow(
  world: World,
  process: Process,
  { row, by }: { readonly row: number; readonly by: RowWriterKind },
): Promise<void> {
  const versions = new Map<number, number>();
  const write = async (): Promise<unknown> =>
    process.writers[by].write(row, ({ number = 0 }) => versions.set(row, number));
  await acknowledge(world, process, {
    coverage: { versions, keys: keysWhere(world, ({ tracks }) => tracks !== undefined) },
    work: () => write().catch(expectOwnError),
    names: [`e:row:${row}`, 'c:row'],
  });
}

/** The body failed, or the result names no id: what is known has ended all the same. */
function expectOwnError(error: unknown): void {
  const isNameless = error instanceof Error && 'code' in error && error.code === 'HF3012';
  if (!isNameless && !(error instanceof WriterError)) throw error;
}

async function invalidateAll(world: World, process: Process): Promise<void> {
  const rows = Array.from({ length: world.options.rows }, (_, row) => row);
  const coverage = { versions: world.ledger.present(rows) };
  await acknowledge(world, process, { coverage, work: () => process.runtime.invalidateAll() });
}

/** All calls whose result may show the row, callees first. Those that call themselves are reached by tags only. */
function subjectsOf({ options }: World, row: number): readonly Subject[] {
  return options.plans.flatMap((plan) =>
    Array.from({ length: options.rows }, (_, r) => ({ plan, r })).filter(
      ({ r }) => !plan.circular && rowsOf(plan, r, options.rows).includes(row),
    ),
  );
}

async function clear(
  world: World,
  process: Process,
  { plan, versions }: { readonly plan: Plan; readonly versions: Floors },
): Promise<boolean> {
  if (plan.circular) return true;
  const keys = Array.from({ length: world.options.rows }, (_, r) => nameOf(plan, r));
  const work = (): Promise<void> => process.runtime.cacheOf(functionOf(process, plan)).clear();
  return acknowledge(world, process, { coverage: { versions, keys }, work });
}

interface One {
  readonly subject: Subject;
  readonly by: InvalidateBy;
  readonly versions: Floors;
}

/** One key; answers whether it was acknowledged. */
async function one(world: World, process: Process, { subject, by, versions }: One): Promise<boolean> {
  const { plan, r } = subject;
  const operations = process.runtime.cacheOf(functionOf(process, plan));
  const coverage = { versions, keys: [nameOf(plan, r)] };
  // The operations are untyped here; each of these functions takes `r`.
  const args = [r] as never[];
  if (by === 'key') return acknowledge(world, process, { coverage, work: () => operations.invalidate(...args) });
  const run = plan.sync ? runBodyAtOnce : runBody;
  const load = (): never =>
    (plan.batch === undefined ? run(world, process, subject) : runBodies(world, process, { plan, rows: [r] })) as never;
  return renew(world, process, {
    coverage,
    work: () => (by === 'refresh' ? operations.refresh(...args) : operations.prime(args, load)),
  });
}

interface Work {
  readonly coverage: Coverage;
  readonly work: () => Promise<unknown>;
  /** What may be in the outbox although the work has not failed. */
  readonly names?: readonly string[];
}

/** `refresh` and `prime` end what is older as an invalidation does, also where their result is not stored. */
async function renew(world: World, process: Process, { coverage, work }: Work): Promise<boolean> {
  world.counts.refreshes++;
  try {
    return await acknowledge(world, process, { coverage, work });
  } catch (error) {
    if (!isExpected(error)) throw error;
    world.tell(() => String(error));
    return false;
  }
}

/** A body or a store failed, as they do in some worlds; an item of a batch is the cause of what it rejects with. */
function isExpected(error: unknown): boolean {
  const own = error instanceof Error && 'code' in error && error.code === 'HF3014' ? error.cause : error;
  return own instanceof BodyError || own instanceof StoreDownError;
}

/**
 * Invalidates and takes down who must see what from now on: everybody, or this process alone where the store did not
 * take it. Answers whether it did.
 */
export async function acknowledge(world: World, process: Process, { coverage, work, names }: Work): Promise<boolean> {
  world.counts.invalidations++;
  world.tell(() => `invalidates ${describe(coverage)} in ${process.name}`);
  try {
    await work();
  } catch (error) {
    const failed = namesOf(error);
    if (failed === undefined) throw error;
    keepUnsent(world, process, { names: failed, coverage });
    return false;
  }
  const held = listHeld(process, names ?? []);
  if (held.length > 0) {
    keepUnsent(world, process, { names: held, coverage });
    return false;
  }
  world.ledger.acknowledge(coverage, undefined);
  world.ledger.acknowledge(coverage, process.name);
  world.tell(() => `has the acknowledgement of ${describe(coverage)}`);
  return true;
}

/** From here on this process knows of it. */
function keepUnsent(world: World, process: Process, unsent: Unsent): void {
  world.ledger.acknowledge(unsent.coverage, process.name);
  process.unsent.push(unsent);
  world.tell(() => `${unsent.names.join(', ')} is in the outbox of ${process.name}`);
}

function listHeld({ runtime }: Process, names: readonly string[]): readonly string[] {
  const pending = new Set(runtime.pendingInvalidations().flatMap(({ dependencies }) => dependencies));
  return names.filter((name) => pending.has(name));
}

/** What an `InvalidationError` names. */
function namesOf(error: unknown): readonly string[] | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'HF3005') return undefined;
  // Errors of this code are InvalidationErrors, though not of the class of this copy of the runtime.
  return (error as InvalidationError).dependencies;
}

/** The cached function of a plan. */
export function functionOf({ functions }: Process, plan: Plan): CachedFunction {
  const fn = functions.get(plan.id);
  if (fn === undefined) throw new Error(`${plan.id} is not one of the world's functions`);
  return fn;
}

function describe({ versions, keys }: Coverage): string {
  const rows = Array.from(versions, ([row, version]) => `version ${version} of row ${row}`).join(', ');
  return keys === undefined ? rows : `${rows} under ${keys.join(', ')}`;
}
