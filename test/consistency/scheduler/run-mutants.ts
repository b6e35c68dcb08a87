/** Hunts every mutant, or those of a name: `node test/consistency/scheduler/run-mutants.ts [--name 'key floor'] [--reads 300000]`. */
import { parseArgs } from 'node:util';
import { hunt, mutateFile } from './hunt.ts';
import { MUTANTS } from './mutants.ts';

const { values } = parseArgs({ options: { name: { type: 'string' }, reads: { type: 'string', default: '300000' } } });

await Promise.all(MUTANTS.map(mutateFile));
for (const mutant of MUTANTS.filter(({ name }) => values.name === undefined || name === values.name)) {
  const { found, said, milliseconds } = await hunt(mutant, Number(values.reads));
  if (!found) process.exitCode = 1;
  console.log(`${found ? 'found' : 'NOT FOUND'} in ${(milliseconds / 1000).toFixed(1)} s: ${mutant.name}. ${said}`);
}
