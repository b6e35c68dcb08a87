import { ok } from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Client, OWNER } from './client.ts';
import type { CaseDefinition } from './define-case.ts';

const KEYS = 6;
const WORKERS = 12;
const STEPS = 40;

/** A table of rows with versions, as a database would have it, and the newest versions whose invalidation was acknowledged. */
class Table {
  /** By row; none of them: 0. */
  readonly #versions = new Map<number, number>();
  readonly #acknowledged = new Map<number, number>();
  #random = 12_345;
  hits = 0;

  /** A number from 0 to below `end`; the same ones in every run. Numerical Recipes' generator. */
  pick(end: number): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#random / 2 ** 32) * end);
  }

  /** Changes a row, and invalidates what was read from it. */
  async change(client: Client, row: number): Promise<void> {
    const version = (this.#versions.get(row) ?? 0) + 1;
    this.#versions.set(row, version);
    await client.invalidate(`t:row:${row}`);
    this.#acknowledged.set(row, Math.max(this.#acknowledged.get(row) ?? 0, version));
  }

  /** A cached call: served, or read from the row and stored, with time passing between. */
  async call(client: Client, row: number): Promise<void> {
    const least = this.#acknowledged.get(row) ?? 0;
    const name = `row${row}`;
    const dependencies = ['*', OWNER, `t:row:${row}`];
    const [reading] = await client.store.read([{ key: client.key(name), dependencies }]);
    ok(reading !== undefined, 'read() answers one reading for each request');
    if (reading.entry !== undefined) {
      const version = Number(client.open(reading.entry.value));
      ok(version >= least, `version ${version} of row ${row} is served after ${least} was acknowledged`);
      this.hits++;
      return;
    }
    const value = this.#versions.get(row) ?? 0;
    for (let turns = this.pick(4); turns > 0; turns--) await nextTurn();
    await client.write(name, { value, stamp: reading.stamp, dependencies });
  }
}

async function work(table: Table, client: Client): Promise<void> {
  for (let step = 0; step < STEPS; step++) {
    const row = table.pick(KEYS);
    if (table.pick(5) === 0) await table.change(client, row);
    else await table.call(client, row);
    await nextTurn();
  }
}

async function workTogether(clients: readonly Client[]): Promise<void> {
  const table = new Table();
  const workers = Array.from({ length: WORKERS }, (_, at) => clients[at % clients.length]);
  await Promise.all(workers.map((client) => client && work(table, client)));
  const [client] = clients;
  ok(client !== undefined, 'there is a client');
  if (client.isStrict) ok(table.hits > 0, 'some calls are served');
  for (let row = 0; row < KEYS; row++) {
    await table.change(client, row);
    for (const one of clients) await one.missing(`row${row}`);
  }
}

/** Whatever runs at the same time, nothing is served that is older than an invalidation that was acknowledged. */
export const CONCURRENCY_CASES: readonly CaseDefinition[] = [
  {
    name: 'serves nothing stale to callers that read, load and invalidate at the same time',
    run: (client) => workTogether([client]),
  },
  {
    name: 'serves nothing stale to several processes',
    needs: 'shared',
    run: async (client, trial) => workTogether([client, await trial.open(), await trial.open()]),
  },
  {
    name: 'shows a store what another one wrote and invalidated',
    needs: 'shared',
    run: async (client, trial) => {
      const other = await trial.open();
      await client.put('a', { value: 1 });
      await other.put('b', { value: 2 });
      const served = [await other.get('a'), await client.get('b')];
      ok(
        served.every((one) => 'value' in one),
        'each is served what the other wrote',
      );
      await other.invalidate(OWNER);
      await client.missing('a');
      await client.missing('b');
      const stamp = await client.stamp('a');
      await other.end('a');
      await client.write('a', { value: 'old', stamp });
      await client.missing('a');
      await other.missing('a');
    },
  },
];
