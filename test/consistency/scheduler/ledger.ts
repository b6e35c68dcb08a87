/**
 * What is true: the versions of each row, and which of them must be seen by whom. A read must see at least the newest
 * version of a row whose invalidation had been acknowledged before the read began, and never one that was not
 * committed.
 */

/** A database transaction: what it wrote is seen by its own statements only, until it is committed. */
export interface Transaction {
  readonly name: string;
  /** Version by row. */
  readonly writes: Map<number, Version>;
  state: 'open' | 'committed' | 'rolled back';
}

/** One state of a row. */
export interface Version {
  readonly row: number;
  /** Names the version in cached values. */
  readonly id: number;
  /** Place in the order of commits; absent: not committed. */
  number: number | undefined;
  readonly transaction: Transaction | undefined;
  /** The row is not there at this version; absent: nobody asks. */
  readonly isGone?: boolean;
}

/** Newest version by row that a reader must see. */
export type Floors = ReadonlyMap<number, number>;

/**
 * What an acknowledged invalidation covers: versions of rows, wherever they are cached or under one key. `known`
 * limits it to one process, which knows of it although the store does not (its outbox).
 */
export interface Coverage {
  readonly versions: Floors;
  /** `row(r=1)`; absent: all keys. */
  readonly keys?: readonly string[];
}

/** A value that a call gave, with who asked for it. */
export interface Seen {
  readonly key: string;
  readonly floors: Floors;
  /** Row and version, in pairs. */
  readonly value: readonly number[];
  readonly transaction: Transaction | undefined;
  /** What its transaction had written before the call began. */
  readonly own: ReadonlyMap<number, Version>;
}

const EVERYWHERE = 'every process';
const ANY_KEY = '*';

export class Ledger {
  readonly #rows: Version[] = [];
  readonly #versions: Version[] = [];
  /** By process (or all), key (or all) and row. */
  readonly #acknowledged = new Map<string, Map<number, number>>();

  constructor(rows: number) {
    for (let row = 0; row < rows; row++) this.#rows.push(this.#make(row, { transaction: undefined, number: 1 }));
  }

  get rows(): number {
    return this.#rows.length;
  }

  /** What a statement of this transaction (or of none) reads. */
  read(row: number, transaction: Transaction | undefined): Version {
    const own = transaction?.state === 'open' ? transaction.writes.get(row) : undefined;
    const version = own ?? this.#rows[row];
    if (version === undefined) throw new Error(`there is no row ${row}`);
    return version;
  }

  /** Changes a row. */
  change(row: number, isGone?: boolean): Version {
    const number = (this.read(row, undefined).number ?? 0) + 1;
    const version = this.#make(row, { transaction: undefined, number, isGone });
    this.#rows[row] = version;
    return version;
  }

  /** Changes a row within a transaction. */
  changeWithin(transaction: Transaction, row: number, isGone?: boolean): Version {
    const version = this.#make(row, { transaction, number: undefined, isGone });
    transaction.writes.set(row, version);
    return version;
  }

  commit(transaction: Transaction): void {
    for (const [row, version] of transaction.writes) {
      version.number = (this.read(row, undefined).number ?? 0) + 1;
      this.#rows[row] = version;
    }
    transaction.state = 'committed';
  }

  rollBack(transaction: Transaction): void {
    transaction.state = 'rolled back';
  }

  /** The present versions of these rows: what an invalidation that begins now stands for. */
  present(rows: readonly number[]): Floors {
    return new Map(rows.map((row) => [row, this.read(row, undefined).number ?? 0]));
  }

  /** From now on readers (of one process, or of all) must see this. */
  acknowledge({ versions, keys }: Coverage, process: string | undefined): void {
    for (const key of keys ?? [ANY_KEY]) {
      const place = `${process ?? EVERYWHERE} ${key}`;
      const known = this.#acknowledged.get(place) ?? new Map<number, number>();
      this.#acknowledged.set(place, known);
      for (const [row, version] of versions) known.set(row, Math.max(version, known.get(row) ?? 0));
    }
  }

  /** What a reader of the key that begins now in this process must see; `own`: of what the process itself knows. */
  floorsOf(key: string, rows: readonly number[], { process, own }: { process: string; own?: boolean }): Floors {
    const who = own ? [process] : [EVERYWHERE, process];
    const places = who.flatMap((name) => [`${name} ${ANY_KEY}`, `${name} ${key}`]);
    const known = places.flatMap((place) => this.#acknowledged.get(place) ?? []);
    return new Map(rows.map((row) => [row, Math.max(0, ...known.map((versions) => versions.get(row) ?? 0))]));
  }

  /** What is wrong with what a call gave, or `undefined`. */
  check(seen: Seen): string | undefined {
    for (let i = 0; i < seen.value.length; i += 2) {
      const problem = this.#checkOne(seen, seen.value[i] ?? -1, seen.value[i + 1] ?? -1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  /** What is wrong with a call that did not show a row, since at that version there was nothing to show. */
  checkNull(seen: Seen, row: number, isNothing: (version: Version) => boolean = isNull): string | undefined {
    const floor = seen.floors.get(row) ?? 0;
    const fits = this.#versions.some((version) => {
      if (version.row !== row || !isNothing(version)) return false;
      return version.number === undefined ? isOwn(version, seen.transaction) : version.number >= floor;
    });
    return fits
      ? undefined
      : `${seen.key} gave nothing of row ${row}, as it was before version ${floor}, whose invalidation had been acknowledged before the call began`;
  }

  #checkOne({ key, floors, transaction, own }: Seen, row: number, id: number): string | undefined {
    const version = this.#versions[id];
    if (version === undefined || version.row !== row)
      return `${key} gave a version of row ${row} that never was: ${id}`;
    const written = transaction?.state === 'open' ? own.get(row) : undefined;
    if (written !== undefined && written !== version)
      return `${key} did not see what its own transaction wrote to row ${row}`;
    if (isOwn(version, transaction)) return undefined;
    if (version.number === undefined) {
      return `${key} gave what ${version.transaction?.name} wrote to row ${row}, but that is ${version.transaction?.state}`;
    }
    const floor = floors.get(row) ?? 0;
    if (version.number >= floor) return undefined;
    return `${key} gave version ${version.number} of row ${row}, but the invalidation of version ${floor} had been acknowledged before the call began`;
  }

  #make(
    row: number,
    { isGone, ...about }: Pick<Version, 'number' | 'transaction'> & { isGone?: boolean | undefined },
  ): Version {
    const version = { row, id: this.#versions.length, ...about, ...(isGone === undefined ? {} : { isGone }) };
    this.#versions.push(version);
    return version;
  }
}

/** Functions that look a row up find nothing at these versions. */
export function isNull(version: Version): boolean {
  return version.id % 3 === 0;
}

function isOwn(version: Version, transaction: Transaction | undefined): boolean {
  return version.transaction !== undefined && version.transaction === transaction;
}
