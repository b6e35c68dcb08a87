/** A ttl as Redis takes it. */
export function wholeMilliseconds(ttl: number): number {
  return Math.max(1, Math.floor(ttl));
}
