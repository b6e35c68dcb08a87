import type { Choice } from '../scheduler/choice.ts';

/** Something that goes wrong. */
export interface Fault {
  /** As it is counted: `connections cut`. */
  readonly name: string;
  /** How likely it is chosen, compared with others. */
  readonly weight: number;
  /** Does it, and resolves when another one may come; answers what happened, for the story. */
  readonly happen: (choice: Choice) => Promise<string> | string;
}

/** Faults that come one after the other. */
export interface FaultGroup {
  /** At most so many milliseconds pass between two of them. */
  readonly longestPause: number;
  readonly faults: readonly Fault[];
}

/** A fault by its weight. */
export function chooseFault(choice: Choice, faults: readonly Fault[]): Fault {
  let left = choice.pick(faults.reduce((sum, { weight }) => sum + weight, 0));
  const chosen = faults.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  if (chosen === undefined) throw new Error('there is nothing that can go wrong');
  return chosen;
}
