import { isNull } from './ledger.ts';
import { keyOf, nameOf, type Part, planOf, type Subject } from './plan.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** What a body of a fragile function throws. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
}

/** How deep functions that call themselves go. */
const DEEPEST = 3;

/** The body itself, as `uncached` and `prime` run it too. */
export async function runBody(world: World, process: Process, subject: Subject): Promise<readonly number[] | null> {
  const { plan, r } = subject;
  const run = {
    key: keyOf(plan, r),
    process: process.name,
    call: world.context.call,
    ended: undefined as number | undefined,
  };
  world.bodies.push(run);
  const { hold } = world;
  world.hold = undefined;
  hold?.begun();
  const parts = plan.parts.map((part) => () => runPart(world, process, { ...subject, part }));
  const shown = plan.parallel ? await Promise.all(parts.map((part) => part())) : await inOrder(parts);
  await hold?.until;
  run.ended = world.moment();
  if (plan.fails && world.choice.pick(3) === 0) throw new BodyError(`${nameOf(plan, r)} failed`);
  return shown.includes(null) ? null : shown.flatMap((pairs) => pairs ?? []);
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
    return (await world.scheduler.within({ depth: depth + 1 }, () => process.call(nested))) ?? [];
  }
  await world.turn();
  const row = (r + part.row) % rows;
  const version = world.ledger.read(row, world.context.transaction);
  world.tell(() => `the body of ${nameOf(plan, r)} reads row ${row}: ${describe(version)}`);
  await world.turn();
  return plan.nulls !== undefined && isNull(version) ? null : [row, version.id];
}

function describe({ number, transaction }: ReturnType<World['ledger']['read']>): string {
  return number === undefined ? `what ${transaction?.name} wrote` : `version ${number}`;
}
