import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { ProgramFile } from '../analyze/analyze-program.ts';
import { emitAttachment } from './emit-attachment.ts';
import type { EmitContext } from './emit-context.ts';
import { emitData } from './emit-data.ts';

const RUNTIME = 'holdfast';

/**
 * What stands before everything else of a file: the import, the handles and the function that fetches them.
 * It is a function so that a hoisted function that is called before this module ran (in a cycle of imports)
 * can fetch them itself. Its call of `compiled` is the mark of a transformed file.
 */
export function emitPrelude(context: EmitContext, file: ProgramFile): readonly ts.Statement[] {
  const { factory, names } = context;
  const handles = [...names.handles.values()];
  const load = factory.createCallExpression(names.load, undefined, []);
  return [
    emitImport(context),
    factory.createVariableStatement(
      undefined,
      handles.map((handle) => factory.createVariableDeclaration(handle)),
    ),
    emitLoad(context, file, handles),
    factory.createExpressionStatement(load),
    ...file.functions.flatMap((analyzed) => emitHoistedAttachment(context, analyzed)),
  ];
}

function emitImport({ factory, typescript, names, style }: EmitContext): ts.Statement {
  const specifier = factory.createStringLiteral(RUNTIME);
  switch (style) {
    case 'import': {
      const clause = factory.createImportClause(undefined, undefined, factory.createNamespaceImport(names.runtime));
      return factory.createImportDeclaration(undefined, clause, specifier);
    }
    case 'import-require': {
      const reference = factory.createExternalModuleReference(specifier);
      return factory.createImportEqualsDeclaration(undefined, false, names.runtime, reference);
    }
    case 'require': {
      const required = factory.createCallExpression(factory.createIdentifier('require'), undefined, [specifier]);
      const declaration = factory.createVariableDeclaration(names.runtime, undefined, undefined, required);
      const declarations = factory.createVariableDeclarationList([declaration], typescript.NodeFlags.Const);
      return factory.createVariableStatement(undefined, declarations);
    }
  }
}

function emitLoad({ factory, names }: EmitContext, file: ProgramFile, handles: readonly ts.Identifier[]): ts.Statement {
  const { path, namespace, functions } = file;
  const specs = functions.map(({ spec }) => emitData(factory, { ...spec }));
  const mark = factory.createObjectLiteralExpression([
    factory.createPropertyAssignment('abi', factory.createNumericLiteral(1)),
    factory.createPropertyAssignment('file', factory.createStringLiteral(path)),
    factory.createPropertyAssignment('namespace', factory.createStringLiteral(namespace)),
    factory.createPropertyAssignment('specs', factory.createArrayLiteralExpression(specs, true)),
  ]);
  const compiled = factory.createPropertyAccessExpression(names.runtime, 'compiled');
  const assignment = factory.createAssignment(
    factory.createArrayLiteralExpression([...handles]),
    factory.createCallExpression(compiled, undefined, [mark]),
  );
  const body = factory.createBlock([factory.createExpressionStatement(assignment)], true);
  return factory.createFunctionDeclaration(undefined, undefined, names.load, undefined, [], undefined, body);
}

/** Function declarations are hoisted, so they can be attached before anything else runs. */
function emitHoistedAttachment(context: EmitContext, analyzed: AnalyzedFunction): ts.Statement[] {
  const { shape } = analyzed;
  return shape.form === 'declaration' && shape.isHoisted ? emitAttachment(context, analyzed) : [];
}
