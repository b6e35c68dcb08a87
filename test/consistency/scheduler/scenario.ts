import type { PlanName } from './plan.ts';
import type { World, WorldOptions } from './world.ts';

/** A kind of run: a world and who does what in it. */
export interface Scenario {
  readonly name: string;
  /** What it is about, in a sentence. */
  readonly about: string;
  readonly options: Omit<WorldOptions, 'plans'> & { readonly plans: readonly PlanName[] };
  /** Starts the actors. `size` 1 is as usual; smaller values make shorter stories. */
  readonly start: (world: World, size: number) => void;
  /** What must hold when every actor has ended, besides what is checked at each read. */
  readonly finally?: (world: World) => string | undefined;
}
