import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';
import { emitText } from './emit-text.ts';

/** `if (hf1 === undefined) hf_load();` for code that a cycle of imports may run before its own module. */
export function emitLoadGuard(context: EmitContext, handle: ts.Identifier): ts.Statement {
  return emitText(context, `if (${handle.text} === undefined) ${context.names.load.text}()`);
}
