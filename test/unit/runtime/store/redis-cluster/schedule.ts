import { setImmediate as nextTurn } from 'node:timers/promises';
import { sealBytes } from '../../../../../runtime/src/codec/seal-bytes.ts';
import { bucketOf } from '../../../../../runtime/src/stamp/bucket.ts';
import type { Stamp } from '../../../../../runtime/src/stamp/stamp.ts';
import type { Store } from '../../../../../runtime/src/store/port.ts';
import { clusterStore } from '../../../../../runtime/src/store/redis/cluster/cluster-store.ts';
import { RedisNames } from '../../../../../runtime/src/store/redis/redis-names.ts';
import type { SealedValue } from '../../../../../runtime/src/value/sealing.ts';
import type { ScriptRule } from './script-models.ts';
import { type Pick, SlowNodes, type StepRule } from './slow-nodes.ts';

/** What happens in a run, and how often. */
export interface ClusterScenario {
  readonly name: string;
  /** One row that depends on nothing but `*`, so that rare orders come up often. */
  readonly isTiny?: boolean;
  /** What actors do, each as often as it stands here. */
  readonly does: readonly ('read' | 'invalidate' | 'invalidateAll' | 'endKey' | 'refresh')[];
  /** Of a thousand steps so many are preceded by this. */
  readonly losesName?: number;
  /** A floor and what stands on it. */
  readonly losesBucket?: number;
  readonly losesCounter?: number;
  readonly losesNode?: number;
  readonly failsOver?: number;
  readonly replicates?: number;
  readonly givesUp?: number;
}

/** What a run counted. */
export interface ScheduleCounts {
  reads: number;
  hits: number;
  /** The first stale read, told. */
  stale: string | undefined;
}

const ACTORS = 5;
const OPERATIONS = 60;
const TTL = 600_000;
const OWNER = 'f:app:find';

/** Names that share a bucket, so that floors are shared. */
function sharing(prefix: string): readonly [string, string] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    const name = `${prefix}${i}`;
    const other = seen.get(bucketOf(name));
    if (other !== undefined) return [other, name];
    seen.set(bucketOf(name), name);
  }
}

const TAGS = sharing('t:row:');
const KEYS = sharing('hf:app:row');

/** Two rows, one cached read of each, and what is known to be acknowledged. */
class World {
  readonly counts: ScheduleCounts = { reads: 0, hits: 0, stale: undefined };
  readonly #scenario: ClusterScenario;
  readonly #pick: Pick;
  readonly #nodes: SlowNodes;
  /** A rule is taken out: then some steps find no end. */
  readonly #mayFail: boolean;
  readonly #rows = [0, 0];
  /** The oldest version that may be served under each key. */
  readonly #least = [0, 0];

  constructor(scenario: ClusterScenario, pick: Pick, nodes: SlowNodes, mayFail: boolean) {
    this.#mayFail = mayFail;
    this.#scenario = scenario;
    this.#pick = pick;
    this.#nodes = nodes;
  }

  async act(store: Store): Promise<void> {
    for (let i = 0; i < OPERATIONS && this.counts.stale === undefined; i++) {
      const { does, isTiny } = this.#scenario;
      const row = isTiny === true ? 0 : this.#pick(2);
      const what = does[this.#pick(does.length)] ?? 'read';
      try {
        await this.#do(what, store, row);
      } catch (error) {
        // A step that was given up: nothing is acknowledged, and the outbox tries again.
        if (!this.#mayFail && !(error instanceof Error && error.message === 'given up')) throw error;
      }
      await this.#nodes.pause();
    }
  }

  async #do(what: ClusterScenario['does'][number], store: Store, row: number): Promise<void> {
    if (what === 'read') return this.#read(store, row);
    const [key = '', tag = ''] = [KEYS[row], TAGS[row]];
    const versions =
      what === 'invalidateAll'
        ? this.#rows.map((version) => version + 1)
        : this.#rows.with(row, (this.#rows[row] ?? 0) + 1);
    this.#rows.splice(0, 2, ...versions);
    if (what === 'refresh') await this.#refresh(store, row);
    else
      await this.#insist(() =>
        what === 'endKey' ? store.invalidateKeys([key]) : store.invalidate([what === 'invalidate' ? tag : '*']),
      );
    for (const at of what === 'invalidateAll' ? [0, 1] : [row]) {
      this.#least[at] = Math.max(this.#least[at] ?? 0, versions[at] ?? 0);
    }
  }

