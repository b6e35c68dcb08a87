/**
 * Rows in an SQLite file that several processes may share.
 *
 * Writers take the file's write lock, read what is new, and commit. Readers take no lock: one statement reads the entry
 * and the counter at one instant. Where the counter is the one that this process knows, no dependency's stamp has
 * changed since it was read, and nothing else has to be read. Where it is another, the log tells what is new; a gap in
 * it, or another epoch, and everything is forgotten and read again when it is needed. What entries are told of beside
 * their payloads is kept in mind, and a hit reads the payload by number and nonce of the row. A process that has the file
 * for itself (`exclusive`) leaves the counter out.
 *
 * There are no tombstones: an entry's row is removed, and the key's floor, which is raised with it, decides.
 */
import type { DatabaseSync } from 'node:sqlite';
import { BUCKETS } from '../../stamp/bucket.ts';
import { EVERYTHING } from '../../stamp/dependency.ts';
import type { Stamp } from '../../stamp/stamp.ts';
import type { Milliseconds } from '../../units.ts';
import type { Sealing } from '../../value/sealing.ts';
import type { Entry, Resident, WriteRequest } from '../port.ts';
import type { Durability, EntryRow, FloorKind, Rows } from '../rows.ts';
import { renderAbout } from './about.ts';
import { assertSealed } from './assert-sealed.ts';
import { Counter } from './counter.ts';
import { EntryReader } from './entry-reader.ts';
import { codeOf } from './explain.ts';
import type { Head } from './head.ts';
import { Known } from './known.ts';
import { IN_MEMORY, type OpenedFile } from './open-file.ts';
import { prepareQueries, type Queries } from './queries.ts';
import { Recency } from './recency.ts';
import type { OwnSealedValue } from './seal-with-options.ts';
import type { SqliteEntry } from './sqlite-entry.ts';
import { storedText } from './stored-text.ts';
import { Upkeep } from './upkeep.ts';
import { waitForLock } from './wait-for-lock.ts';

/** How often a write is tried again after entries were thrown out of a full file. */
const FULL_TRIES = 4;
/** How long closing waits to write uses, which are not worth more. */
const LAST_WAIT: Milliseconds = 100;
const SQLITE_FULL = 13;
/** Nonces are whole numbers below it. */
const NONCES = 2n ** 52n;

export interface SqliteRowsOptions extends OpenedFile {
  readonly file: string;
  readonly sealing: Sealing;
  readonly table: string;
  readonly exclusive: boolean;
  /** How long to wait for another process that writes. */
  readonly busyTimeout: Milliseconds;
  /** The clock by which entries expire. */
  readonly now: () => Milliseconds;
}

export class SqliteRows implements Rows, Resident {
  /** Nobody else has the database. */
  readonly isExclusive: boolean;
  /** Set by who only notes what is used, and touches it before anything else changes. */
  touchAll: (() => void) | undefined;
  readonly #database: DatabaseSync;
  readonly #busyTimeout: Milliseconds;
  readonly #now: () => Milliseconds;
  readonly #queries: Queries;
  readonly #known = new Known();
  readonly #counter: Counter;
  readonly #reader: EntryReader;
  readonly #recency: Recency;
  readonly #upkeep: Upkeep;
  /** Counted up from anywhere, so that no two writes of any process have the same. */
  #nonce = randomNonce();
  #isInTransaction = false;

