import type { EntityPlan } from './entity-plan.ts';

/** The text of a plan: equal for two functions whose results are walked in the same way. */
export function renderPlan({ root, parts, functions }: EntityPlan): string {
  return JSON.stringify([root, parts, functions.length]);
}
