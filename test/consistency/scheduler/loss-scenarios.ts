import type { Snapshot } from './map-rows.ts';
import type { Scenario } from './scenario.ts';
import { after, changes, loses, overtaking, overtakingWithLoss, prepared, reads, SHARED } from './small-actors.ts';
import type { World } from './world.ts';

/** Small scenarios in which the store loses rows. */
export const LOSS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'lost dependency',
    about: 'dependencies are lost between an invalidation and a late write',
    options: SHARED,
    start: overtakingWithLoss('tag', ['dependency']),
  },
  {
    name: 'lost rows',
    about: 'dependencies and floors are lost between an invalidation and a late write',
    options: SHARED,
    start: overtakingWithLoss('tag', ['dependency', 'floor']),
  },
  {
    name: 'lost key',
    about: 'the tombstone of a key is lost between its invalidation and a late write',
    options: SHARED,
    start: overtakingWithLoss('key', ['entry']),
  },
  {
    name: 'lost refresh',
    about: 'the entry of a refresh is lost before a late write',
    options: SHARED,
    start: overtakingWithLoss('refresh', ['entry']),
  },
  {
    name: 'refresh beside a loss',
    about: 'a refresh ends after another key of its bucket was invalidated, and tombstone and floor were lost',
    options: { ...SHARED, rows: 2, buckets: 1 },
    start: after(
      (world) => [reads(world, 'p1'), reads(world, 'p1', { r: 1 }), changes(world, 'p2', { by: 'key', row: 1 })],
      (world) => {
        const others = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        const [refreshed, loaded] = others;
        world.start('refresher', async () => {
          await changes(world, 'p1', { by: 'refresh' })();
          refreshed?.resolve();
        });
        world.start('early reader', async () => {
          await reads(world, 'p1', { r: 1 })();
          loaded?.resolve();
        });
        world.start('writer', async () => {
          await changes(world, 'p2', { by: 'key', row: 1 })();
          await loses(world, [{ kind: 'entry', name: 'hf:app:row(r=1)' }, { kind: 'floor' }])();
          await Promise.all(others.map(({ promise }) => promise));
          await reads(world, 'p1', { r: 1 })();
        });
      },
    ),
  },
  {
    name: "lost dependency of the asker's",
    about: 'of two functions with one key, one asks for what the other stored, and its own dependency was lost',
    options: { ...SHARED, plans: ['item', 'other'] },
    start: after(
      (world) => [reads(world, 'p1', { plan: 'item' })],
      (world) => {
        world.start('writer', async () => {
          await changes(world, 'p2', { by: 'other tag' })();
          await loses(world, [{ kind: 'dependency', name: 't:other:0' }])();
        });
        world.start('late reader', reads(world, 'p1', { plan: 'other' }));
      },
    ),
  },
  {
    name: 'restart',
    about: 'the store restarts from a snapshot that lacks an acknowledged invalidation, while a load runs',
    options: SHARED,
    start: prepared((world) => {
      const snapshot = world.rows.snapshot();
      overtaking('p2', 'tag')(world);
      world.start('store', async () => restart(world, snapshot));
    }),
  },
  {
    name: 'restart with an entry',
    about: 'the store restarts from a snapshot that still has an entry which was invalidated since',
    options: SHARED,
    start: after(
      (world) => [reads(world, 'p1')],
      (world) => {
        const snapshot = world.rows.snapshot();
        world.start('writer', changes(world, 'p2', { by: 'tag' }));
        world.start('store', async () => restart(world, snapshot));
        world.start('late reader', reads(world, 'p1'));
      },
    ),
  },
];

function restart(world: World, snapshot: Snapshot): void {
  world.rows.restore(snapshot);
  world.tell(() => 'the store restarts from the snapshot, in a new epoch');
}
