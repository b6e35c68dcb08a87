import { AsyncLocalStorage } from 'node:async_hooks';
import type { KeyvClient, TextRow } from '../../../runtime/src/store/keyv/keyv-client.ts';
import type { Reading, ReadRequest, Store } from '../../../runtime/src/store/port.ts';
import { StoreDownError } from './slow-store.ts';
import type { World } from './world.ts';

/** How a world's Keyv is. */
export interface KeyvOptions {
  /** `besteffort`: any row may be lost by itself. `bounded`: entries may, and all rows together. */
  readonly promise: 'bounded' | 'besteffort';
  /** The clocks of the processes differ by less than this many milliseconds. */
  readonly clocks: number;
  /** What another process wrote late may hide an invalidation until it has written it again. */
  readonly hides?: true;
  /** No dependency is known before a body runs, as if all came from results. */
  readonly late?: true;
  /** The rows of a request come together, in place of chance: fewer orders, where all are taken. */
  readonly together?: true;
}

/** Of the stores under test, in milliseconds of the world. Each row that travels takes one. */
export const CLOCK_SKEW = 40;

/** The time of a mark. */
const TIME = /"at":(\d+)\}$/;

/**
 * Rows that can only be got and set. Of one request each row travels alone and comes when it comes; the reply comes
 * after the last.
 */
export class KeyvRows {
  readonly #world: World;
  readonly #rows = new Map<string, string>();
  /** Stamps of invalidations that an older one has taken the place of: the newest time, and who did that. */
  readonly #hidden = new Map<string, { readonly at: number; readonly by: object }>();
  readonly #operations = new AsyncLocalStorage<object>();
  #shows = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Opens the store for a process. */
  open(): Store {
    const { options, choice, parts } = this.#world;
    const { promise, clocks: apart, late } = options.keyv ?? { promise: 'bounded', clocks: 1 };
    const { getSetStore, sealBytes } = parts.runtime;
    const offset = choice.pick(apart);
    const clocks = { now: () => this.#world.clock, wallNow: () => this.#world.clock + offset };
    const sealing = sealBytes();
    const store = getSetStore({
      client: this.#client(),
      promise,
      sealing,
      clocks,
      clockSkew: CLOCK_SKEW,
      prefix: 'hf',
    });
    return {
      ...store,
      read: (requests) => this.#operate(() => (late ? readLate(store, requests) : store.read(requests))),
      takeNextStamps: (requests) => this.#operate(() => store.takeNextStamps(requests)),
      write: (writes) => this.#operate(() => store.write(writes)),
      invalidate: (names) => this.#operate(() => store.invalidate(names)),
      invalidateKeys: (keys) => this.#operate(() => store.invalidateKeys(keys)),
    };
  }

  /** What an operation wrote late, it has written again when it ends. */
  async #operate<T>(work: () => T): Promise<Awaited<T>> {
    const operation = {};
    try {
      return await this.#operations.run(operation, work);
    } finally {
      for (const [name, { by }] of this.#hidden) if (by === operation) this.#show(name);
    }
  }

  /** One process's way to the rows. */
  #client(): KeyvClient {
    const { options } = this.#world;
    return {
      kind: 'keyv',
      evicts: options.keyv?.promise === 'besteffort',
      longestName: 200,
      reserved: '',
      getMany: (names) => this.#travel(names, 'read', (name) => this.#rows.get(name)),
      setMany: async (rows) => {
        const by = this.#operations.getStore() ?? {};
        await this.#travel(rows, 'write', (row) => this.#put(row, by));
      },
      deleteMany: async (names) => {
        await this.#travel(names, 'write', (name) => this.#rows.delete(name));
      },
      close: () => {},
    };
  }

  /** Changes whenever something that was hidden no longer is; `undefined` while something is. */
  get clearView(): number | undefined {
    return this.#hidden.size === 0 ? this.#shows : undefined;
  }

  lose(pick: (count: number) => number, isEntry: boolean): string {
    const names = [...this.#rows.keys()].filter((name) => name.startsWith('hf:app:') === isEntry);
    const name = names.length === 0 ? undefined : names[pick(names.length)];
    if (name === undefined) return 'nothing';
    this.#rows.delete(name);
    return name;
  }

  garble(pick: (count: number) => number): string {
    const names = [...this.#rows.keys()];
    const name = names.length === 0 ? undefined : names[pick(names.length)];
    if (name === undefined) return 'nothing';
    this.#rows.set(name, '{"hf":1}\n');
    return name;
  }

  loseEverything(): void {
    this.#rows.clear();
    for (const name of this.#hidden.keys()) this.#show(name);
  }

  async #travel<T, U>(items: readonly T[], operation: 'read' | 'write', step: (item: T) => U): Promise<U[]> {
    const world = this.#world;
    const fault = world.nextFault(operation);
    const together = world.options.keyv?.together ?? world.choice.pick(2) === 0;
    if (together) await world.turn();
    const answers = await Promise.all(
      items.map(async (item) => {
        if (!together) await world.turn();
        world.clock++;
        return fault === 'before' ? undefined : { value: step(item) };
      }),
    );
    await world.turn();
    if (fault !== 'none') throw new StoreDownError(`${operation} failed ${fault} the step`);
    return answers.flatMap((answer) => (answer === undefined ? [] : [answer.value]));
  }

  #put({ name, text }: TextRow, by: object): void {
    const standing = timeOf(this.#rows.get(name));
    const newest = Math.max(standing ?? 0, this.#hidden.get(name)?.at ?? 0);
    this.#rows.set(name, text);
    this.#world.tell(() => `store: sets ${name} to ${text.slice(0, 160)}`);
    const at = timeOf(text);
    if (at === undefined || at >= newest) this.#show(name);
    else if (name.startsWith('hf:d:')) this.#hidden.set(name, { at: newest, by });
  }

  #show(name: string): void {
    if (this.#hidden.delete(name)) this.#shows++;
  }
}

function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? undefined : TIME.exec(text)?.[1];
  return time === undefined ? undefined : Number(time);
}

/** The stamps are others than those that the store gave, so that it cannot know what was seen with them. */
async function readLate(store: Store, requests: readonly ReadRequest[]): Promise<readonly Reading[]> {
  const readings = await store.read(requests.map(({ key }) => ({ key, dependencies: [] })));
  return readings.map((reading) => ({ ...reading, stamp: { ...reading.stamp } }));
}
