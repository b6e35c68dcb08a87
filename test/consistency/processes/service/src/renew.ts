import { cacheOf } from 'holdfast';
import { draft, recent, second, single } from './cached-rows.ts';
import { pairsOf } from './call-cached.ts';
import { rows } from './row-client.ts';
import type { ByRow } from './step.ts';
import { named, sought } from './tracked-rows.ts';

const OF_PAIRS = { single, recent, second, draft, named };

/** Computes anew what is cached for the row; answers pairs of row and version. */
export async function renew(fn: ByRow, row: number, verb: 'refresh' | 'prime'): Promise<readonly number[]> {
  if (fn === 'sought') {
    const cache = cacheOf(sought);
    const load = async () => (await rows.list([row]))[0] ?? null;
    return pairsOf([await (verb === 'refresh' ? cache.refresh(row) : cache.prime([row], load))]);
  }
  const cache = cacheOf(OF_PAIRS[fn]);
  const load = async (): Promise<number[]> => [row, await rows.read(row)];
  return verb === 'refresh' ? cache.refresh(row) : cache.prime([row], load);
}
