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

/** One run of a body. A batch computes several keys in one. */
export class Computation {
  /** The computation in whose body it was called. */
  readonly parent: Computation | undefined;
  /** The flights that calls in its body wait for now. */
  readonly waitsFor = new Set<Flight>();

  constructor(parent: Computation | undefined) {
    this.parent = parent;
  }
}

/** The result of a computation for one key, which others may join. */
export class Flight {
  readonly key: string;
  readonly process: Process;
  readonly name: string;
  /** In the order of events: when it could be joined first, before its body. */
  readonly began: number;
  readonly computation: Computation;
  readonly done = new Gate();
  stamp: Stamp;
  /** Until the write is sent. */
  open = true;
  accepted = false;
  /** The store answered the write, whatever it said. */
  answered = false;
  draft: Draft | undefined;

  constructor(key: string, process: Process, began: number, stamp: Stamp, computation: Computation, id: number) {
    this.key = key;
    this.process = process;
    this.began = began;
    this.stamp = stamp;
    this.computation = computation;
    this.name = `F${id}`;
  }
}

/** Whether waiting for `flight` from inside `inner` would wait for itself. */
export function leadsBack(flight: Flight, inner: Computation | undefined): boolean {
  for (let around = inner; around !== undefined; around = around.parent) {
    if (around === flight.computation) return true;
  }
  if (inner === undefined) return false;
  for (const next of flight.computation.waitsFor) if (leadsBack(next, inner)) return true;
  return false;
}
