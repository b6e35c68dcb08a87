import type ts from 'typescript';
import type { ProgramFile } from '../analyze/analyze-program.ts';
import type { ImportStyle } from './choose-import-style.ts';
import type { EmitContext } from './emit-context.ts';
import { emitFunction } from './emit-function.ts';
import { emitModuleImport, listImported } from './emit-module-imports.ts';
import { EmitNames } from './emit-names.ts';
import { emitOwner } from './emit-owner.ts';
import { emitPrelude } from './emit-prelude.ts';
import { emitStatements } from './emit-statements.ts';
import { emitWriter } from './emit-writer.ts';
import { type EmitTask, planTasks } from './plan-tasks.ts';
import { splitDirectives } from './split-directives.ts';

/** What is emitted, and into what. */
export interface FileEmission {
  readonly typescript: typeof ts;
  readonly transformation: ts.TransformationContext;
  readonly file: ProgramFile;
  readonly style: ImportStyle;
}

/**
 * The file with its tagged functions rewritten and the prelude after its directives. Nodes are found by their
 * originals, since another transformer may have run before. Everything that holds no such function is handed on as it
 * is.
 */
export function emitFile(
  { typescript, transformation, file, style }: FileEmission,
  sourceFile: ts.SourceFile,
): ts.SourceFile {
  const { factory } = transformation;
  const imported = listImported(file);
  const names = new EmitNames({ typescript, factory, file, imported, text: sourceFile.text });
  const context: EmitContext = { typescript, transformation, factory, names, style };
  const tasks = planTasks(typescript, file);

  const visit = (node: ts.Node): ts.Node => {
    const task = tasks.get(typescript.getOriginalNode(node));
    if (task === undefined) return node;
    const visited = task.isAround === true ? typescript.visitEachChild(node, visit, transformation) : node;
    return emitNode(context, task, visited);
  };

  const statements: ts.Statement[] = [];
  for (const statement of sourceFile.statements) {
    statements.push(typescript.visitNode(statement, visit, typescript.isStatement));
    if (imported.length === 0) continue;
    statements.push(...emitModuleImport(context, typescript.getOriginalNode(statement), imported));
  }
  const { directives, rest } = splitDirectives(typescript, statements);
  const array = factory.createNodeArray([...directives, ...emitPrelude(context, file), ...rest]);
  return factory.updateSourceFile(sourceFile, typescript.setTextRange(array, sourceFile.statements));
}

/** @param visited the node with what was emitted inside of it */
function emitNode(context: EmitContext, { analyzed, writer, methods, block }: EmitTask, visited: ts.Node): ts.Node {
  const { typescript, factory } = context;
  if (analyzed !== undefined) return emitFunction(context, visited, analyzed);
  if (writer !== undefined) return emitWriter(context, visited, writer);
  if (methods !== undefined) return emitOwner(context, visited, methods);
  if (block === undefined) return visited;
  if (typescript.isBlock(visited)) return factory.updateBlock(visited, emitStatements(context, visited, block));
  if (!typescript.isModuleBlock(visited)) return visited;
  return factory.updateModuleBlock(visited, emitStatements(context, visited, block));
}
