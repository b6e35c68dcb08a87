import type { Milliseconds } from '../../units.ts';
import { COUNT, SWEEP, TOUCH } from './bounded-scripts.ts';
import type { RedisConnection, ScriptCall, Session } from './redis-connection.ts';
import type { RedisNames } from './redis-names.ts';

/** Uses of one entry are noted so often at most. */
const SAMPLE: Milliseconds = 60_000;
/** So many entries are remembered as noted; of a forgotten one the next use is noted again. */
const REMEMBERED = 10_000;

/**
 * Functions with `maxSize`: the order in which their entries were used, and their number. What is sent here is sent behind
 * the caller's back, on the same connection, so that it is done before whatever the caller sends next. Where it fails,
 * the caller has lost nothing, and the next write finds what is still to be done.
 */
export class BoundedFunctions {
  readonly #connection: RedisConnection;
  readonly #names: RedisNames;
  readonly #now: () => Milliseconds;
  readonly #noted = new Map<string, Milliseconds>();
  readonly #owners = new Set<string>();

  /** @param now a monotonic clock */
  constructor(connection: RedisConnection, names: RedisNames, now: () => Milliseconds = () => performance.now()) {
    this.#connection = connection;
    this.#names = names;
    this.#now = now;
  }

  /** The entry was served. */
  use(session: Session, owner: string, key: string): void {
    const now = this.#now();
    const noted = this.#noted.get(key);
    if (noted !== undefined && now - noted < SAMPLE) return;
    if (this.#noted.size >= REMEMBERED) this.#noted.clear();
    this.#noted.set(key, now);
    const [uses] = this.#names.sets(owner);
    this.#send(session, { script: TOUCH, keys: [uses], args: [key] });
  }

  /** Removes entries that are too many. @param excess pairs of printed key and last use */
  remove(session: Session, owner: string, excess: readonly string[]): void {
    this.#owners.add(owner);
    if (excess.length > 0) this.#sweep(session, owner, excess);
  }

  /** The entry was ended. */
  forget(session: Session, owner: string, key: string): void {
    this.#sweep(session, owner, [key, '']);
  }

  /** Number of entries; `undefined` where the function is not known to have a bound. */
  async sizeOf(owner: string): Promise<number | undefined> {
    const keys = this.#names.sets(owner);
    const size = await this.#connection.runPlain(this.#connection.session(), { script: COUNT, keys, args: [] });
    if (typeof size === 'number') return size;
    return this.#owners.has(owner) ? 0 : undefined;
  }

  #sweep(session: Session, owner: string, args: readonly string[]): void {
    const names = args.filter((_, at) => at % 2 === 0).map((key) => this.#names.entry(key));
    this.#send(session, { script: SWEEP, keys: [...this.#names.sets(owner), ...names], args });
  }

  #send(session: Session, call: ScriptCall): void {
    this.#connection.runPlain(session, call).catch(() => {
      // A server that fails is noticed by the connection, which counts for all; the next write sees what is left to do.
    });
  }
}
