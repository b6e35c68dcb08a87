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
import { type EmitTasks, planTasks } from './plan-tasks.ts';
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
    const original = typescript.getOriginalNode(node);
    const visited = tasks.around.has(original) ? typescript.visitEachChild(node, visit, transformation) : node;
    return emitNode(context, tasks, { original, visited });
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

interface VisitedNode {
  readonly original: ts.Node;
  /** With what was emitted inside of it. */
  readonly visited: ts.Node;
}

function emitNode(context: EmitContext, tasks: EmitTasks, { original, visited }: VisitedNode): ts.Node {
  const { typescript, factory } = context;
  const analyzed = tasks.functions.get(original);
  if (analyzed !== undefined) return emitFunction(context, visited, analyzed);
  const writer = tasks.writers.get(original);
  if (writer !== undefined) return emitWriter(context, visited, writer);
  const methods = tasks.owners.get(original);
  if (methods !== undefined) return emitOwner(context, visited, methods);
  const block = tasks.blocks.get(original);
  if (block === undefined) return visited;
  if (typescript.isBlock(visited)) return factory.updateBlock(visited, emitStatements(context, visited, block));
  if (!typescript.isModuleBlock(visited)) return visited;
  return factory.updateModuleBlock(visited, emitStatements(context, visited, block));
}
