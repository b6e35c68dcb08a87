import { type Cache, cachified, createBatch } from '@epic-web/cachified';
import { TTL } from '../peers/peer.ts';
import type { User } from '../rows/user.ts';
import type { LoadMany } from './by-many.ts';

/** As cachified documents it: each item is looked for alone, and what is missing is loaded together. */
export function byBatch(load: LoadMany, cache: Cache): LoadMany {
  return (ids) => {
    const batch = createBatch<User, number>(async (missing) => [...(await load(missing))]);
    return Promise.all(
      ids.map((id) => cachified({ key: `one:user:${id}`, cache, ttl: TTL, getFreshValue: batch.add(id) })),
    );
  };
}
