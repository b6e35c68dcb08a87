import type { Stamp } from './stamp.ts';

/** A stored stamp with the mark of the server history under which it was written. Never changed in place. */
export interface Cell {
  readonly stamp: Stamp;
  readonly mark: number;
}

/** Keyv: what stands under the name of a dependency or a key. */
export interface Mark {
  /** Another one at each write. */
  readonly token: number;
  /** The writer's clock when the write began, or later. */
  readonly at: number;
}

/** Keyv: what an entry was stored under. */
export interface Under {
  /** The writer's clock before the body ran. */
  readonly at: number;
  /** The token of each dependency's marker. */
  readonly tokens: ReadonlyMap<string, number>;
  /** Those of them whose token was not seen before the body ran. */
  readonly late: readonly string[];
  /** Token of the key's mark; 0: it had none. */
  readonly keyToken: number;
}

/** Versions of the rows that a result was computed from; -1: the row is not in it. */
export type Value = readonly number[];

/** One stored result, or a tombstone. Never changed in place. */
export interface Entry {
  readonly stamp: Stamp;
  readonly dependencies: readonly string[];
  /** For each dependency the newest stamp of it that the value is known to contain. */
  readonly asOf: readonly Stamp[];
  readonly value: Value;
  readonly tombstone: boolean;
  readonly mark: number;
  /** Who stored it; for stories. */
  readonly by: string;
  /** Keyv only. */
  readonly under?: Under;
}

/** One line of the log: a dependency, or a key (`k:a`), and its stamp. */
export interface Message {
  readonly name: string;
  readonly stamp: Stamp;
}

/** The capped log. `first` is the sequence number of its oldest line. Never changed in place. */
export interface Log {
  readonly id: number;
  readonly first: number;
  readonly lines: readonly Message[];
  readonly mark: number;
}

/** What one server holds. */
export interface NodeData {
  counter: Cell | undefined;
  log: Log | undefined;
  dependencies: Map<string, Cell>;
  /** Keyv: by place. */
  marks: Map<string, Mark>;
  floors: Map<number, Cell>;
  entries: Map<string, Entry>;
  keyFloors: Map<number, Cell>;
}

/** A server that holds nothing. */
export const emptyData = (): NodeData => ({
  counter: undefined,
  log: undefined,
  dependencies: new Map(),
  marks: new Map(),
  floors: new Map(),
  entries: new Map(),
  keyFloors: new Map(),
});

/** A copy that shares only what never changes. */
export const copyData = (data: NodeData): NodeData => ({
  counter: data.counter,
  log: data.log,
  dependencies: new Map(data.dependencies),
  marks: new Map(data.marks),
  floors: new Map(data.floors),
  entries: new Map(data.entries),
  keyFloors: new Map(data.keyFloors),
});

/** A server and its replica. */
export interface Node {
  data: NodeData;
  /** What connections learn before their first command and compare with the marks of what they read. */
  mark: number;
  /** What the replica has received so far. */
  replica: NodeData;
  /** The two machines that take turns; their process ids live as long as the process. */
  machine: number;
  readonly runIds: [number, number];
}
