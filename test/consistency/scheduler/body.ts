import { isNull, type Version } from './ledger.ts';
import { keyOf, nameOf, type Part, planOf, type Subject } from './plan.ts';
import type { Process } from './process.ts';
import type { BodyRun, World } from './world.ts';

/** What a body of a fragile function throws. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
}

/** How deep functions that call themselves go. */
const DEEPEST = 3;

/** The body of a synchronous function. */
export function runBodyAtOnce(world: World, process: Process, { plan, r }: Subject): readonly number[] {
  const run = begin(world, process, { plan, r });
  run.value = plan.parts.flatMap((part) => {
    if ('call' in part) throw new Error(`${plan.id} answers at once, but calls ${part.call}`);
    const { row, id } = readRow(world, { plan, r, row: part.row });
    return [row, id];
  });
  run.ended = world.moment();
  return run.value;
}

function begin(world: World, process: Process, { plan, r }: Subject): BodyRun {
  const run = { key: keyOf(plan, r), process: process.name, call: world.context.call, ended: undefined };
  world.bodies.push(run);
  return run;
}

/** The body itself, as `uncached` and `prime` run it too. */
export async function runBody(world: World, process: Process, subject: Subject): Promise<readonly number[] | null> {
  const { plan, r } = subject;
  const run = begin(world, process, subject);
  const { hold } = world;
  world.hold = undefined;
  hold?.begun();
  const parts = plan.parts.map((part) => () => runPart(world, process, { ...subject, part }));
  const shown = plan.parallel ? await Promise.all(parts.map((part) => part())) : await inOrder(parts);
  await hold?.until;
  run.ended = world.moment();
  if (plan.fails && world.choice.pick(3) === 0) throw new BodyError(`${nameOf(plan, r)} failed`);
  run.value = shown.includes(null) ? null : shown.flatMap((pairs) => pairs ?? []);
  return run.value;
}

async function inOrder<T>(parts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const part of parts) results.push(await part());
  return results;
}

async function runPart(
  world: World,
  process: Process,
  { plan, r, part }: Subject & { readonly part: Part },
): Promise<readonly number[] | null> {
  const { rows } = world.options;
  if ('call' in part) {
    const { depth } = world.context;
    if (plan.circular && depth >= DEEPEST) return [];
    const nested = { plan: planOf(part.call), r: (r + part.next) % rows };
    const called = world.scheduler.within({ depth: depth + 1 }, () => process.call(nested));
    return part.floating ? [] : ((await called) ?? []);
  }
  await world.turn();
  const version = readRow(world, { plan, r, row: part.row });
  await world.turn();
  if (!isNull(version)) return [version.row, version.id];
  if (plan.tracks === 'list') return [];
  return plan.nulls === undefined ? [version.row, version.id] : null;
}

function readRow(world: World, { plan, r, row }: Subject & { readonly row: number }): Version {
  const version = world.ledger.read((r + row) % world.options.rows, world.context.transaction);
  world.tell(() => `the body of ${nameOf(plan, r)} reads row ${version.row}: ${describe(version)}`);
  return version;
}

function describe({ number, transaction }: Version): string {
  return number === undefined ? `what ${transaction?.name} wrote` : `version ${number}`;
}
