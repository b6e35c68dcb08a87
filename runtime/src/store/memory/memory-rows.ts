/**
 * Rows in the process's memory.
 *
 * A dependency's stamp is kept only while an entry uses it (a count of uses); where it is not kept, its
 * bucket's floor stands for it, which the protocol allows at any time. So what invalidations remember is
 * bounded by the number of entries, however many names are invalidated. For the same reason a key's
 * tombstone is not kept at all: the key's floor decides.
 *
 * Clearing a function or everything sets the whole table aside in O(1); what was set aside is taken apart a
 * few entries at a time by later writes.
 */
import { BUCKETS } from '../../stamp/bucket.ts';
import { EVERYTHING } from '../../stamp/dependency.ts';
import { makeEpoch, type Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { Entry, WriteRequest } from '../port.ts';
import type { Durability, FloorKind, Rows } from '../rows.ts';
import type { IndexedEntry } from './indexed-entry.ts';
import { makeLinks, makeRingNode, moveFirst, pushFirst, type RingNode, takeOut } from './ring.ts';

interface Node extends IndexedEntry, RingNode {
  readonly key: string;
  readonly owner: OwnerTable;
}

/** The entries of one function. */
interface OwnerTable {
  readonly name: string;
  /** Head of the `own` ring. */
  readonly head: RingNode;
  size: number;
  /** Set aside by an invalidation of the whole function; no new entry joins it. */
  dropped: boolean;
}

interface DependencyCell {
  stamp: Stamp;
  uses: number;
}

/** How many set-aside entries a write takes apart. */
const SWEEP_STEP = 4;

export class MemoryRows implements Rows {
  readonly #now: () => Milliseconds;
  readonly #maxEntries: number;
  readonly #nodes = new Map<string, Node>();
  readonly #owners = new Map<string, OwnerTable>();
  readonly #dependencies = new Map<string, DependencyCell>();
  readonly #floors: Record<FloorKind, Float64Array | undefined> = { key: undefined, dependency: undefined };
  readonly #head = makeRingNode();
  /** Set by who only notes what is used, and touches it before anything else changes. */
  touchAll: (() => void) | undefined;
  readonly #dropped: OwnerTable[] = [];
  #present: Stamp = Object.freeze({ epoch: makeEpoch(), count: 1 });
  readonly #epoch = this.#present.epoch;

  constructor(options: { readonly maxEntries: number; readonly now: () => Milliseconds }) {
    this.#maxEntries = options.maxEntries;
    this.#now = options.now;
  }

  /** One process, one thread: nobody comes between. */
  atomically<T>(_durability: Durability, work: () => T): T {
    return work();
  }

  present(): Stamp {
    return this.#present;
  }

  next(): Stamp {
    this.touchAll?.();
    this.#present = Object.freeze({ epoch: this.#epoch, count: this.#present.count + 1 });
    return this.#present;
  }

  version(): number {
    return this.#present.count;
  }

  dependency(name: string): Stamp | undefined {
    return this.#dependencies.get(name)?.stamp;
  }

  adoptDependency(name: string, stamp: Stamp): void {
    this.#dependencies.set(name, { stamp, uses: 0 });
  }

  raiseDependency(name: string, stamp: Stamp): void {
    const cell = this.#dependencies.get(name);
    if (cell !== undefined) cell.stamp = stamp;
    if (name === EVERYTHING) {
      for (const owner of this.#owners.values()) this.#drop(owner);
      this.#owners.clear();
      return;
    }
    const owner = this.#owners.get(name);
    if (owner === undefined) return;
    this.#owners.delete(name);
    this.#drop(owner);
  }

  floor(kind: FloorKind, bucket: number): Stamp {
    return { epoch: this.#epoch, count: this.#floors[kind]?.[bucket] ?? 0 };
  }

  setFloor(kind: FloorKind, bucket: number, stamp: Stamp): void {
    const floors = this.#floors[kind] ?? new Float64Array(BUCKETS);
    this.#floors[kind] = floors;
    floors[bucket] = stamp.count;
  }

  entry(key: string): IndexedEntry | undefined {
    const node = this.#nodes.get(key);
    return node === undefined || node.owner.dropped ? undefined : node;
  }

  stampAt(key: string): Stamp | undefined {
    return this.entry(key)?.stamp;
  }

  touch(row: Entry): void {
    this.touchAll?.();
    // Rows handed out by `entry` are this class's own nodes.
    const node = row as Node;
    moveFirst('all', this.#head, node);
    moveFirst('own', node.owner.head, node);
  }

  putEntry(write: WriteRequest): void {
    this.touchAll?.();
    // The new entry's uses come first: they keep the stamps that only the standing entry uses.
    for (const name of write.dependencies) this.#use(name);
    const standing = this.#nodes.get(write.key);
    if (standing !== undefined) this.#remove(standing);
    const owner = this.#ownerOf(write.owner);
    // One literal, so that V8 keeps its fields in the object itself.
    const node: Node = {
      all: makeLinks(),
      own: makeLinks(),
      key: write.key,
      owner,
      value: write.value,
      stamp: write.stamp,
      dependencies: write.dependencies,
      expiresAt: this.#now() + write.ttl,
      provenAt: -1,
      atHand: undefined,
    };
    this.#nodes.set(write.key, node);
    pushFirst('all', this.#head, node);
    pushFirst('own', owner.head, node);
    owner.size++;
    this.#makeRoom(owner, write.maxSize);
  }

  /** The key's floor decides; a tombstone more would tell nothing. */
  putTombstone(key: string): void {
    const node = this.#nodes.get(key);
    if (node !== undefined) this.#remove(node);
  }

  countOf(owner: string): number {
    return this.#owners.get(owner)?.size ?? 0;
  }

  /** Number of entries in memory, set-aside ones included; for tests of the bound. */
  countAll(): number {
    return this.#nodes.size;
  }

  dispose(): void {
    // What an index still has is older than this.
    this.next();
    this.#nodes.clear();
    this.#owners.clear();
    this.#dependencies.clear();
    this.#dropped.length = 0;
    this.#head.all.next = this.#head.all.previous = this.#head;
  }

  #ownerOf(name: string): OwnerTable {
    const known = this.#owners.get(name);
    if (known !== undefined) return known;
    const made: OwnerTable = { name, head: makeRingNode(), size: 0, dropped: false };
    this.#owners.set(name, made);
    return made;
  }

  #use(name: string): void {
    const cell = this.#dependencies.get(name);
    if (cell !== undefined) cell.uses++;
  }

  #release(name: string): void {
    const cell = this.#dependencies.get(name);
    if (cell !== undefined && --cell.uses === 0) this.#dependencies.delete(name);
  }

  #remove(node: Node): void {
    this.#nodes.delete(node.key);
    node.atHand?.remove();
    takeOut('all', node);
    takeOut('own', node);
    node.owner.size--;
    for (const name of node.dependencies) this.#release(name);
  }

  #makeRoom(owner: OwnerTable, maxSize: number | undefined): void {
    this.#sweep();
    while (maxSize !== undefined && owner.size > maxSize) this.#removeLast('own', owner.head);
    while (this.#nodes.size > this.#maxEntries) this.#removeLast('all', this.#head);
    const last = this.#head.all.previous;
    // The least recently used entry that has expired goes, so that a quiet cache shrinks without a timer.
    if (last !== this.#head && (last as Node).expiresAt <= this.#now()) this.#removeLast('all', this.#head);
  }

  #removeLast(ring: 'all' | 'own', head: RingNode): void {
    const last = head[ring].previous;
    // Whatever stands in a ring besides its head is a node.
    if (last !== head) this.#remove(last as Node);
  }

  #drop(owner: OwnerTable): void {
    owner.dropped = true;
    this.#dropped.push(owner);
  }

  #sweep(): void {
    for (let left = SWEEP_STEP; left > 0; ) {
      const owner = this.#dropped.at(-1);
      if (owner === undefined) return;
      if (owner.size === 0) {
        this.#dropped.pop();
      } else {
        this.#removeLast('own', owner.head);
        left--;
      }
    }
  }
}
