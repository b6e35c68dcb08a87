/** One process of the service: makes the calls that it is told to make. */
import { cacheOf, configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import * as people from './people.ts';

/** `['find', 1]` */
export type Call = readonly [name: keyof typeof CALLS, ...args: readonly unknown[]];

/** What a process is told, one after another or several at once. */
export type Order =
  /** Make these calls at once: `['find', 1]`. */
  | { readonly do: 'call'; readonly calls: readonly Call[] }
  /** End one entry of a function, which this process may never have called. */
  | { readonly do: 'end'; readonly id: number }
  /** Bodies of `find` that have read their row wait from now on; one does; they go on. */
  | { readonly do: 'close' | 'reach' | 'open' };

/** What a process tells. */
export interface Told {
  readonly order: number;
  /** What the calls gave, or the message of what they threw. */
  readonly answers: readonly unknown[];
  /** The bodies that have run since the last time. */
  readonly ran: readonly string[];
}

const { find, listTeam, greet, motto, rename, add, remove } = people;
const CALLS = { find, listTeam, greet, motto, rename, add, remove };

async function carryOut(order: Order): Promise<readonly unknown[]> {
  if (order.do === 'end') return [await cacheOf(find).invalidate(order.id)];
  if (order.do === 'close') people.gate.close();
  if (order.do === 'open') people.gate.open();
  if (order.do === 'reach') await people.gate.reached();
  if (order.do !== 'call') return [];
  const calls = order.calls.map(
    async ([name, ...args]): Promise<unknown> => Reflect.apply(CALLS[name], undefined, args),
  );
  const outcomes = await Promise.allSettled(calls);
  return outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
}

await configure({ store: redisStore(process.argv[2] ?? '') });
process.on('disconnect', () => process.exit());
process.on('message', async ({ number, order }: { readonly number: number; readonly order: Order }) => {
  const answers = await carryOut(order);
  process.send?.({ order: number, answers, ran: people.ran.splice(0) } satisfies Told);
});
process.send?.({ order: 0, answers: [], ran: [] } satisfies Told);
