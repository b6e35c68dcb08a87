import DataLoader from 'dataloader';

import memoize from 'memoize';
import memoizee from 'memoizee';
import pMemoize from 'p-memoize';
import { fastMemoize } from './fast-memoize.ts';
import { type Peer, TTL } from './peer.ts';

/** Packages that keep the results of one function in this process. */
export const MEMOIZERS: readonly Peer[] = [
  {
    who: 'memoize',
    remark: 'no bound',
    wrap: ({ load, keyOf, parameters, isPlain }) =>
      isPlain && parameters === 1
        ? memoize(load, { maxAge: TTL })
        : memoize(load, { maxAge: TTL, cacheKey: ([a, b]) => keyOf(a, b) }),
  },
  {
    who: 'p-memoize',
    remark: 'no ttl, no bound',
    wrap: ({ load, keyOf, parameters, isPlain }) =>
      isPlain && parameters === 1 ? pMemoize(load) : pMemoize(load, { cacheKey: ([a, b]) => keyOf(a, b) }),
  },
  {
    who: 'memoizee',
    remark: 'no bound',
    wrap: ({ load, keyOf, parameters, isPlain }) =>
      memoizee(load, {
        promise: true,
        maxAge: TTL,
        length: parameters,
        ...(isPlain ? { primitive: true } : { normalizer: ([a, b]) => keyOf(a, b) }),
      }),
  },
  { who: 'fast-memoize', remark: 'no ttl, no bound', wrap: ({ load }) => fastMemoize(load) },
  {
    who: 'dataloader',
    remark: 'made for one request: no ttl, no bound',
    wrap: ({ load, keyOf, parameters, isPlain }) => {
      if (parameters === 1 && isPlain) {
        // A function of one parameter has no second argument.
        const loader = new DataLoader((keys: readonly Parameters<typeof load>[0][]) =>
          Promise.all(keys.map((a) => load(a, undefined as never))),
        );
        return (a) => loader.load(a);
      }
      const loader = new DataLoader(
        (keys: readonly Parameters<typeof load>[]) => Promise.all(keys.map(([a, b]) => load(a, b))),
        { cacheKeyFn: ([a, b]) => keyOf(a, b) },
      );
      return (a, b) => loader.load([a, b]);
    },
  },
];
