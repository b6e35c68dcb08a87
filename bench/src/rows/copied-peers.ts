import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { Keyv } from 'keyv';
import { byGetAndSet } from '../peers/by-get-and-set.ts';
import { enterPeers, type Peer, type Subject, TTL } from '../peers/peer.ts';
import type { Called } from '../race/contestant.ts';
import { copyAny } from './copy-any.ts';

/** The same hit with a copy that was not written for the type, and the packages that copy by themselves. */
export function enterCopied<V>(subject: Subject<number, undefined, V>): readonly Called[] {
  return enterPeers(PEERS, subject);
}

const PEERS: readonly Peer[] = [
  { who: 'by hand, generic copier', wrap: (subject) => copiedBy(copyAny, subject) },
  { who: 'by hand, structuredClone', wrap: (subject) => copiedBy(structuredClone, subject) },
  {
    who: 'by hand, JSON',
    // What JSON carries comes back as it was.
    wrap: (subject) => copiedBy(<T>(value: T) => JSON.parse(JSON.stringify(value)) as T, subject),
  },
  {
    who: 'keyv',
    remark: 'around the function by hand',
    wrap: (subject) => byGetAndSet(new Keyv({ ttl: TTL }), subject),
  },
  {
    who: 'BentoCache',
    wrap: ({ load, keyOf }) => {
      const stores = { memory: bentostore().useL1Layer(memoryDriver({ maxItems: 100_000 })) };
      const cache = new BentoCache({ default: 'memory', stores });
      return (a, b) => cache.getOrSet({ key: keyOf(a, b), ttl: TTL, factory: () => load(a, b) });
    },
  },
];

function copiedBy<A, B, V>(copy: <T>(value: T) => T, { load, keyOf }: Subject<A, B, V>): (a: A, b: B) => Promise<V> {
  const stored = new Map<string, V>();
  return async (a, b) => {
    const key = keyOf(a, b);
    const hit = stored.get(key);
    if (hit !== undefined) return copy(hit);
    const value = await load(a, b);
    stored.set(key, value);
    return copy(value);
  };
}
