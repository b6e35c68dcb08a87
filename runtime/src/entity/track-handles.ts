/**
 * What entities add to cached functions: those that parameters name are dependencies of the call, and what is looked for
 * in results is part of an entry's shape.
 */
import type { Call } from '../call/call.ts';
import type { Handle } from '../call/handle.ts';
import { MissingEntityIdError } from '../errors.ts';
import { shortenKey } from '../key/shorten-key.ts';
import type { Tracked } from '../spec.ts';
import { compileTracks, type KnownEntity, listKnown } from './compile-tracks.ts';

/** Lets the functions that have `@tracks` depend on entities. */
export function trackHandles(handles: Handle[]): Handle[] {
  for (const handle of handles) {
    const { tracks = [] } = handle.spec;
    if (tracks === 'none') continue;
    trackArguments(handle, listKnown(tracks));
    if (tracks.some((one) => 'paths' in one)) handle.shape = shapeOf(handle, tracks);
  }
  return handles;
}

function trackArguments(handle: Handle, known: readonly KnownEntity[]): void {
  if (known.length === 0) return;
  const entities = compileTracks(handle.spec, known);
  const { dependenciesOf, callWith } = handle;
  handle.isFixed = false;
  handle.followsKey &&= known.every(({ ids }) => ids.every((index) => index < handle.spec.key.holes));
  handle.dependenciesOf = (values) => [
    ...new Set([...dependenciesOf(values), ...entities.map((entityOf) => entityOf(values))]),
  ];
  handle.callWith = (...parts) => {
    try {
      return withoutKnown(callWith.apply(handle, parts));
    } catch (error) {
      if (error instanceof MissingEntityIdError) return uncached(handle, error, parts);
      throw error;
    }
  };
}

/** What is known from the arguments is not found once more. */
function withoutKnown(call: Call): Call {
  const { dependencies, finds } = call;
  if (finds === undefined) return call;
  return { ...call, finds: (result) => finds(result).filter((name) => !dependencies.includes(name)) };
}

/** A call of which a parameter names an entity and holds no id: its body runs, and an event says why nothing is stored. */
function uncached(handle: Handle, error: unknown, [values, body, key]: Parameters<Handle['callWith']>): Call {
  const finds = (): never => {
    throw error;
  };
  const keeps = undefined;
  return {
    handle,
    key: key ?? handle.keyOf(values),
    values,
    dependencies: [handle.owner],
    body,
    keeps,
    finds,
    isUncached: true,
  };
}

/**
 * What is found in a result is known from its entry only to who wrote it. One who looked for less (an older build, a
 * function that shares the key) has left out dependencies; so behind `~` stands what is looked for.
 */
function shapeOf({ shape = '' }: Handle, tracks: readonly Tracked[]): string {
  const found = tracks.filter((one) => 'paths' in one);
  return `${shape}~${shortenKey(JSON.stringify(found), 40)}`;
}
