/**
 * Where what a sticky expression matches at a place ends; the place itself where it matches nothing. Unlike a
 * match it takes no memory.
 */
export function endOfMatch(sticky: RegExp, text: string, start: number): number {
  sticky.lastIndex = start;
  return sticky.test(text) ? sticky.lastIndex : start;
}
