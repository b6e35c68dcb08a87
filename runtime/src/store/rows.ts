import type { Stamp } from '../stamp/stamp.ts';
import type { Entry, WriteRequest } from './port.ts';

/** Keys and dependencies have floors of their own, so that invalidating a tag never refuses the write of a key. */
export type FloorKind = 'key' | 'dependency';

/** An entry as it stands in a row. */
export interface EntryRow extends Entry {
  /** `Rows.version()` when all dependencies were last found good; -1: never. */
  provenAt: number;
}

/** Stands where an invalidated entry stood: a write with an older stamp loses to it. */
export interface Tombstone {
  readonly tombstone: true;
  readonly stamp: Stamp;
}

/**
 * `lasting`: what is acknowledged survives also a failure of power. `passing`: it survives the process; where power
 * fails, the last changes may be lost together, and the cache is only colder.
 */
export type Durability = 'passing' | 'lasting';

/**
 * Rows that can be read, and changed atomically: memory, or a database transaction. Any row may be lost at
 * any time (evicted, flushed) without making the protocol serve anything stale.
 *
 * Reading needs no transaction: each row is read at the moment it is asked for, and what is asked for later is never
 * older. An entry is read before the stamps it is judged by, and that is all that the rules need.
 */
export interface Rows {
  /** Runs the work so that nobody else sees or changes rows meanwhile. Where it throws, nothing has changed. */
  atomically<T>(durability: Durability, work: () => T): T;
  /** The counter as it stands; made anew with a new epoch where it was lost. */
  present(): Stamp;
  /** Counts one up. */
  next(): Stamp;
  /** A number that changes whenever any dependency's stamp may have changed, as far as the rows read so far tell. */
  version(): number;
  dependency(name: string): Stamp | undefined;
  /** A dependency seen for the first time by an entry that is put next. */
  adoptDependency(name: string, stamp: Stamp): void;
  /** An invalidation. */
  raiseDependency(name: string, stamp: Stamp): void;
  floor(kind: FloorKind, bucket: number): Stamp | undefined;
  setFloor(kind: FloorKind, bucket: number, stamp: Stamp): void;
  entry(key: string): EntryRow | Tombstone | undefined;
  /** The stamp of what stands at the key. */
  stampAt(key: string): Stamp | undefined;
  /** The entry was served: it is now the most recently used one. */
  touch(row: EntryRow): void;
  putEntry(write: WriteRequest): void;
  putTombstone(key: string, stamp: Stamp): void;
  countOf(owner: string): number | undefined;
  dispose(): void;
}
