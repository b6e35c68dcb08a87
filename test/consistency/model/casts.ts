import { poller, reader, writer } from './actors.ts';
import { at } from './choice.ts';
import type { Cast } from './explore.ts';
import { evict } from './faults.ts';
import type { Steps } from './gate.ts';
import { refresh } from './invalidate.ts';
import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenarios.ts';
import type { World } from './world.ts';

const options = { lean: true, stampsFirst: false, sharing: false, width: 1 };

/** So many things vanish, one after the other, at any moment. */
function* losses(world: World, count: number): Steps {
  for (let left = count; left > 0; left -= 1) {
    evict(world);
    yield;
  }
}

function* refreshing(world: World): Steps {
  yield* refresh(world, at(world.processes, 0), at(world.scenario.plans, 0).key);
}

const start = (world: World, process: number, name: string, steps: (index: number) => Steps): void =>
  world.start(at(world.processes, process), `${name} in P${process + 1}`, steps(process));

const read = (world: World, process: number): void =>
  start(world, process, 'read', (index) => reader(world, at(world.processes, index)));

const write = (world: World, process: number): void =>
  start(world, process, 'write', (index) => writer(world, at(world.processes, index)));

const poll = (world: World, process: number): void =>
  start(world, process, 'poll', (index) => poller(world, at(world.processes, index)));

const tiny = (name: string, change: Partial<Scenario>): Scenario => ({
  ...scenarioOf(name),
  unstorable: false,
  timeouts: false,
  ...change,
});

const oneNode = [{ kind: 'steps', nodes: 1, buckets: 1 }] as const;
const oneScript = [{ kind: 'script', nodes: 1, buckets: 1 }] as const;
const oneKeyv = { kind: 'keyv', nodes: 1, buckets: 1 } as const;
const stamps = ['dependency', 'floor', 'bucket', 'counter'] as const;

/** Small worlds, tried in full. */
export const CASTS: readonly Cast[] = [
  {
    name: 'one load, one invalidation, two losses, in steps',
    about: 'floors, tokens and epochs',
    scenario: tiny('clusterFloors', { stores: oneNode, evictions: stamps }),
    options,
    interruptions: 3,
    play: (world) => {
      read(world, 0);
      write(world, 1);
      start(world, 0, 'losses', () => losses(world, 2));
    },
  },
  {
    name: 'two invalidations, one load, one loss, in steps',
    about: 'a slow invalidation must not revive what a newer one ended',
    scenario: tiny('clusterFloors', { stores: oneNode, evictions: ['bucket', 'dependency', 'floor'] }),
    options,
    interruptions: 2,
    play: (world) => {
      write(world, 0);
      read(world, 0);
      write(world, 1);
      start(world, 0, 'losses', () => losses(world, 1));
    },
  },
  {
    name: 'key invalidations in steps',
    about: 'tombstones and the floor of the key',
    scenario: tiny('clusterKeys', {
      stores: oneNode,
      writes: ['keys'],
      evictions: ['entry', 'keyFloor', 'keyBucket', 'counter'],
    }),
    options,
    interruptions: 3,
    play: (world) => {
      read(world, 0);
      write(world, 1);
      start(world, 0, 'losses', () => losses(world, 2));
    },
  },
  {
    name: 'one script, everything',
    about: 'load, invalidation by key or entity, refresh, losses',
    scenario: tiny('script', {
      stores: oneScript,
      plans: scenarioOf('clusterKeys').plans,
      rows: 1,
      writes: ['entity', 'keys', 'refresh'],
      evictions: ['entry', 'bucket', 'keyBucket', 'counter'],
    }),
    options,
    interruptions: 3,
    play: (world) => {
      read(world, 0);
      write(world, 1);
      start(world, 0, 'refresh', () => refreshing(world));
      start(world, 1, 'losses', () => losses(world, 1));
    },
  },
  {
    name: 'callers of one key',
    about: 'joining, refused writes and late comers of one process',
    scenario: tiny('flights', {
      stores: oneScript,
      plans: scenarioOf('clusterKeys').plans,
      rows: 1,
      writes: ['entity'],
    }),
    options,
    interruptions: 3,
    play: (world) => {
      read(world, 0);
      read(world, 0);
      read(world, 0);
      write(world, 1);
    },
  },
  {
    name: 'two functions that call each other',
    about: 'no wait for oneself',
    scenario: tiny('recursion', { stores: oneScript, plans: scenarioOf('recursion').plans.slice(0, 2) }),
    options,
    interruptions: 2,
    play: (world) => {
      read(world, 0);
      read(world, 0);
    },
  },
  {
    name: 'a function that calls another, in steps',
    about: 'an old inner result must not live on in an outer one',
    scenario: tiny('clusterNested', {
      stores: oneNode,
      rows: 1,
      writes: ['entity'],
      plans: [
        { key: 'outer', store: 0, parts: [{ call: 'inner' }], rowsOnly: true },
        { key: 'inner', store: 0, parts: [{ row: 0 }], rowsOnly: true },
      ],
    }),
    options,
    interruptions: 2,
    play: (world) => {
      read(world, 0);
      write(world, 1);
      read(world, 0);
    },
  },
  {
    name: 'memory in front',
    about: 'what is heard during a read',
    scenario: tiny('front', {
      stores: oneScript,
      rows: 1,
      writes: ['entity'],
      plans: scenarioOf('clusterKeys').plans,
      maxStaleness: 12,
    }),
    options,
    interruptions: 3,
    play: (world) => {
      poll(world, 0);
      read(world, 0);
      write(world, 1);
      poll(world, 0);
      read(world, 0);
    },
  },
  {
    name: 'one load, one invalidation, losses, on a Keyv',
    about: 'tokens of dependencies and of the key',
    scenario: tiny('keyv', {
      stores: [{ ...oneKeyv, evicts: true }],
      writes: ['entity', 'keys'],
      evictions: ['marks'],
    }),
    options,
    interruptions: 2,
    play: (world) => {
      read(world, 0);
      write(world, 1);
      start(world, 0, 'losses', () => losses(world, 1));
    },
  },
  {
    name: 'two loads by the clock, one invalidation, on a Keyv',
    about: 'first uses, stamps and markers',
    scenario: tiny('keyvLate', { stores: [oneKeyv], writes: ['entity'], clockSkew: 2 }),
    options,
    interruptions: 2,
    play: (world) => {
      read(world, 0);
      write(world, 1);
      read(world, 1);
    },
  },
];

/** A cast by its name. */
export function castOf(name: string): Cast {
  const cast = CASTS.find((one) => one.name === name);
  if (cast === undefined) throw new Error(`no cast ${name}`);
  return cast;
}
