import type { Mutant } from '../scheduler/mutant.ts';

/** The runtime with one rule switched off: the processes must find what that breaks. */
export interface ProcessMutant extends Omit<Mutant, 'scenario'> {
  /** The store on which it is found. */
  readonly store: 'sqlite' | 'redis';
}
