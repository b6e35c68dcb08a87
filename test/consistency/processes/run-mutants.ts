/**
 * Hunts every mutant, or those of a name or store: `node test/consistency/processes/run-mutants.ts [--store sqlite|redis]
 * [--name 'read rule on Redis'] [--seconds 60] [--seed 1]`. Ends with code 1 where one is not found in the time.
 */
import { parseArgs } from 'node:util';
import { mutateFile } from '../scheduler/hunt.ts';
import { buildService } from './build-service.ts';
import { huntMutant } from './hunt-mutant.ts';
import { PROCESS_MUTANTS } from './process-mutants.ts';

const { values } = parseArgs({
  options: {
    store: { type: 'string' },
    name: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});

const chosen = PROCESS_MUTANTS.filter(
  ({ name, store }) => name === (values.name ?? name) && store === (values.store ?? store),
);
// A text that is not there any more is told before anything is run.
await Promise.all(PROCESS_MUTANTS.map(mutateFile));
const service = await buildService();
try {
  for (const mutant of chosen) {
    const limits = { seconds: Number(values.seconds), seed: Number(values.seed) };
    const { problem, milliseconds } = await huntMutant(service, mutant, limits);
    if (problem === undefined) process.exitCode = 1;
    const seconds = (milliseconds / 1000).toFixed(1);
    console.log(
      `${problem === undefined ? 'NOT FOUND' : 'found'} in ${seconds} s: ${mutant.name}. ${problem ?? mutant.rule}`,
    );
  }
} finally {
  service.remove();
}
