/** Every choice of a run is made here: which actor goes on, what is evicted, which row a writer changes. */
export type Pick = (count: number) => number;

/** xorshift32 behind a mixed seed: neighbouring seeds give unrelated runs. */
export function randomPick(seed: number): Pick {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ (seed >>> 13);
  state = Math.imul(state ^ (state >>> 15), 0xc2b2ae35) || 0x2545f491;
  return (count) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
}

/** The item at an index that is known to be there; a miss is a mistake of the model. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index} of ${list.length}`);
  return item;
}

/** One item, chosen. */
export const oneOf = <T>(pick: Pick, list: readonly T[]): T => at(list, pick(list.length));
