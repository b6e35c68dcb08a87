/** A process that does what it is told, with the results of all processes that have its store. */
import { cacheOf, configure, on, type StoreDefinition } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { keyvAdapter, sqliteStore } from 'holdfast/sqlite';
import { find, runs, square } from './lookups.ts';

/** A store that processes can share; a Keyv is one over an SQLite file. */
export type SharedStore =
  | { readonly kind: 'sqlite' | 'keyv'; readonly file: string }
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'redis-cluster'; readonly addresses: readonly { readonly host: string; readonly port: number }[] };

export type Order =
  /** Answers which run of its body gave what a call of `find` gives. */
  | { readonly do: 'find'; readonly id: number }
  /** The same, when a call was served: some stores serve none that was stored in the first milliseconds. */
  | { readonly do: 'find until served'; readonly id: number }
  /** Answers whether there was an entry. */
  | { readonly do: 'invalidate'; readonly id: number }
  /** Squares all numbers from the first to before the last; answers how often the body ran. */
  | { readonly do: 'square'; readonly first: number; readonly last: number }
  /** Answers the messages of all failures up to now. */
  | { readonly do: 'tell failures' };

const failures: string[] = [];
on('error', ({ error }) => failures.push(String(error)));

function defineStore(shared: SharedStore): StoreDefinition | ReturnType<typeof keyvAdapter> {
  switch (shared.kind) {
    case 'sqlite':
      return sqliteStore(shared.file);
    case 'keyv':
      return keyvAdapter(shared.file);
    case 'redis':
      return redisStore(shared.url);
    case 'redis-cluster':
      return redisStore({ cluster: shared.addresses });
  }
}

async function findUntilServed(id: number): Promise<number> {
  for (let last = await find(id); ; ) {
    const next = await find(id);
    if (next.run === last.run) return next.run;
    last = next;
  }
}

async function squareAll(first: number, last: number): Promise<number> {
  const before = runs.square;
  for (let x = first; x < last; x++) {
    if ((await square(x)) !== x * x) failures.push(`${x} has another square`);
  }
  return runs.square - before;
}

async function carryOut(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'find':
      return (await find(order.id)).run;
    case 'find until served':
      return findUntilServed(order.id);
    case 'invalidate':
      return cacheOf(find).invalidate(order.id);
    case 'square':
      return squareAll(order.first, order.last);
    case 'tell failures':
      return failures;
  }
}

const shared: SharedStore = JSON.parse(process.argv[2] ?? '');
await configure({ store: defineStore(shared) });
process.on('disconnect', () => process.exit());
process.on('message', async (order: Order) => {
  process.send?.({ answer: await carryOut(order) });
});
process.send?.({ answer: 'ready' });
