/**
 * Invalidating in a cluster: the next stamp, then all dependencies (or keys) in parallel, each on its own node. Where a floor
 * cannot be used, a token stands in its place afterwards; then one more stamp is taken, after all tokens, and each floor is
 * written if its token is still there, else that one starts again.
 */
import { makeEpoch, type Stamp } from '../../../stamp/stamp.ts';
import type { RedisNames } from '../redis-names.ts';
import type { ClusterBounds } from './cluster-bounds.ts';
import type { ClusterCounter } from './cluster-counter.ts';
import type { ClusterReader } from './cluster-reader.ts';
import { RAISE_DEPENDENCY, SETTLE_FLOOR } from './cluster-scripts.ts';
import { BURY_ENTRY, SETTLE_KEY_FLOOR } from './key-scripts.ts';
import type { SlotRunner, SlotStep } from './slot-step.ts';

/** A floor that is lost so often is being deleted on purpose. */
const MOST_ROUNDS = 100;

/** What is invalidated with. */
export interface InvalidatorOptions {
  readonly runner: SlotRunner;
  readonly counter: ClusterCounter;
  readonly names: RedisNames;
  readonly reader: ClusterReader;
  readonly bounds: ClusterBounds;
}

/** Something with a floor, and the steps that end it. */
interface Target {
  readonly name: string;
  readonly raise: (stamp: Stamp, token: string) => SlotStep;
  readonly settle: (stamp: Stamp, token: string) => SlotStep;
}

export class ClusterInvalidator {
  readonly #options: InvalidatorOptions;

  constructor(options: InvalidatorOptions) {
    this.#options = options;
  }

  /** Ends what depends on these. @throws the error of a node that one of them needs */
  async invalidate(dependencies: readonly string[]): Promise<void> {
    if (dependencies.length === 0) return;
    const targets = dependencies.map((name) => this.#dependency(name));
    await this.#end(targets, await this.#options.counter.next());
  }

  /** Ends entries; tells for each whether there was one that could have been served. */
  async invalidateKeys(keys: readonly string[]): Promise<readonly boolean[]> {
    if (keys.length === 0) return [];
    const { counter, reader, bounds } = this.#options;
    const count = counter.ask();
    count.catch(() => {
      // Whoever needs the counter awaits it, and is told; others do not fail with it.
    });
    // What a node that does not answer decides over could not have been served.
    const finding = Promise.allSettled(keys.map((key) => reader.find({ key, dependencies: [] }, count)));
    const next = counter.next();
    const targets = keys.map((key) => this.#key(key));
    const [found] = await Promise.all([finding, next.then((stamp) => this.#end(targets, stamp))]);
    const entries = found.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    await Promise.all(
      keys.map((key, at) => {
        const owner = entries[at]?.owner;
        return owner !== undefined && bounds.countOut(owner, [key, '']);
      }),
    );
    return entries.map((one) => one?.entry !== undefined);
  }

  async #end(targets: readonly Target[], held: Stamp): Promise<void> {
    const { runner, counter } = this.#options;
    let stamp = held;
    let left = targets;
    for (let round = 0; left.length > 0; round++) {
      if (round === MOST_ROUNDS) {
        throw new Error(`a floor is lost as often as it is made: ${left[0]?.name}. Is something else writing to it?`);
      }
      const inHand = stamp;
      const raised = await Promise.all(
        left.map(async (target) => {
          const token = makeEpoch();
          const { value } = await runner.run(target.raise(inHand, token));
          return value === token ? { target, token } : undefined;
        }),
      );
      const placed = raised.filter((one) => one !== undefined);
      if (placed.length === 0) return;
      const after = await counter.next();
      const settled = await Promise.all(placed.map(({ target, token }) => runner.run(target.settle(after, token))));
      left = placed.flatMap(({ target }, at) => (settled[at]?.value === 1 ? [] : [target]));
      stamp = after;
    }
  }

  #dependency(dependency: string): Target {
    const { names } = this.#options;
    const [name, floor] = [names.dependency(dependency), names.floor(dependency)];
    return {
      name: dependency,
      raise: ({ epoch, count }, token) => ({
        script: RAISE_DEPENDENCY,
        keys: [name, floor],
        args: [epoch, count, token],
      }),
      settle: ({ epoch, count }, token) => ({ script: SETTLE_FLOOR, keys: [floor, name], args: [token, epoch, count] }),
    };
  }

  #key(key: string): Target {
    const { names } = this.#options;
    const keys = [names.entry(key), names.keyFloor(key)] as const;
    return {
      name: key,
      raise: ({ epoch, count }, token) => ({ script: BURY_ENTRY, keys, args: [epoch, count, token] }),
      settle: ({ epoch, count }, token) => ({ script: SETTLE_KEY_FLOOR, keys, args: [token, epoch, count, 1] }),
    };
  }
}
