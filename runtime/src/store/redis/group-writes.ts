import type { WriteRequest } from '../port.ts';
import { ownerIn } from './entry-texts.ts';
import { SCRIPT_PAIRS } from './in-chunks.ts';

/** Characters of values in one script, about: it runs alone on the server. */
const MOST_TEXT = 1_000_000;

/** A write and where its outcome belongs. */
export interface PlacedWrite {
  readonly write: WriteRequest;
  readonly place: number;
}

/** Writes that one script takes. */
export interface WriteGroup {
  readonly writes: PlacedWrite[];
  /** Of all of them, each once. */
  readonly dependencies: Set<string>;
  /** Those of the last one: results of one function without tags have one list. */
  list: readonly string[];
  text: number;
}

/**
 * Puts together what one script can write: results of one epoch, with the dependencies that they have in common. A function
 * with a bound has scripts of its own; results with very many dependencies stay alone.
 */
export function groupWrites(
  writes: readonly WriteRequest[],
  sizeOf: (write: WriteRequest) => number,
): readonly WriteGroup[] {
  const groups: WriteGroup[] = [];
  let last: WriteGroup | undefined;
  let place = 0;
  for (const write of writes) {
    const size = sizeOf(write);
    const group = last !== undefined && fits(last, write, size) ? last : openGroup(groups);
    group.writes.push({ write, place: place++ });
    if (group.list !== write.dependencies) for (const name of write.dependencies) group.dependencies.add(name);
    group.list = write.dependencies;
    group.text += size;
    last = staysAlone(write) ? undefined : group;
  }
  return groups;
}

function openGroup(groups: WriteGroup[]): WriteGroup {
  const group: WriteGroup = { writes: [], dependencies: new Set(), list: [], text: 0 };
  groups.push(group);
  return group;
}

function fits({ writes, dependencies, list, text }: WriteGroup, write: WriteRequest, size: number): boolean {
  const [first] = writes;
  if (first === undefined || staysAlone(write) || first.write.stamp.epoch !== write.stamp.epoch) return false;
  if (first.write.maxSize !== write.maxSize || ownerIn(first.write) !== ownerIn(write)) return false;
  if (text + size > MOST_TEXT) return false;
  const isSame = list === write.dependencies;
  const added = isSame ? 0 : write.dependencies.filter((name) => !dependencies.has(name)).length;
  return writes.length + 1 + dependencies.size + added <= SCRIPT_PAIRS;
}

function staysAlone({ dependencies }: WriteRequest): boolean {
  return dependencies.length > SCRIPT_PAIRS / 2;
}
