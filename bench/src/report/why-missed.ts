/**
 * Where the time of a missed goal goes and why it cannot go, by the name of the row: a sentence or two, printed under
 * "Missed goals" while the row misses one. Only what was measured is said.
 */
export const WHY_MISSED: ReadonlyMap<string, string> = new Map([]);
