import { at, oneOf } from './choice.ts';
import type { Steps } from './gate.ts';
import { copyData, emptyData, type Node, type NodeData } from './node.ts';
import type { Process } from './process.ts';
import type { Eviction } from './scenario.ts';
import { failOver, keyName, Store } from './store.ts';
import type { World } from './world.ts';

/** Something that one server holds is gone. */
export function evict(world: World): void {
  const store = oneOf(world.pick, at(world.processes, 0).stores);
  const { data } = oneOf(world.pick, store.nodes);
  const what = oneOf(world.pick, world.scenario.evictions);
  const gone = drop(world, store, data, what);
  if (world.story !== undefined) world.say(`the store evicts the ${what} ${gone ?? ''}`);
}

function drop(world: World, store: Store, data: NodeData, what: Eviction): string | number | undefined {
  switch (what) {
    case 'entry':
      return dropOne(world, data.entries);
    case 'dependency':
      return dropOne(world, data.dependencies);
    case 'mark':
      world.losses += 1;
      return dropOne(world, data.marks);
    case 'marks': {
      world.losses += 1;
      const place = dropOne(world, data.marks);
      for (const other of data.marks.keys()) if (other.slice(2) === place?.slice(2)) data.marks.delete(other);
      return place;
    }
    case 'floor':
      return dropOne(world, data.floors);
    case 'keyFloor':
      return dropOne(world, data.keyFloors);
    case 'bucket': {
      const bucket = dropOne(world, data.floors);
      for (const name of data.dependencies.keys()) if (store.bucketOf(name) === bucket) data.dependencies.delete(name);
      return bucket;
    }
    case 'keyBucket': {
      const bucket = dropOne(world, data.keyFloors);
      for (const key of data.entries.keys()) if (store.bucketOf(keyName(key)) === bucket) data.entries.delete(key);
      return bucket;
    }
    case 'counter':
      data.counter = undefined;
      return undefined;
    case 'log':
      data.log = undefined;
      return undefined;
  }
}

function dropOne<K>(world: World, map: Map<K, unknown>): K | undefined {
  if (map.size === 0) return undefined;
  let left = world.pick(map.size);
  for (const key of map.keys()) {
    if (left === 0) {
      map.delete(key);
      return key;
    }
    left -= 1;
  }
  return undefined;
}

/** Two evictions in one go: what decides is often a pair. */
export function* evictor(world: World): Steps {
  for (let count = 1 + world.pick(3); count > 0; count -= 1) {
    evict(world);
    yield;
  }
}

/** Everything that the stores hold is gone. */
export function flush(world: World): void {
  for (const store of at(world.processes, 0).stores) for (const node of store.nodes) node.data = emptyData();
  world.losses += 1;
  world.say('the store is flushed');
}

const anyNode = (world: World): Node => oneOf(world.pick, oneOf(world.pick, at(world.processes, 0).stores).nodes);

/** The replica receives what its master has now. */
export function sync(world: World): void {
  const node = anyNode(world);
  node.replica = copyData(node.data);
  world.say('a replica has caught up');
}

/** A replica takes over, or a server restarts from an older snapshot. */
export function promote(world: World): void {
  const restart = world.pick(3) === 0;
  const node = anyNode(world);
  const mark = failOver(world, node, restart);
  if (world.off.markFirst)
    world.start(at(world.processes, 0), 'the marks that connections use', learnLate(node, mark, 1 + world.pick(6)));
  else node.mark = mark;
  world.say(restart ? 'a server restarts from an older snapshot' : 'a replica takes over with what it had');
}

/** The broken variant: commands are sent again over a new connection before it has asked whom it talks to. */
function* learnLate(node: Node, mark: number, steps: number): Steps {
  for (let left = steps; left > 0; left -= 1) yield;
  node.mark = mark;
}

/** The limit: the old master still serves one process while another already talks to the new one. */
export function* split(world: World): Steps {
  const left = at(world.processes, 0);
  const right = at(world.processes, 1);
  const old = at(left.stores, 0);
  if (old !== at(right.stores, 0)) return;
  const nodes = old.nodes.map((node) => ({
    ...node,
    data: copyData(node.data),
    replica: copyData(node.data),
    mark: world.newId(),
  }));
  const promoted = new Store(world, old.index, old.shape, nodes);
  right.stores[0] = promoted;
  world.say(`${right.name} talks to a new master, ${left.name} still to the old one`);
  for (let count = 5 + world.pick(30); count > 0; count -= 1) yield;
  left.stores[0] = promoted;
  world.say(`${left.name} has found the new master`);
}

/** A process dies at any point, with everything it knew. */
export function crash(world: World): void {
  const process = oneOf(world.pick, world.processes);
  for (const actor of world.allActors) {
    if (actor.process !== process) continue;
    actor.dead = true;
    actor.steps.return();
  }
  for (let index = world.ready.length - 1; index >= 0; index -= 1) {
    if (at(world.ready, index).dead) world.ready.splice(index, 1);
  }
  for (const actor of world.allActors) if (actor.dead) world.allActors.delete(actor);
  process.forget(1000 + world.newId());
  process.connect();
  process.frozen = false;
  world.say(`${process.name} crashes and starts anew`);
}

/** A process cannot reach its store for a while. */
export function* outage(world: World, process: Process): Steps {
  if (world.pick(2) === 0) {
    process.failures += 1;
    world.say(`the next command of ${process.name} fails`);
    return;
  }
  process.down = true;
  world.say(`${process.name} loses its connection`);
  for (let count = 3 + world.pick(20); count > 0; count -= 1) yield;
  process.down = false;
  world.say(`${process.name} has its connection back`);
}

/** A process stands still while the clock runs on. */
export function* freeze(world: World, process: Process): Steps {
  process.frozen = true;
  const suspended = world.pick(2) === 0;
  const from = world.time;
  world.say(`${process.name} is ${suspended ? 'suspended with its machine' : 'frozen'}`);
  for (let count = 2 + world.pick(6); count > 0; count -= 1) {
    yield;
    world.time += world.pick(2 * (world.scenario.maxStaleness ?? 1));
  }
  process.frozen = false;
  if (suspended) process.suspended += world.time - from;
  world.say(`${process.name} goes on`);
}
