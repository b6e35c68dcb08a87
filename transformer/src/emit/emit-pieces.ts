import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';
import { joinTexts } from './join-texts.ts';
import { rawText } from './raw-text.ts';

/** A statement, or the text of one: without the semicolon, and without `this`. */
export type Piece = ts.Statement | string;

const INDENTATION = '    ';

/**
 * Statements from pieces, in order. Texts side by side go into a single node, which prints as it is, so that no phase of
 * the compiler has to make, visit and print a node for each of their parts. Where the compiler has something to do inside,
 * they are parsed.
 *
 * @param level of indentation at which they stand
 */
export function emitPieces(context: EmitContext, pieces: readonly Piece[], level: number): readonly ts.Statement[] {
  const joined = joinTexts(pieces, `;\n${INDENTATION.repeat(level)}`);
  const statements: ts.Statement[] = [];
  for (const piece of joined) {
    if (typeof piece === 'string') statements.push(...emitTexts(context, piece));
    else statements.push(piece);
  }
  return statements;
}

function emitTexts(context: EmitContext, text: string): readonly ts.Statement[] {
  const { typescript, factory, transformation } = context;
  if (!isKept(context)) return parseStatements(context, text);
  const isCrlf = transformation.getCompilerOptions().newLine === typescript.NewLineKind.CarriageReturnLineFeed;
  // Texts within the code have no line breaks but escaped ones.
  const printed = isCrlf ? text.replaceAll('\n', '\r\n') : text;
  return [factory.createExpressionStatement(rawText(context, printed))];
}

/** Whether statements stay what they are: in ES5 an asynchronous function is a machine of states, and SystemJS moves variables. */
function isKept({ typescript, transformation }: EmitContext): boolean {
  const { ScriptTarget, ModuleKind } = typescript;
  const { target = ScriptTarget.ES5, module } = transformation.getCompilerOptions();
  return target >= ScriptTarget.ES2015 && module !== ModuleKind.System;
}

function parseStatements({ typescript }: EmitContext, text: string): readonly ts.Statement[] {
  const { statements } = typescript.createSourceFile('emitted.ts', text, typescript.ScriptTarget.Latest);
  for (const statement of statements) detach(typescript, statement);
  return statements;
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