  constructor(options: SqliteRowsOptions) {
    const { database, table, exclusive, busyTimeout, now, pageSize, maxPages } = options;
    this.#database = database;
    this.isExclusive = exclusive;
    this.#busyTimeout = busyTimeout;
    this.#now = now;
    const queries = prepareQueries(database, table, exclusive);
    this.#queries = queries;
    const transact = (work: () => Stamp): Stamp => (this.#isInTransaction ? work() : this.#transact(work));
    this.#counter = new Counter({ queries, known: this.#known, transact });
    const reading = { queries, known: this.#known, counter: this.#counter, exclusive, now };
    const isInMemory = options.file === IN_MEMORY;
    this.#reader = new EntryReader({ ...reading, sealing: options.sealing, isInMemory });
    this.#recency = new Recency(queries);
    const stampOf = (name: string): Stamp | undefined => this.dependency(name);
    const parts = { queries, known: this.#known, recency: this.#recency };
    this.#upkeep = new Upkeep({ ...parts, now, stampOf, pageSize, maxPages });
  }

  atomically<T>(durability: Durability, work: () => T): T {
    if (durability === 'passing') return this.#retryWhereFull(work);
    this.#database.exec('PRAGMA synchronous = FULL');
    try {
      return this.#retryWhereFull(work);
    } finally {
      this.#database.exec('PRAGMA synchronous = NORMAL');
    }
  }

  present(): Stamp {
    return this.#counter.present();
  }

  next(): Stamp {
    this.touchAll?.();
    return this.#counter.next();
  }

  version(): number {
    return this.present().count;
  }

  dependency(name: string): Stamp | undefined {
    const known = this.#known.stamps.get(name);
    if (known !== undefined) return known.stamp;
    // A transaction must not forget what it is about to write.
    if (!this.#isInTransaction) this.#known.trim();
    const row = this.#queries.dependency.get(storedText(name));
    if (row === undefined) return undefined;
    const stamp = { epoch: this.present().epoch, count: row[0] };
    this.#known.stamps.set(name, { stamp, until: row[1] });
    return stamp;
  }

  /** The row is written with the entry that is put next. */
  adoptDependency(name: string, stamp: Stamp): void {
    this.#known.stamps.set(name, { stamp, until: 0 });
  }

  raiseDependency(name: string, stamp: Stamp): void {
    const text = storedText(name);
    this.#queries.raise.run(stamp.count, text);
    this.#counter.raise(name, stamp);
    if (name === EVERYTHING) this.#queries.dropOwners.run();
    else this.#queries.dropOwner.run(text);
  }

  floor(kind: FloorKind, bucket: number): Stamp | undefined {
    const row = this.#queries.floor.get(placeOf(kind, bucket));
    return row && { epoch: this.present().epoch, count: row[0] };
  }

  setFloor(kind: FloorKind, bucket: number, stamp: Stamp): void {
    this.#queries.setFloor.run(placeOf(kind, bucket), stamp.count);
  }

  entry(key: string): EntryRow | undefined {
    return this.#reader.read(key);
  }

  stampAt(key: string): Stamp | undefined {
    const row = this.#queries.stampAt.get(storedText(key));
    return row && { epoch: this.present().epoch, count: row[0] };
  }

  touch(row: Entry): void {
    this.touchAll?.();
    // Rows handed out by `entry`, and what is kept of them, are this class's own.
    this.#recency.touch((row as SqliteEntry | Head).id);
  }

  putEntry({ key, value, stamp, dependencies, ttl, owner, maxSize }: WriteRequest): void {
    this.touchAll?.();
    const { codec, shape, payload, options }: OwnSealedValue = assertSealed(value);
    const now = this.#now();
    const expires = Math.ceil(now + ttl);
    const held = typeof payload === 'string' ? storedText(payload) : payload;
    const about = renderAbout({ codec, payload, ...(shape !== undefined && { shape }) }, dependencies);
    this.#upkeep.makeRoom(key.length + about.length + held.length);
    const ownerId = this.#ownerOf(storedText(owner));
    const used = this.#recency.takeNext();
    const written = Math.floor(now);
    this.#known.heads.endKey(key);
    const nonce = this.#takeNonce();
    this.#queries.put.run(storedText(key), ownerId, used, nonce, stamp.count, written, expires, about, held);
    for (const name of dependencies) this.#keepDependency(name, expires, ttl);
    if (options !== undefined) this.#known.aboutOf(about).options = options;
    if (maxSize !== undefined) this.#upkeep.keepBound(ownerId, maxSize);
    this.#upkeep.step();
  }

  putTombstone(key: string): void {
    this.#known.heads.endKey(key);
    this.#queries.removeKey.run(storedText(key));
  }

  countOf(owner: string): number {
    return this.#queries.owner.get(storedText(owner))?.[1] ?? 0;
  }

  /** Writes what is kept of uses, and closes the file. */
  dispose(): void {
    if (!this.#database.isOpen) return;
    this.#known.heads.clear();
    try {
      if (!this.#recency.isEmpty) {
        this.#transact(() => this.#recency.writeSome(Number.POSITIVE_INFINITY), LAST_WAIT);
      }
    } finally {
      this.#database.close();
    }
  }

  #retryWhereFull<T>(work: () => T): T {
    for (let tries = FULL_TRIES; ; tries--) {
      try {
        return this.#transact(work);
      } catch (error) {
        if (tries === 0 || codeOf(error) !== SQLITE_FULL) throw error;
        this.#transact(() => this.#upkeep.throwOut());
      }
    }
  }

  #transact<T>(work: () => T, wait = this.#busyTimeout): T {
    waitForLock(wait, () => this.#queries.begin.run());
    this.#isInTransaction = true;
    try {
      const before = this.isExclusive ? this.present() : this.#counter.catchUp();
      const answer = work();
      this.#counter.writeLog(before);
      this.#queries.commit.run();
      return answer;
    } catch (error) {
      this.#counter.forget();
      this.#rollBack();
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  #rollBack(): void {
    try {
      this.#queries.rollback.run();
    } catch {
      // SQLite has rolled back already (disk full, input/output error); what failed first is told.
    }
  }

  #takeNonce(): number {
    this.#nonce = (this.#nonce + 1) % Number(NONCES);
    return this.#nonce;
  }

  #ownerOf(name: string): number {
    const known = this.#queries.owner.get(name)?.[0];
    if (known !== undefined) return known;
    this.#queries.addOwner.run(name);
    this.#queries.countOwner.run(name);
    return this.#ownerOf(name);
  }

  /** The row of a dependency outlives the entry; by as much again, so that it is not written with every entry. */
  #keepDependency(name: string, expires: Milliseconds, ttl: Milliseconds): void {
    const known = this.#known.stamps.get(name);
    if (known === undefined || known.until >= expires) return;
    known.until = Math.ceil(expires + ttl);
    this.#queries.keepDependency.run(storedText(name), known.stamp.count, known.until);
  }
}

/** Not by `Math.random`, which processes that were given one seed have in common. */
function randomNonce(): number {
  return Number((crypto.getRandomValues(new BigUint64Array(1))[0] ?? 0n) % NONCES);
}

function placeOf(kind: FloorKind, bucket: number): number {
  return kind === 'dependency' ? bucket : BUCKETS + bucket;
}
