import type { Stamp } from '../../../runtime/src/stamp/stamp.ts';
import type { WriteRequest } from '../../../runtime/src/store/port.ts';
import type { Durability, EntryRow, FloorKind, Rows, Tombstone } from '../../../runtime/src/store/rows.ts';
import type { Milliseconds } from '../../../runtime/src/units.ts';

export type RowKind = 'entry' | 'dependency' | 'floor';

/** All rows at one moment. */
export interface Snapshot {
  readonly entries: ReadonlyMap<string, EntryRow | Tombstone>;
  readonly dependencies: ReadonlyMap<string, Stamp>;
  readonly floors: ReadonlyMap<string, Stamp>;
}

/**
 * Rows in plain maps where anything can be lost at any time, and that can be set back to what they were earlier.
 * Names share few buckets, so that floors are shared as they are among millions of names.
 */
export class MapRows implements Rows {
  readonly #now: () => Milliseconds;
  readonly #buckets: number;
  #entries = new Map<string, EntryRow | Tombstone>();
  #dependencies = new Map<string, Stamp>();
  #floors = new Map<string, Stamp>();
  #counter: Stamp | undefined;
  #epochs = 0;
  #version = 0;

  constructor(options: { readonly now: () => Milliseconds; readonly buckets: number }) {
    this.#now = options.now;
    this.#buckets = options.buckets;
  }

  atomically<T>(_durability: Durability, work: () => T): T {
    return work();
  }

  present(): Stamp {
    this.#counter ??= { epoch: `e${++this.#epochs}`, count: 1 };
    return this.#counter;
  }

  next(): Stamp {
    const { epoch, count } = this.present();
    this.#counter = { epoch, count: count + 1 };
    return this.#counter;
  }

  version(): number {
    return this.#version;
  }

  dependency(name: string): Stamp | undefined {
    return this.#dependencies.get(name);
  }

  adoptDependency(name: string, stamp: Stamp): void {
    this.#version++;
    this.#dependencies.set(name, stamp);
  }

  raiseDependency(name: string, stamp: Stamp): void {
    this.#version++;
    this.#dependencies.set(name, stamp);
  }

  floor(kind: FloorKind, bucket: number): Stamp | undefined {
    return this.#floors.get(this.#place(kind, bucket));
  }

  setFloor(kind: FloorKind, bucket: number, stamp: Stamp): void {
    this.#floors.set(this.#place(kind, bucket), stamp);
  }

  entry(key: string): EntryRow | Tombstone | undefined {
    return this.#entries.get(key);
  }

  stampAt(key: string): Stamp | undefined {
    return this.#entries.get(key)?.stamp;
  }

  touch(): void {
    // Nothing is thrown out by age here.
  }

  putEntry({ key, value, stamp, dependencies, ttl }: WriteRequest): void {
    this.#entries.set(key, { value, stamp, dependencies, expiresAt: this.#now() + ttl, provenAt: -1 });
  }

  putTombstone(key: string, stamp: Stamp): void {
    this.#entries.set(key, { tombstone: true, stamp });
  }

  countOf(): number {
    return this.#entries.size;
  }

  dispose(): void {
    this.loseEverything();
  }

  /** Loses all rows of a kind, or those of this name. */
  loseAll(kind: RowKind, name?: string): void {
    this.#version++;
    const rows = this.#rowsOf(kind);
    if (name === undefined) rows.clear();
    else rows.delete(name);
  }

  /** Loses a row of a kind; answers what was lost. */
  lose(kind: RowKind, pick: (count: number) => number): string {
    this.#version++;
    const rows = this.#rowsOf(kind);
    const names = [...rows.keys()];
    const name = names.length === 0 ? undefined : names[pick(names.length)];
    if (name === undefined) return `no ${kind}`;
    rows.delete(name);
    return `the ${kind} ${name}`;
  }

  /** An entry is no longer what was written: its list of dependencies is gone. */
  garble(pick: (count: number) => number): string {
    const keys = [...this.#entries.keys()];
    const key = keys.length === 0 ? undefined : keys[pick(keys.length)];
    const row = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || row === undefined || 'tombstone' in row) return 'nothing';
    this.#entries.set(key, { ...row, dependencies: [], provenAt: -1 });
    return `the entry ${key}`;
  }

  /** The next stamp is of another epoch. */
  loseCounter(): void {
    this.#version++;
    this.#counter = undefined;
  }

  loseEverything(): void {
    this.#entries = new Map();
    this.#dependencies = new Map();
    this.#floors = new Map();
    this.loseCounter();
  }

  snapshot(): Snapshot {
    const entries = Array.from(this.#entries, ([key, row]) => [key, { ...row }] as const);
    return { entries: new Map(entries), dependencies: new Map(this.#dependencies), floors: new Map(this.#floors) };
  }

  /** A restart from an older snapshot: it must begin a new epoch, since invalidations may be missing. */
  restore({ entries, dependencies, floors }: Snapshot): void {
    this.#entries = new Map(
      Array.from(entries, ([key, row]) => [key, 'tombstone' in row ? row : { ...row, provenAt: -1 }]),
    );
    this.#dependencies = new Map(dependencies);
    this.#floors = new Map(floors);
    this.loseCounter();
  }

  #rowsOf(kind: RowKind): Map<string, unknown> {
    return { entry: this.#entries, dependency: this.#dependencies, floor: this.#floors }[kind];
  }

  #place(kind: FloorKind, bucket: number): string {
    return `${kind} ${bucket % this.#buckets}`;
  }
}
