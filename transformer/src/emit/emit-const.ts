import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/** A parameter under a name of its own. */
export interface Copy {
  /** `id` */
  readonly name: string;
  /** `hf_id` */
  readonly outer: string;
}

/** `const hf_teamId = teamId, hf_id = id`; nothing for none. */
export function renderCopies(copies: readonly Copy[]): readonly string[] {
  const texts = copies.map(({ name, outer }) => `${outer} = ${name}`);
  return texts.length === 0 ? [] : [`const ${texts.join(', ')}`];
}

/** `const hf_tenant = tenantOf();` */
export function emitConst(
  { typescript, factory }: Pick<EmitContext, 'typescript' | 'factory'>,
  name: ts.Identifier,
  value: ts.Expression,
): ts.Statement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  const declarations = factory.createVariableDeclarationList([declaration], typescript.NodeFlags.Const);
  return factory.createVariableStatement(undefined, declarations);
}
