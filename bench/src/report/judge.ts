import type { Figure } from '../row.ts';

/**
 * How a figure stands to its goal. `held`: at most the goal. `within noise`: over it by no more than its noise, so that
 * the next run may say otherwise. `missed`: over it by more. `shown`: it has no goal.
 */
export type Verdict = 'held' | 'within noise' | 'missed' | 'shown';

export function judge({ value, noise, goal }: Figure): Verdict {
  if (goal === undefined) return 'shown';
  if (value <= goal) return 'held';
  return value - noise <= goal ? 'within noise' : 'missed';
}
