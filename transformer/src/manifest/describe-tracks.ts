import type { FunctionSpec, Tracked } from 'holdfast';

/**
 * The entities of a function as the manifest lists them, one a line: `user: items[].id`, `team:{teamId}`, with the options
 * of the line, and `unseen` where types do not tell what they hold: `user: items[].id rows; unseen: meta`. `none` where it
 * says that there are none; absent where it says nothing.
 */
export function describeTracks({
  tracks,
  holes,
}: Pick<FunctionSpec, 'tracks' | 'holes'>): readonly string[] | undefined {
  return tracks === 'none' ? ['none'] : tracks?.map((tracked) => describeTracked(tracked, holes));
}

function describeTracked(tracked: Tracked, holes: readonly string[]): string {
  if ('ids' in tracked) return `${tracked.entity}:${tracked.ids.map((index) => `{${holes[index] ?? ''}}`).join(',')}`;
  const { entity, paths, rows, missing, unseen } = tracked;
  // A lone dot is the result itself, as in id=result.
  const places = (list: readonly string[]): string => list.map((path) => (path === '.' ? 'result' : path)).join(', ');
  const options = [...(rows ? [' rows'] : []), ...(missing ? [' missingId=skip'] : [])].join('');
  const dark = unseen === undefined || unseen.length === 0 ? '' : `; unseen: ${places(unseen)}`;
  return `${entity}: ${places(paths)}${options}${dark}`;
}
