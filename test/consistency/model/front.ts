import { at } from './choice.ts';
import type { Entry, Log, Message } from './node.ts';
import type { Process } from './process.ts';
import { covers, epochOf, type Stamp, sameEpoch } from './stamp.ts';
import { keyName } from './store.ts';
import type { World } from './world.ts';

/** Buckets of what was heard: few, on purpose. */
const BUCKETS = 4;

/** Memory in front of a shared store: some entries, what was heard of others' invalidations, and since when. */
export class Front {
  /** Rises when the memory is emptied; a read that was sent before installs nothing afterwards. */
  generation = 0;
  polling = false;
  /** For the broken variant that trusts a timer. */
  timerSaysFresh = false;
  private readonly world: World;
  private readonly process: Process;
  private readonly maxStaleness: number;
  private readonly entries = new Map<string, Entry>();
  private readonly newest = new Map<number, Stamp>();
  private epoch = 0;
  private position = { id: -1, next: 0 };
  private suspendedAtPoll = 0;
  private polledAt = Number.NEGATIVE_INFINITY;

  constructor(world: World, process: Process, maxStaleness: number) {
    this.world = world;
    this.process = process;
    this.maxStaleness = maxStaleness;
  }

  /** An entry, if the last poll began recently enough by the clock, which is read now. */
  serve(key: string): Entry | undefined {
    const { world } = this;
    const fresh = world.off.clockAtHit ? this.timerSaysFresh : this.age() < this.maxStaleness;
    return fresh || world.off.stalenessBound ? this.entries.get(key) : undefined;
  }

  /** Since the last poll began, by the clock that says more: a suspended machine has no monotonic time. */
  private age(): number {
    const { process, world } = this;
    const asleep = world.off.bothClocks ? process.suspended - this.suspendedAtPoll : 0;
    return world.time - this.polledAt - asleep;
  }

  /** Keeps what a read or a write brought, unless something newer was heard meanwhile. */
  install(key: string, entry: Entry, generation: number): void {
    const { off } = this.world;
    if (generation !== this.generation && !off.frontGeneration) return;
    if (!off.heardDuringRead) {
      if (!this.mayInstall(keyName(key), entry.stamp)) return;
      for (let index = 0; index < entry.dependencies.length; index += 1) {
        if (!this.mayInstall(at(entry.dependencies, index), at(entry.asOf, index))) return;
      }
    }
    this.entries.set(key, entry);
  }

  private mayInstall(name: string, asOf: Stamp): boolean {
    const heard = this.newest.get(this.world.bucketOf(name, BUCKETS));
    return heard === undefined || !sameEpoch(heard, asOf) || heard <= asOf;
  }

  /** One message, from a poll, from the channel or from an own invalidation. */
  hear(message: Message): void {
    const { name, stamp } = message;
    if (epochOf(stamp) !== this.epoch && !this.world.off.heardEpoch) {
      this.empty();
      this.epoch = epochOf(stamp);
    }
    const bucket = this.world.bucketOf(name, BUCKETS);
    const known = this.newest.get(bucket);
    if (known === undefined || !sameEpoch(known, stamp) || known < stamp) this.newest.set(bucket, stamp);
    for (const [key, entry] of this.entries) {
      if (keyName(key) === name && !covers(entry.stamp, stamp)) this.entries.delete(key);
      const index = entry.dependencies.indexOf(name);
      if (index >= 0 && !covers(at(entry.asOf, index), stamp)) this.entries.delete(key);
    }
  }

  /** Applies what a poll read. */
  applyPoll(log: Log, began: number, suspended: number): void {
    const { off } = this.world;
    const end = log.first + log.lines.length;
    const gap = log.id !== this.position.id || this.position.next < log.first || this.position.next > end;
    if (gap && !off.gapEmpties) this.empty();
    const from = gap && !(off.gapEmpties && this.position.next <= end) ? end : Math.max(log.first, this.position.next);
    for (const message of log.lines.slice(from - log.first)) this.hear(message);
    this.position = { id: log.id, next: end };
    this.polledAt = off.pollBegan ? this.world.time : began;
    this.suspendedAtPoll = suspended;
    this.timerSaysFresh = true;
    if (this.world.story !== undefined)
      this.world.say(`${this.process.name} polled the log up to ${end}${gap ? ', with a gap' : ''}`);
  }

  private empty(): void {
    this.entries.clear();
    this.newest.clear();
    this.generation += 1;
  }

  forget(): void {
    this.empty();
    this.position = { id: -1, next: 0 };
    this.polledAt = Number.NEGATIVE_INFINITY;
    this.timerSaysFresh = false;
    this.polling = false;
  }

  /** The timer of the broken variant. */
  tick(): void {
    if (this.world.time - this.polledAt >= this.maxStaleness) this.timerSaysFresh = false;
  }
}