  async #insist(send: () => unknown): Promise<void> {
    for (;;) {
      try {
        await send();
        return;
      } catch {
        // As the outbox does: until it is taken.
        await this.#nodes.pause();
      }
    }
  }

  async #read(store: Store, row: number): Promise<void> {
    const least = this.#least[row] ?? 0;
    const [reading] = await store.read([{ key: KEYS[row] ?? '', dependencies: this.#dependenciesOf(row) }]);
    if (reading === undefined) throw new Error('a reading for each request');
    this.counts.reads++;
    if (reading.entry === undefined) return this.#compute(store, row, reading.stamp, false);
    this.counts.hits++;
    // The values of these stores are sealed.
    const version = Number((reading.entry.value as SealedValue).payload);
    if (version < least) this.counts.stale ??= `version ${version} of row ${row} after ${least} was acknowledged`;
  }

  async #refresh(store: Store, row: number): Promise<void> {
    const request = { key: KEYS[row] ?? '', dependencies: this.#dependenciesOf(row) };
    for (const stamp of await store.takeNextStamps([request])) await this.#compute(store, row, stamp, true);
  }

  #dependenciesOf(row: number): readonly string[] {
    return this.#scenario.isTiny === true ? ['*'] : ['*', TAGS[row] ?? ''];
  }

  async #compute(store: Store, row: number, stamp: Stamp, raisesFloor: boolean): Promise<void> {
    await this.#nodes.pause();
    const value: SealedValue = { codec: 'data', payload: String(this.#rows[row]) };
    await this.#nodes.pause();
    const dependencies = this.#dependenciesOf(row);
    await store.write([{ key: KEYS[row] ?? '', value, stamp, dependencies, ttl: TTL, owner: OWNER, raisesFloor }]);
  }
}

/** Runs one schedule: the same for the same seed. */
export async function runSchedule(
  scenario: ClusterScenario,
  seed: number,
  off: ReadonlySet<ScriptRule | StepRule>,
): Promise<ScheduleCounts> {
  const pick = makePick(seed);
  const nodes = new SlowNodes(pick, off);
  nodes.givesUp = scenario.givesUp ?? 0;
  const parts = {
    runner: nodes,
    names: new RedisNames('hf'),
    sealing: sealBytes(),
    areKnown: true,
    close: () => undefined,
  };
  const stores = [clusterStore(parts), clusterStore(parts)] as const;
  const world = new World(scenario, pick, nodes, off.size > 0);
  let active = ACTORS;
  const actors = Array.from({ length: ACTORS }, async (_, at) => {
    try {
      await world.act(stores[at % 2 === 0 ? 0 : 1]);
    } finally {
      active--;
    }
  });
  const all = Promise.allSettled(actors);
  while (active > 0) {
    await nextTurn();
    if (nodes.isIdle) continue;
    disturb(scenario, nodes, pick);
    nodes.stepOnce();
  }
  for (const outcome of await all) if (outcome.status === 'rejected') throw outcome.reason;
  return world.counts;
}

function disturb(scenario: ClusterScenario, nodes: SlowNodes, pick: Pick): void {
  const happens = (often = 0): boolean => often > 0 && pick(1000) < often;
  if (happens(scenario.losesName)) nodes.lose('name');
  if (happens(scenario.losesBucket)) nodes.lose('bucket');
  if (happens(scenario.losesCounter)) nodes.lose('counter');
  if (happens(scenario.losesNode)) nodes.lose('node');
  if (happens(scenario.replicates)) nodes.replicate();
  if (happens(scenario.failsOver)) nodes.failOver();
}

/** A generator of the same numbers for the same seed: mulberry32 by Tommy Ettinger. */
function makePick(seed: number): Pick {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
}
