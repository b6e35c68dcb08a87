import { makeEpoch, type Stamp } from '../../stamp/stamp.ts';
import type { Known } from './known.ts';
import type { Queries } from './queries.ts';
import { SCHEMA_VERSION } from './schema.ts';

/** Stamps that the log goes back; who missed more forgets everything. */
const LOG_LENGTH = 4096;
/** Names of one transaction that the log lists; where they are more, other processes forget everything. */
const LOG_NAMES = 512;
/** A counter starts anywhere below, so that one that was lost and made anew is not taken for the old one. */
const FIRST_COUNTS = 2 ** 48;

interface CounterOptions {
  readonly queries: Queries;
  readonly known: Known;
  /** Runs the work while nobody else writes; at once where that is so already. */
  readonly transact: (work: () => Stamp) => Stamp;
}

/** The file's counter, as far as this process has read it, and what was invalidated since. */
export class Counter {
  readonly #queries: Queries;
  readonly #known: Known;
  readonly #transact: CounterOptions['transact'];
  /** What the running transaction has invalidated. */
  #raised: string[] = [];

  constructor({ queries, known, transact }: CounterOptions) {
    this.#queries = queries;
    this.#known = known;
    this.#transact = transact;
  }

  present(): Stamp {
    return this.#known.present ?? this.catchUp();
  }

  /** Counts one up. Within a transaction. */
  next(): Stamp {
    const { epoch, count } = this.present();
    const next = Object.freeze({ epoch, count: count + 1 });
    this.#queries.setCount.run(next.count);
    this.#known.present = next;
    return next;
  }

  /** The name was invalidated by the running transaction. */
  raise(name: string, stamp: Stamp): void {
    this.#known.hear([name], stamp);
    this.#raised.push(name);
  }

  /** Reads what is new. Where there is no epoch, or the counter went back, a new one is made. */
  catchUp(): Stamp {
    const known = this.#known.present;
    const state = this.#queries.state.get();
    if (state === undefined || wentBack(state, known)) return this.#transact(() => this.#makeEpoch(known));
    const [epoch, count] = state;
    if (known?.epoch === epoch && known.count === count) return known;
    const heard = known?.epoch === epoch ? this.#hearLog(known, count) : undefined;
    if (heard === undefined) this.#known.forget();
    return this.#setPresent(epoch, heard ?? count);
  }

  /** Tells other processes what the transaction that began at this stamp has invalidated. */
  writeLog(before: Stamp): void {
    const raised = this.#raised;
    this.#raised = [];
    const { count } = this.present();
    if (count === before.count) return;
    this.#queries.addLog.run(count, before.count + 1, raised.length > LOG_NAMES ? null : JSON.stringify(raised));
    this.#queries.trimLog.run(count - LOG_LENGTH);
  }

  /** The transaction came to nothing. */
  forget(): void {
    this.#raised = [];
    this.#known.forget();
  }

  /** Hears all invalidations behind the known stamp, up to this count at least; `undefined` where one is missing. */
  #hearLog({ epoch, count: known }: Stamp, count: number): number | undefined {
    let heard = known;
    for (const [first, last, names] of count - known > LOG_LENGTH ? [] : this.#queries.log.all(known)) {
      if (first !== heard + 1 || names === null) return undefined;
      // The log lists what `writeLog` wrote.
      this.#known.hear(JSON.parse(names) as readonly string[], { epoch, count: last });
      heard = last;
    }
    return heard >= count ? heard : undefined;
  }

  /** A new epoch: nothing of another one stays. */
  #makeEpoch(known: Stamp | undefined): Stamp {
    const state = this.#queries.state.get();
    // Another process was faster.
    if (state !== undefined && !wentBack(state, known)) return this.catchUp();
    for (const query of this.#queries.empty) query.run();
    const epoch = makeEpoch();
    const count = Math.floor(Math.random() * FIRST_COUNTS) + 1;
    this.#queries.makeState.run(SCHEMA_VERSION, epoch, count, count);
    this.#known.forget();
    return this.#setPresent(epoch, count);
  }

  #setPresent(epoch: string, count: number): Stamp {
    const present = Object.freeze({ epoch, count });
    this.#known.present = present;
    return present;
  }
}

/** An older copy was put over the file: what was invalidated since is missing in it. */
function wentBack([epoch, count]: readonly [string, number], known: Stamp | undefined): boolean {
  return known?.epoch === epoch && count < known.count;
}
