import type { Mode } from '../mode.ts';
import { measureRace } from '../race/measure-race.ts';
import type { Race } from '../race/race.ts';
import type { Absent, Figure, Measured, Profile } from '../row.ts';

/** One size of what grows. */
export interface Step {
  /** `10,000 entries` */
  readonly name: string;
  readonly race: Race;
}

/** Races of several sizes, one after the other; each has a base of its own. */
export async function measureSteps(steps: readonly Step[], mode: Mode): Promise<Measured> {
  const figures: Figure[] = [];
  const absent: Absent[] = [];
  const profiles: Profile[] = [];
  for (const { name, race } of steps) {
    const named = <T extends { readonly who: string }>(one: T): T => ({ ...one, who: `${one.who}: ${name}` });
    const measured = await measureRace(race, mode);
    figures.push(...measured.figures.map(named));
    absent.push(...(measured.absent ?? []).map(named));
    profiles.push(...(measured.profiles ?? []).map(named));
  }
  return { figures, absent, profiles };
}
