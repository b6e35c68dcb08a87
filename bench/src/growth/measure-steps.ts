import type { Mode } from '../mode.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Race } from '../race/race.ts';
import type { Figure, Measured } from '../row.ts';

/** One size of what grows. */
export interface Step {
  /** `10,000 entries` */
  readonly name: string;
  readonly race: Race;
}

/** Races of several sizes, one after the other; each has a base of its own. */
export async function measureSteps(steps: readonly Step[], mode: Mode): Promise<Measured> {
  const figures: Figure[] = [];
  for (const { name, race } of steps) {
    const measured = await measureRace(race, mode);
    figures.push(...measured.figures.map((figure) => ({ ...figure, who: `${name}: ${figure.who}` })));
  }
  return { figures };
}
