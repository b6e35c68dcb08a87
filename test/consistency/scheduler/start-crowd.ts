import { readAtRandom, switchOffAndOn, transactAtRandom, writeAtRandom } from './actors.ts';
import { type Disturbance, disturb } from './disturb.ts';
import type { InvalidateBy } from './invalidate.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** How many of each there are for every process, and how often each acts. */
export interface Crowd {
  readonly readers: number;
  readonly reads: number;
  readonly writers?: number;
  readonly writes?: number;
  readonly ways?: readonly InvalidateBy[];
  readonly transactions?: number;
  readonly switches?: number;
  /** Once for all processes. */
  readonly disturbances?: readonly Disturbance[];
  readonly disturbed?: number;
}

/** Starts such actors in each process. `size` 1 is as said; smaller values make shorter stories. */
export function startCrowd(crowd: Crowd): (world: World, size: number) => void {
  return (world, size) => {
    const scaled = (times: number | undefined): number => Math.ceil((times ?? 0) * size);
    for (const process of world.processes) startIn(world, process, { crowd, scaled });
    const { disturbances, disturbed } = crowd;
    if (disturbances !== undefined) world.start('disturber', () => disturb(world, disturbances, scaled(disturbed)));
  };
}

function startIn(
  world: World,
  process: Process,
  { crowd, scaled }: { readonly crowd: Crowd; readonly scaled: (times: number | undefined) => number },
): void {
  const { name } = process;
  for (let i = 1; i <= crowd.readers; i++) {
    world.start(`${name} reader ${i}`, () => readAtRandom(world, process, scaled(crowd.reads)));
  }
  for (let i = 1; i <= (crowd.writers ?? 0); i++) {
    const writes = { ways: crowd.ways ?? ['tag'], times: scaled(crowd.writes) };
    world.start(`${name} writer ${i}`, () => writeAtRandom(world, process, writes));
  }
  if (crowd.transactions !== undefined) {
    const transactions = { name: `${name} transaction`, times: scaled(crowd.transactions) };
    world.start(transactions.name, () => transactAtRandom(world, process, transactions));
  }
  if (crowd.switches !== undefined) {
    world.start(`${name} operator`, () => switchOffAndOn(world, process, scaled(crowd.switches)));
  }
}
