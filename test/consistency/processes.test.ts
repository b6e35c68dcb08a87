import { afterAll, describe, expect, it } from 'vitest';
import { LEAVES_REDIS_OUT } from '../servers/redis-server.ts';
import { buildService } from './processes/build-service.ts';
import { huntMutant } from './processes/hunt-mutant.ts';
import { PROCESS_MUTANTS } from './processes/process-mutants.ts';
import { prove } from './processes/prove.ts';

const service = await buildService();
afterAll(service.remove);

const STORES = LEAVES_REDIS_OUT ? (['sqlite'] as const) : (['sqlite', 'redis'] as const);

describe('four processes of a built service, while processes and the store are killed and lose what they hold', () => {
  it.each(STORES)('are served nothing stale on %s, and are served', async (store) => {
    const { violation, tally } = await prove({ service, store, seconds: 8, seed: 1 });
    expect(violation).toBe(undefined);
    const { reads, hits, misses, commits, rollBacks, acknowledged } = tally;
    const least = Math.min(reads, hits, misses, commits, rollBacks, acknowledged);
    expect(least).toBeGreaterThan(0);
  });

  it.each(
    PROCESS_MUTANTS.filter(({ name }) => name.startsWith('read rule')).filter(({ store }) =>
      STORES.some((one) => one === store),
    ),
  )('are found to be served what is stale where a rule is switched off ($name): $rule', async (mutant) => {
    const { problem } = await huntMutant(service, mutant, { seconds: 40, seed: 1 });
    expect(problem).toMatch(
      /^w[\d.]+: \w+\([\d,]+\) gave (version \d+|nothing) of row \d+, .* version \d+,? (whose invalidation )?had been acknowledged before the call began$/,
    );
  });

  it('have a name of its own for each rule, and each names a place of the runtime', async () => {
    expect(new Set(PROCESS_MUTANTS.map(({ name }) => name)).size).toBe(PROCESS_MUTANTS.length);
    for (const mutant of PROCESS_MUTANTS) await service.install(mutant);
    await service.install();
  });
});
