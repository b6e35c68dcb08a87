/**
 * Proves the promise with real processes on a real store: `node test/consistency/processes/run.ts [--store sqlite|redis]
 * [--seconds 60] [--seed 1] [--reads 1000000]`, after `npm run build`. Without a store both are taken, one after the other.
 *
 * A seed replays the choice of calls, writes and faults, not their timing. Ends with code 1 and the story of the row
 * where something is wrong, or nothing was served at all.
 */
import { parseArgs } from 'node:util';
import { buildService } from './build-service.ts';
import { prove } from './prove.ts';
import { renderProven } from './render-proven.ts';

const STORES = ['sqlite', 'redis'] as const;

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    reads: { type: 'string' },
  },
});

const chosen = STORES.filter((store) => values.store === undefined || values.store === store);
if (chosen.length === 0) throw new Error(`there is no store ${values.store}. Stores: ${STORES.join(', ')}.`);
const [seconds, seed, reads] = [values.seconds, values.seed, values.reads].map(Number);
const service = await buildService();
try {
  for (const store of chosen) {
    const began = performance.now();
    const proven = await prove({
      service,
      store,
      seconds: seconds ?? 60,
      seed: seed ?? 1,
      reads: values.reads === undefined ? undefined : reads,
    });
    const took = ((performance.now() - began) / 1000).toFixed(1);
    console.log(renderProven(proven, `${store}, seed ${seed}, ${took} s`));
    if (proven.violation !== undefined || proven.tally.hits === 0) process.exitCode = 1;
  }
} finally {
  service.remove();
}
