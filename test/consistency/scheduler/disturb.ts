import { oneOf } from './choice.ts';
import { TTL } from './compile-function.ts';
import type { Snapshot } from './map-rows.ts';
import type { World } from './world.ts';

/** What may happen to a store and to the clock. */
export type Disturbance = 'garbage' | 'entry' | 'dependency' | 'floor' | 'counter' | 'everything' | 'restart' | 'clock';

/** Disturbs again and again, in one of these ways. */
export async function disturb(world: World, ways: readonly Disturbance[], times: number): Promise<void> {
  const { choice, rows } = world;
  let snapshot: Snapshot = rows.snapshot();
  for (let i = 0; i < times; i++) {
    await world.turn();
    world.counts.losses++;
    const way = oneOf(choice, ways);
    if (way === 'restart' && choice.pick(2) === 0) {
      snapshot = rows.snapshot();
      world.tell(() => 'the store writes a snapshot');
    } else {
      const said = disturbOnce(world, way, snapshot);
      world.tell(() => said);
    }
  }
}

/** Disturbs once; answers what it did. */
export function disturbOnce(world: World, way: Disturbance, snapshot: Snapshot): string {
  const { choice, rows } = world;
  if (world.options.store === 'keyv' && way !== 'clock') return disturbKeyv(world, way);
  switch (way) {
    case 'counter':
      rows.loseCounter();
      return 'the store loses its counter';
    case 'everything':
      rows.loseEverything();
      return 'the store loses everything';
    case 'restart':
      rows.restore(snapshot);
      return 'the store restarts from the snapshot, in a new epoch';
    case 'garbage':
      return `the store garbles ${rows.garble((count) => choice.pick(count))}`;
    case 'clock':
      world.clock += 1 + choice.pick(2 * TTL);
      return `the clock moves on to ${world.clock}`;
    default:
      return `the store loses ${rows.lose(way, (count) => choice.pick(count))}`;
  }
}

/** All rows that are no entries are marks; a Keyv has no floors and no counter. */
function disturbKeyv({ keyvRows, choice, options }: World, way: Disturbance): string {
  const pick = (count: number): number => choice.pick(count);
  const losesMarks = options.keyv?.promise === 'besteffort';
  if (way === 'garbage' && losesMarks) return `the store garbles ${keyvRows.garble(pick)}`;
  if (way === 'dependency' && losesMarks) return `the store loses ${keyvRows.lose(pick, false)}`;
  if (way === 'everything') {
    keyvRows.loseEverything();
    return 'the store loses everything';
  }
  return `the store loses ${keyvRows.lose(pick, true)}`;
}
