import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/** `if (hf1 === undefined) hf_load()` for code that a cycle of imports may run before its own module. */
export function renderLoadGuard({ names }: EmitContext, handle: ts.Identifier): string {
  return `if (${handle.text} === undefined) ${names.load}()`;
}
