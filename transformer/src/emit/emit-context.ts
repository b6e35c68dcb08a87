import type ts from 'typescript';
import type { ImportStyle } from './choose-import-style.ts';
import type { EmitNames } from './emit-names.ts';

/** What the emission of one file works with. */
export interface EmitContext {
  readonly typescript: typeof ts;
  readonly transformation: ts.TransformationContext;
  readonly factory: ts.NodeFactory;
  readonly names: EmitNames;
  readonly style: ImportStyle;
}
