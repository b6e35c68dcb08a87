/**
 * Whether an entry may be served by its shape: that of its writer's result, where both know it, and behind `~` what the
 * writer looked for in results, where the reader looks for anything. A writer that looked for less (an older build, a
 * function that shares the key) has left out dependencies that the reader promises.
 */
export function fitsShape(written = '', wanted = ''): boolean {
  if (written === wanted) return true;
  // A damaged entry may hold anything in its place.
  const [type, found] = String(written).split('~');
  const [wantedType, wantedFound] = wanted.split('~');
  return (!type || !wantedType || type === wantedType) && (wantedFound === undefined || wantedFound === found);
}
