import { BATCH_CASES } from './batch-cases.ts';
import { CONCURRENCY_CASES } from './concurrency-cases.ts';
import { DAMAGE_CASES } from './damage-cases.ts';
import { type CaseDefinition, fits } from './define-case.ts';
import { DISPOSAL_CASES } from './disposal-cases.ts';
import { EXPIRY_CASES } from './expiry-cases.ts';
import { KEY_CASES } from './key-cases.ts';
import { LOSS_CASES } from './loss-cases.ts';
import { NAME_CASES } from './name-cases.ts';
import { STAMP_CASES } from './stamp-cases.ts';
import type { StoreCase, StoreUnderTest } from './store-under-test.ts';
import { Trial } from './trial.ts';
import { VALUE_CASES } from './value-cases.ts';

const CASES: readonly CaseDefinition[] = [
  ...VALUE_CASES,
  ...EXPIRY_CASES,
  ...STAMP_CASES,
  ...KEY_CASES,
  ...NAME_CASES,
  ...BATCH_CASES,
  ...LOSS_CASES,
  ...DAMAGE_CASES,
  ...CONCURRENCY_CASES,
  ...DISPOSAL_CASES,
];

/** The functions of a test runner: those of Vitest, Jest, Mocha or `node:test` fit as they are. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, run: () => Promise<void>) => unknown;
}

/**
 * What every store has to keep, each as a case to run; cases that the store cannot be put to (it is not shared, nothing
 * can be taken from it) are left out. They use `node:assert`, so any runner can run them.
 */
export function storeCases(options: StoreUnderTest): readonly StoreCase[] {
  return CASES.filter((one) => fits(one, options)).map(({ name, run }) => ({
    name,
    run: async () => {
      const trial = new Trial(options, await options.make());
      try {
        await run(await trial.open(), trial);
      } finally {
        await trial.close();
      }
    },
  }));
}

/**
 * Declares a test for each case: `testStore({ name: 'my store', make: () => ({ definition: myStore() }) }, { describe,
 * it })`. What is asserted follows from the promise that the store claims (`strict`, `bounded`, `besteffort`).
 */
export function testStore(options: StoreUnderTest, { describe, it }: TestRunner): void {
  describe(options.name, () => {
    for (const { name, run } of storeCases(options)) it(name, run);
  });
}
