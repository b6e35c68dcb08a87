import type { KeyHole } from './key-hole.ts';
import { unkeyableError } from './unkeyable-error.ts';

/**
 * Deepest nesting of containers in a key. The printer and the parser recurse; so the limit is what keeps both from
 * overflowing the stack, and real arguments are nowhere near.
 */
export const DEEPEST_NESTING = 200;

/** One container that is being printed. Frames form the path from the argument to the present value. */
export interface Frame {
  readonly container: object;
  readonly parent: Frame | undefined;
  readonly depth: number;
  /** See `KeyHole.excluded`: brackets end by themselves, so only `~` hands it down. */
  readonly excluded: string;
  /** Where in the container the printer is: a field's name or an index. */
  step: string | number;
}

/**
 * Enters a container.
 * @throws UnkeyableArgumentError HF3001 where it contains itself or nests too deep
 */
export function openFrame(container: object, hole: KeyHole, parent: Frame | undefined): Frame {
  const depth = parent === undefined ? 1 : parent.depth + 1;
  if (depth > DEEPEST_NESTING) throw unkeyableError(`is nested deeper than ${DEEPEST_NESTING} levels`, hole, parent);
  for (let frame = parent; frame !== undefined; frame = frame.parent) {
    if (frame.container === container) throw unkeyableError('is cyclic (it is contained in itself)', hole, parent);
  }
  return { container, parent, depth, excluded: '', step: '' };
}
