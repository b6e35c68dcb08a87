import { Session } from 'node:inspector/promises';
import { basename } from 'node:path';
import type { Profile } from '../row.ts';
import type { Lane } from './lane.ts';

const SLICES = 40;
/** What takes less than this share says nothing. */
const LEAST = 0.01;
const LINES = 12;

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
    const samples = new Map<string, number>();
    for (const { hitCount = 0, callFrame } of profile.nodes) {
      const place = `${callFrame.functionName || '(anonymous)'} ${renderOrigin(callFrame.url)}`.trim();
      samples.set(place, (samples.get(place) ?? 0) + hitCount);
    }
    const total = [...samples.values()].reduce((sum, one) => sum + one, 0);
    const lines = [...samples].map(([place, own]) => ({ place, share: own / total }));
    const most = lines.filter(({ share }) => share >= LEAST).toSorted((a, b) => b.share - a.share);
    return { who: contestant.who, lines: most.slice(0, LINES) };
  } finally {
    session.disconnect();
  }
}

/** The package or file that a script is of; shared chunks of a build have names that say nothing. */
function renderOrigin(url: string): string {
  if (/\/(runtime|transformer|codegen)\/dist\//.test(url)) return 'of holdfast';
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name === undefined ? basename(url) : `of ${name}`;
}
