import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';

/**
 * A statement from its text, without the semicolon and without `this`. Mostly the text goes into a single node, which
 * prints as it is, so that no phase of the compiler has to make, visit and print a node for each of its parts. Where the
 * compiler has something to do inside, it is parsed.
 */
export function emitText(context: EmitContext, text: string): ts.Statement {
  const { factory } = context;
  return isKept(context)
    ? factory.createExpressionStatement(factory.createIdentifier(text))
    : parseStatement(context, text);
}

/** Whether statements stay what they are: in ES5 an asynchronous function is a machine of states, and SystemJS moves variables. */
function isKept({ typescript, transformation }: EmitContext): boolean {
  const { ScriptTarget, ModuleKind } = typescript;
  const { target = ScriptTarget.ES5, module } = transformation.getCompilerOptions();
  return target >= ScriptTarget.ES2015 && module !== ModuleKind.System;
}

function parseStatement({ typescript, factory }: EmitContext, text: string): ts.Statement {
  const { Latest } = typescript.ScriptTarget;
  const [statement] = typescript.createSourceFile('emitted.ts', text, Latest).statements;
  if (statement === undefined) return factory.createEmptyStatement();
  detach(typescript, statement);
  return statement;
}

/** Makes parsed nodes such as a factory makes, which belong to no text. */
function detach(typescript: typeof ts, node: ts.Node): void {
  const range = { pos: -1, end: -1 };
  const flags = node.flags | typescript.NodeFlags.Synthesized;
  typescript.setTextRange(Object.assign(node, { flags, parent: undefined }), range);
  typescript.forEachChild(
    node,
    (child) => detach(typescript, child),
    (children) => {
      typescript.setTextRange(children, range);
      for (const child of children) detach(typescript, child);
    },
  );
}
