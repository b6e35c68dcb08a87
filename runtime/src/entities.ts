/** `holdfast/entities`: what compiled code needs for `@tracks` and `@invalidates`. Applications do not call it. */

import type { Handle } from './call/handle.ts';
import { compileWriters } from './entity/compile-writers.ts';
import { trackHandles } from './entity/track-handles.ts';
import type { Writer } from './entity/writer.ts';
import { sharedCache } from './shared-cache.ts';
import type { CompiledWriters } from './spec.ts';

export { type FindingSpec, find, type Walk } from './entity/find.ts';
export type { Found } from './entity/found.ts';
export type { Writer } from './entity/writer.ts';
export type { PlainShape } from './model/plain-shape.ts';
export { type PlainBody, plain } from './model/to-plain.ts';
export type { CompiledWriters, Tracked, WriterSpec } from './spec.ts';

/** For compiled code only: lets the functions that have `@tracks` depend on entities; answers all handles. */
export function tracked(handles: Handle[]): Handle[] {
  return trackHandles(handles);
}

/** For compiled code only: the writers of a file, in the order of its specs. */
export function writers(file: CompiledWriters): Writer[] {
  return compileWriters(sharedCache().cache, file);
}
