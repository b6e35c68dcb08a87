import { CLUSTER_SCENARIOS } from './cluster-scenarios.ts';
import { FRONT_SCENARIOS } from './front-scenarios.ts';
import { KEYV_SCENARIOS } from './keyv-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { SCRIPT_SCENARIOS } from './script-scenarios.ts';

/** Every world in which all rules together have to find nothing. */
export const SCENARIOS: readonly Scenario[] = [
  ...SCRIPT_SCENARIOS,
  ...CLUSTER_SCENARIOS,
  ...FRONT_SCENARIOS,
  ...KEYV_SCENARIOS,
];

/** A scenario by its name. */
export function scenarioOf(name: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (scenario === undefined)
    throw new Error(`no scenario ${name}; there are ${SCENARIOS.map((one) => one.name).join(', ')}`);
  return scenario;
}
