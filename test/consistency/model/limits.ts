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
    ...scenarioOf('keyvKeys'),
    name: 'evictedMarks',
    about: 'a Keyv throws out marks and is not known to (besteffort)',
    evictions: ['mark', 'marks'],
    weights: { read: 8, write: 2, evict: 2 },
  },
  {
    ...scenarioOf('keyvKeys'),
    name: 'keyvTorn',
    about: 'all rows of a Keyv are lost while it answers those of one read out of order',
    torn: true,
    steps: 200,
    writes: ['keys'],
    weights: { read: 6, write: 3, flush: 3 },
  },
  {
    ...scenarioOf('keyvLateTiny'),
    name: 'keyvSlow',
    about: 'writes to a Keyv came late and have not been repeated yet, and clocks decide (bounded)',
    strict: true,
  },
  {
    ...scenarioOf('keyvLateTiny'),
    name: 'skewedClocks',
    about: 'clocks that decide differ by more than half of clockSkew',
    clocksApart: 16,
  },
];
