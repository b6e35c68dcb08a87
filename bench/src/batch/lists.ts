import type { Called } from '../race/contestant.ts';
import { loadUser } from '../rows/user.ts';
import type { BatchPeer, LoadMany } from './by-many.ts';

/** Items of a call. */
const LENGTH = 100;
export const HALF = LENGTH / 2;

/** Calls with one list: all of its items are stored. */
export function callWithStored(list: LoadMany): Called['call'] {
  const ids = Array.from({ length: LENGTH }, (_, i) => i);
  return () => list(ids);
}

/** 100 ids, the same half always and another half that nobody asked for before. */
export function callWithHalf(list: LoadMany): Called['call'] {
  let next = HALF;
  const cached = Array.from({ length: HALF }, (_, i) => i);
  return () => list([...cached, ...cached.map(() => next++)]);
}

/** Makes the calls of a row. */
export type CallWith = typeof callWithHalf;

/** A package with a count of the items that it loaded. */
export function enterBatch({ who, remark, wrap }: BatchPeer, callWith: CallWith): Called {
  let items = 0;
  const load: LoadMany = async (ids) => {
    items += ids.length;
    return ids.map(loadUser);
  };
  return { who, role: 'peer', remark, call: callWith(wrap(load)), countRuns: () => items };
}
