/**
 * Writing an entry to a cluster: each dependency admits it, in parallel, then the key takes it. A floor that cannot be used
 * is made anew on the way, with a token, a stamp taken after it, and the floor written if the token is still there.
 */
import { isNotNewer, makeEpoch, type Stamp } from '../../../stamp/stamp.ts';
import type { SealedValue } from '../../../value/sealing.ts';
import type { WriteOutcome, WriteRequest } from '../../port.ts';
import { renderEntry, renderList } from '../entry-text.ts';
import type { RedisNames } from '../redis-names.ts';
import { wholeMilliseconds } from '../whole-milliseconds.ts';
import type { ClusterBounds } from './cluster-bounds.ts';
import type { ClusterCounter } from './cluster-counter.ts';
import { ADMIT_DEPENDENCY, SETTLE_FLOOR } from './cluster-scripts.ts';
import { FloorLeaders } from './floor-leaders.ts';
import { PUT_ENTRY, SETTLE_KEY_FLOOR } from './key-scripts.ts';
import type { SlotRunner } from './slot-step.ts';

/** A refresh goes on until it has ended what is older; floors that are lost so often are being deleted on purpose. */
const MOST_ROUNDS = 100;

/** What a script answers that would have to make a floor anew, and was given no token. */
const NO_FLOOR = 2;

/** What entries are written with. */
export interface WriterOptions {
  readonly runner: SlotRunner;
  readonly counter: ClusterCounter;
  readonly names: RedisNames;
  readonly bounds: ClusterBounds;
}

export class ClusterWriter {
  readonly #options: WriterOptions;
  readonly #leaders = new FloorLeaders();

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** One outcome for each write, in order. @throws the error of a node that one of them needs */
  write(writes: readonly WriteRequest[]): Promise<readonly WriteOutcome[]> {
    const asked = new Map<string, Promise<boolean>>();
    return Promise.all(writes.map((write) => this.#writeOne(write, asked)));
  }

  /** @param asked which dependencies were asked already, for results of the same stamp and life */
  async #writeOne(write: WriteRequest, asked: Map<string, Promise<boolean>>): Promise<WriteOutcome> {
    const { stamp, ttl, dependencies } = write;
    const admissions = await Promise.all(
      dependencies.map((name) => {
        const question = `${stamp.epoch} ${stamp.count} ${ttl} ${name}`;
        const admission = asked.get(question) ?? this.#admit(name, write);
        asked.set(question, admission);
        return admission;
      }),
    );
    const isAdmitted = !admissions.includes(false);
    // A refused refresh still has to end what is older.
    if (!isAdmitted && write.raisesFloor !== true) return 'refused';
    if (!(await this.#put(write, isAdmitted))) return 'refused';
    if (write.maxSize !== undefined) await this.#options.bounds.countIn(write, write.maxSize);
    return 'stored';
  }

  async #admit(name: string, write: WriteRequest): Promise<boolean> {
    const floor = this.#options.names.floor(name);
    const lead = (): Promise<boolean> => this.#admitWithToken(name, write);
    return this.#leaders.ask(floor, lead, async () => toVerdict(await this.#askDependency(name, write, '')));
  }

  async #admitWithToken(name: string, write: WriteRequest): Promise<boolean> {
    const { runner, counter, names } = this.#options;
    const token = makeEpoch();
    const verdict = await this.#askDependency(name, write, token);
    if (verdict !== token) return verdict === 1;
    const { epoch, count } = await counter.present();
    const settled = await runner.run({ script: SETTLE_FLOOR, keys: [names.floor(name)], args: [token, epoch, count] });
    if (settled.value !== 1) return false;
    return (await this.#askDependency(name, write, '')) === 1;
  }

  async #askDependency(name: string, { stamp, ttl }: WriteRequest, token: string): Promise<unknown> {
    const { runner, names } = this.#options;
    const answer = await runner.run({
      script: ADMIT_DEPENDENCY,
      keys: [names.dependency(name), names.floor(name)],
      args: [stamp.epoch, stamp.count, wholeMilliseconds(ttl), token],
    });
    return answer.value;
  }

  async #put(write: WriteRequest, isAdmitted: boolean): Promise<boolean> {
    const floor = this.#options.names.keyFloor(write.key);
    const lead = (): Promise<boolean> => this.#putWithToken(write, isAdmitted);
    return this.#leaders.ask(floor, lead, async () => toVerdict(await this.#askKey(write, isAdmitted, '')));
  }

  async #putWithToken(write: WriteRequest, isAdmitted: boolean): Promise<boolean> {
    const refreshes = write.raisesFloor === true;
    for (let round = 0; ; round++) {
      const token = makeEpoch();
      const verdict = await this.#askKey(write, isAdmitted, token);
      if (verdict !== token) return verdict === 1;
      if (round === (refreshes ? MOST_ROUNDS : 1)) return giveUp(refreshes, write.key);
      const present = await this.#options.counter.present();
      // A floor that is newer than this refresh, or of another epoch, ends whatever is older, and the refresh is refused.
      const ends = refreshes && !isNotNewer(present, write.stamp);
      const isSettled = await this.#settle(write, token, { present, ends });
      if (isSettled ? ends : !refreshes) return false;
    }
  }

  async #settle({ key }: WriteRequest, token: string, { present, ends }: Settled): Promise<boolean> {
    const { runner, names } = this.#options;
    const answer = await runner.run({
      script: SETTLE_KEY_FLOOR,
      keys: [names.entry(key), names.keyFloor(key)],
      args: [token, present.epoch, present.count, ends ? 1 : 0],
    });
    return answer.value === 1;
  }

  async #askKey(write: WriteRequest, isAdmitted: boolean, token: string): Promise<unknown> {
    const { runner, names } = this.#options;
    const { key, stamp, ttl, raisesFloor, maxSize, owner, dependencies } = write;
    const text = renderEntry({
      stamp,
      list: renderList(dependencies),
      // What is written to a store with a sealing is what it sealed.
      sealed: write.value as SealedValue,
      owner: maxSize === undefined ? undefined : owner,
    });
    const raises = raisesFloor === true ? 1 : 0;
    const answer = await runner.run({
      script: PUT_ENTRY,
      keys: [names.entry(key), names.keyFloor(key)],
      // Redis keeps an entry for a millisecond more than it is told.
      args: [stamp.epoch, stamp.count, wholeMilliseconds(ttl - 1), raises, isAdmitted ? 1 : 0, token, text],
    });
    return answer.value;
  }
}

interface Settled {
  readonly present: Stamp;
  /** Whether the entry ends with it. */
  readonly ends: boolean;
}

/** An entry may be refused at any time; what it was to end may not stay. */
function giveUp(refreshes: boolean, key: string): false {
  if (!refreshes) return false;
  throw new Error(`the floor of the key ${key} is lost as often as it is made. Is something else writing to it?`);
}

/** What a script answered that was given no token; `undefined` where the floor cannot be used. */
function toVerdict(answer: unknown): boolean | undefined {
  return answer === NO_FLOOR ? undefined : answer === 1;
}
