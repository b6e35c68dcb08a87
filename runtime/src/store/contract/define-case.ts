import type { Client } from './client.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import type { Trial } from './trial.ts';

/** A promise, and how it is tried. */
export interface CaseDefinition {
  readonly name: string;
  /** What the store under test must be able to do; absent: nothing. */
  readonly needs?: 'shared' | 'losesRows' | 'damagesRows';
  readonly run: (client: Client, trial: Trial) => Promise<void>;
}

/** Whether the case can be run. */
export function fits({ needs }: CaseDefinition, options: StoreUnderTest): boolean {
  return needs === undefined || options[needs] === true;
}
