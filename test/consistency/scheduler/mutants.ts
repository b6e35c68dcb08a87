import { BATCH_MUTANTS } from './batch-mutants.ts';
import { CALL_MUTANTS } from './call-mutants.ts';
import { ENTITY_MUTANTS } from './entity-mutants.ts';
import { INVALIDATION_MUTANTS } from './invalidation-mutants.ts';
import { KEYV_MUTANTS } from './keyv-mutants.ts';
import type { Mutant } from './mutant.ts';
import { STORE_MUTANTS } from './store-mutants.ts';

/** Every rule of the protocol, switched off one at a time. */
export const MUTANTS: readonly Mutant[] = [
  ...STORE_MUTANTS,
  ...KEYV_MUTANTS,
  ...CALL_MUTANTS,
  ...BATCH_MUTANTS,
  ...INVALIDATION_MUTANTS,
  ...ENTITY_MUTANTS,
];
