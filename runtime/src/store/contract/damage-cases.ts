import { deepStrictEqual, ok } from 'node:assert/strict';
import { type Client, OWNER, type Served } from './client.ts';
import type { CaseDefinition } from './define-case.ts';
import { Trial } from './trial.ts';

const DEPENDENCIES = ['*', OWNER, 't:team:1'];
const VALUE = { id: 1, name: 'Ada' };

/** Bytes of somebody else cost a miss or an error, and are replaced by the next result. */
export const DAMAGE_CASES: readonly CaseDefinition[] = [
  {
    name: 'serves no damaged row, and heals',
    needs: 'damagesRows',
    run: async (_client, { options }) => {
      const { length } = await damage(new Trial(options, await options.make()), -1);
      ok(length > 0, 'damagesRows: make() gives listRows');
      for (let row = 0; row < length; row++) await damage(new Trial(options, await options.make()), row);
    },
  },
];

async function damage(trial: Trial, row: number): Promise<readonly string[]> {
  try {
    const client = await trial.open();
    await client.put('a', { value: VALUE, dependencies: DEPENDENCIES });
    const rows = [...((await trial.fixture.listRows?.()) ?? [])].sort();
    const name = rows[row];
    if (name !== undefined) await trial.fixture.damageRow?.(name);
    const served = await attempt(client);
    if ('value' in served) deepStrictEqual(served.value, VALUE, `after ${name} was damaged`);
    await client.put('a', { value: VALUE, dependencies: DEPENDENCIES });
    await client.invalidate('t:team:1');
    await client.missing('a');
    return rows;
  } finally {
    await trial.close();
  }
}

/** A store may answer with an error: the runtime takes it for a miss, and reports it. */
async function attempt(client: Client): Promise<Served> {
  try {
    return await client.get('a');
  } catch (error) {
    ok(error instanceof Error, 'a store that fails rejects with an Error');
    return { reason: error.message };
  }
}
