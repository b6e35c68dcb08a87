import type { Scenario } from './scenario.ts';
import { scenarioOf } from './scenarios.ts';

/** Faults that the design does not cover and says so: with all rules on each of them has to show. */
export const LIMITS: readonly Scenario[] = [
  {
    ...scenarioOf('script'),
    name: 'split',
    about: 'an old Redis master acknowledges invalidations after another has been promoted',
    limit: 'split',
    weights: { read: 12, write: 5, failover: 2 },
  },
  {
    ...scenarioOf('keyv'),
    name: 'evictedStamps',
    about: 'a Keyv store evicts the stamp of an invalidation (besteffort)',
    evictions: ['dependency'],
    weights: { read: 8, write: 2, evict: 2 },
  },
  {
    ...scenarioOf('keyv'),
    name: 'skewedClocks',
    about: 'clocks that differ by more than half of clockSkew on a Keyv store',
    limit: 'skewedClocks',
  },
  {
    ...scenarioOf('keyv'),
    name: 'keyvTimeouts',
    about: 'a Keyv store executes a write after its caller gave up and wrote again',
    timeouts: true,
    weights: { read: 8, write: 3, retry: 4 },
  },
  {
    ...scenarioOf('keyv'),
    name: 'keyvCrash',
    about: 'a process dies between its slow write to a Keyv store and the repetition',
    weights: { read: 8, write: 3, crash: 1 },
  },
];
