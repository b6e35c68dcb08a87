import { Gate } from './gate.ts';
import type { Value } from './node.ts';
import type { Process } from './process.ts';
import type { Stamp } from './stamp.ts';

/** What a body computed, with what is known of its age. */
export interface Draft {
  readonly value: Value;
  readonly dependencies: readonly string[];
  /** For each dependency the newest stamp of it that the value is known to contain. */
  readonly asOf: readonly Stamp[];
  /** A nested call was answered by memory in front: this value is bounded, not strict. */
  readonly memory: boolean;
}

/** One computation that others may join. */
export class Flight {
  readonly key: string;
  readonly process: Process;
  readonly name: string;
  /** In the order of events: when it could be joined first, before its body. */
  readonly began: number;
  /** The flight in whose body it was called. */
  readonly parent: Flight | undefined;
  /** The flights that calls in its body wait for now. */
  readonly waitsFor = new Set<Flight>();
  readonly done = new Gate();
  stamp: Stamp;
  /** Until the write is sent. */
  open = true;
  accepted = false;
  /** The store answered the write, whatever it said. */
  answered = false;
  draft: Draft | undefined;

  constructor(key: string, process: Process, began: number, stamp: Stamp, parent: Flight | undefined, id: number) {
    this.key = key;
    this.process = process;
    this.began = began;
    this.stamp = stamp;
    this.parent = parent;
    this.name = `F${id}`;
  }
}

/** Whether waiting for `flight` from inside `inner` would wait for itself. */
export function leadsBack(flight: Flight, inner: Flight | undefined): boolean {
  if (inner === undefined) return false;
  for (let around: Flight | undefined = inner; around !== undefined; around = around.parent) {
    if (around === flight) return true;
  }
  for (const next of flight.waitsFor) if (leadsBack(next, inner)) return true;
  return false;
}
