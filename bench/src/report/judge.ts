import type { Figure } from '../row.ts';

/**
 * How a figure stands to its goal. `held`: at most the goal. `within noise`: over it by no more than its noise, so that
 * the next run may say otherwise. `missed`: over it by more. `shown`: it has no goal.
 */
export type Verdict = 'held' | 'within noise' | 'missed' | 'shown';

export function judge(figure: Figure): Verdict {
  const { value, noise, goal } = figure;
  if (goal === undefined) return 'shown';
  if (!exceedsGoal(figure)) return 'held';
  return value - noise <= goal ? 'within noise' : 'missed';
}

/** Whether it is over its goal, by however little; what is no number is. */
export function exceedsGoal({ value, goal }: Figure): boolean {
  // JSON holds what is no number as `null`, which is less than most goals.
  return goal !== undefined && !(Number.isFinite(value) && value <= goal);
}
