import { Session } from 'node:inspector/promises';
import type { Lane } from '../race/lane.ts';
import type { Profile } from '../row.ts';
import { sumProfile } from './sum-profile.ts';

const SLICES = 40;

/** Runs a lane for about half a second under the profiler: the functions that most samples fell into. */
export async function profileLane({ contestant, time, count }: Lane): Promise<Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 100 });
    await session.post('Profiler.start');
    for (let i = 0; i < SLICES; i++) await time(count);
    const { profile } = await session.post('Profiler.stop');
    return { who: contestant.who, lines: sumProfile(profile.nodes) };
  } finally {
    session.disconnect();
  }
}
