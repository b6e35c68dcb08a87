import { at } from './choice.ts';
import { type Cell, copyData, type Entry, emptyData, type Log, type Message, type Node } from './node.ts';
import type { StoreShape } from './scenario.ts';
import { ABSENT, epochNumber, isStamp, type Stamp, stampOf } from './stamp.ts';
import type { World } from './world.ts';

const LOG_CAP = 4;

/**
 * The state of one configured store: what its servers hold, and the smallest operations that are atomic
 * everywhere. What a rule makes of them is in `bucket-scripts.ts` and `key-scripts.ts`.
 */
export class Store {
  readonly world: World;
  readonly index: number;
  readonly shape: StoreShape;
  readonly nodes: readonly Node[];
  /** In a cluster each value carries its node's mark; elsewhere the counter's epoch says it for all. */
  private readonly marked: boolean;

  constructor(world: World, index: number, shape: StoreShape, nodes?: readonly Node[]) {
    this.world = world;
    this.index = index;
    this.shape = shape;
    this.marked = shape.kind === 'steps' && !world.off.nodeMarks;
    this.nodes = nodes ?? Array.from({ length: shape.nodes }, () => newNode(world));
  }

  /** The counter lives on the first node, alone there if there are several. */
  present(): Stamp {
    return this.counter().stamp;
  }

  next(): Stamp {
    const node = at(this.nodes, 0);
    const stamp = this.counter().stamp + 1;
    node.data.counter = { stamp, mark: node.mark };
    return stamp;
  }

  /** The counter as it stands; a lost one, or one of another server history, begins a new epoch. */
  private counter(): Cell {
    const node = at(this.nodes, 0);
    const cell = node.data.counter;
    if (cell !== undefined && (cell.mark === node.mark || this.world.off.newServerNewEpoch)) return cell;
    const fresh = { stamp: this.newEpoch(), mark: node.mark };
    node.data.counter = fresh;
    return fresh;
  }

  private newEpoch(): Stamp {
    if (this.world.off.epochs) return stampOf(epochNumber(0, 1), 1);
    this.world.epochs += 1;
    return stampOf(epochNumber(this.world.pick(1000), this.world.epochs), 1);
  }

  nodeOfBucket(bucket: number): Node {
    return at(this.nodes, (bucket + 1) % this.nodes.length);
  }

  nodeOf(name: string): Node {
    return this.nodeOfBucket(this.world.bucketOf(name, this.shape.buckets));
  }

  bucketOf(name: string): number {
    return this.world.bucketOf(name, this.shape.buckets);
  }

  dependency(name: string): Stamp {
    return this.trusted(this.nodeOf(name), this.nodeOf(name).data.dependencies.get(name));
  }

  setDependency(name: string, stamp: Stamp): void {
    const node = this.nodeOf(name);
    node.data.dependencies.set(name, { stamp, mark: node.mark });
  }

  deleteDependency(name: string): void {
    this.nodeOf(name).data.dependencies.delete(name);
  }

  floor(bucket: number): Stamp {
    const node = this.nodeOfBucket(bucket);
    return this.trusted(node, node.data.floors.get(bucket));
  }

  setFloor(bucket: number, stamp: Stamp): void {
    const node = this.nodeOfBucket(bucket);
    node.data.floors.set(bucket, { stamp, mark: node.mark });
  }

  keyFloor(bucket: number): Stamp {
    const node = this.nodeOfBucket(bucket);
    return this.trusted(node, node.data.keyFloors.get(bucket));
  }

  setKeyFloor(bucket: number, stamp: Stamp): void {
    const node = this.nodeOfBucket(bucket);
    node.data.keyFloors.set(bucket, { stamp, mark: node.mark });
  }

  entry(key: string): Entry | undefined {
    const node = this.nodeOf(keyName(key));
    const entry = node.data.entries.get(key);
    return entry === undefined || (this.marked && entry.mark !== node.mark) ? undefined : entry;
  }

  setEntry(key: string, entry: Entry): void {
    const node = this.nodeOf(keyName(key));
    node.data.entries.set(key, { ...entry, mark: node.mark });
  }

  deleteEntry(key: string): void {
    this.nodeOf(keyName(key)).data.entries.delete(key);
  }

  private trusted(node: Node, cell: Cell | undefined): Stamp {
    return cell === undefined || (this.marked && cell.mark !== node.mark) ? ABSENT : cell.stamp;
  }

  private get logNode(): Node {
    return at(this.nodes, this.nodes.length - 1);
  }

  /** The log as it stands; a lost one, or one of another server history, begins anew under another id. */
  log(): Log {
    const node = this.logNode;
    const log = node.data.log;
    if (log !== undefined && (log.mark === node.mark || this.world.off.logIdentity)) return log;
    const fresh = { id: this.world.off.logIdentity ? 0 : this.world.newId(), first: 0, lines: [], mark: node.mark };
    node.data.log = fresh;
    return fresh;
  }

  append(messages: readonly Message[]): void {
    const log = this.log();
    this.world.channel.push(...messages);
    if (this.world.channel.length > 6) this.world.channel.splice(0, this.world.channel.length - 6);
    const lines = [...log.lines, ...messages.filter((message) => isStamp(message.stamp))];
    const surplus = Math.max(0, lines.length - LOG_CAP);
    this.logNode.data.log = { ...log, first: log.first + surplus, lines: lines.slice(surplus) };
  }
}

/** The name of a key's own slot, among the names of dependencies. */
export const keyName = (key: string): string => `k:${key}`;

function newNode(world: World): Node {
  const runIds: [number, number] = [world.newId(), world.newId()];
  return { data: emptyData(), replica: emptyData(), mark: runIds[0], machine: 0, runIds };
}

/**
 * The replica takes over, or the server restarts from an older snapshot. The data is what had arrived
 * there; its values keep the marks of the history in which they were written. Returns the new mark, which
 * every connection learns before its first command.
 */
export function failOver(world: World, node: Node, restart: boolean): number {
  if (restart) node.runIds[node.machine === 0 ? 0 : 1] = world.newId();
  else node.machine = 1 - node.machine;
  const runId = node.runIds[node.machine === 0 ? 0 : 1];
  node.data = node.replica;
  node.replica = copyData(node.data);
  // A promotion changes the replication id even where the same process is promoted a second time.
  return world.off.replicationId ? runId : world.newId();
}
