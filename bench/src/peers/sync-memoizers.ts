import { LRUCache } from 'lru-cache';
import memoize from 'memoize';
import memoizee from 'memoizee';
import type { Called } from '../race/contestant.ts';
import { fastMemoize } from './fast-memoize.ts';
import { TTL } from './peer.ts';

/** A synchronous function of one or two primitives. */
export interface SyncSubject<A, B, V> {
  readonly compute: (a: A, b: B) => V;
  readonly keyOf: (a: A, b: B) => string;
  readonly parameters: 1 | 2;
}

type Wrap = <A, B, V extends object | number>(subject: SyncSubject<A, B, V>) => (a: A, b: B) => V;

const PEERS: readonly { readonly who: string; readonly remark: string; readonly wrap: Wrap }[] = [
  { who: 'fast-memoize', remark: 'no ttl, no bound', wrap: ({ compute }) => fastMemoize(compute) },
  {
    who: 'memoize',
    remark: 'no bound',
    wrap: ({ compute, keyOf, parameters }) =>
      parameters === 1
        ? memoize(compute, { maxAge: TTL })
        : memoize(compute, { maxAge: TTL, cacheKey: ([a, b]) => keyOf(a, b) }),
  },
  {
    who: 'memoizee',
    remark: 'no bound',
    wrap: ({ compute, parameters }) => memoizee(compute, { primitive: true, maxAge: TTL, length: parameters }),
  },
  {
    who: 'lru-cache',
    remark: 'around the function by hand',
    wrap: ({ compute, keyOf }) => {
      const cache = new LRUCache<string, ReturnType<typeof compute>>({ max: 100_000, ttl: TTL });
      return (a, b) => {
        const key = keyOf(a, b);
        const hit = cache.get(key);
        if (hit !== undefined) return hit;
        const result = compute(a, b);
        cache.set(key, result);
        return result;
      };
    },
  },
];

/** The packages that cache synchronous functions, each with a count of body runs of its own. */
export function enterSyncPeers<A, B, V extends object | number>(subject: SyncSubject<A, B, V>): readonly Called[] {
  return PEERS.map(({ who, remark, wrap }) => {
    let runs = 0;
    const two = (a: A, b: B): V => {
      runs++;
      return subject.compute(a, b);
    };
    // Packages choose their way by how many parameters the function has; one has no second argument.
    const compute = subject.parameters === 2 ? two : (a: A): V => two(a, undefined as never);
    return { who, role: 'peer', remark, call: wrap({ ...subject, compute }), countRuns: () => runs };
  });
}
