import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { ProgramFile } from '../analyze/analyze-program.ts';
import { emitAttachment } from './emit-attachment.ts';
import type { EmitContext } from './emit-context.ts';
import { emitData } from './emit-data.ts';
import { emitWalk } from './emit-walk.ts';

/** Modules of the runtime; what knows entities or batches is brought in by the files that need it. */
const RUNTIME = 'holdfast';
const ENTITIES = 'holdfast/entities';
const BATCH = 'holdfast/batch';

/**
 * What stands before everything else of a file: the imports, the handles and the function that fetches them.
 * It is a function so that a hoisted function that is called before this module ran (in a cycle of imports)
 * can fetch them itself. Its calls of `compiled` and `writers` are the marks of a transformed file.
 */
export function emitPrelude(context: EmitContext, file: ProgramFile): readonly ts.Statement[] {
  const { factory, names } = context;
  const handles = [...names.handles.values(), ...names.writers.values()];
  const load = factory.createCallExpression(names.load, undefined, []);
  return [
    ...(file.functions.length > 0 ? [emitImport(context, names.runtime, RUNTIME)] : []),
    ...(needsEntities(context, file) ? [emitImport(context, names.entities, ENTITIES)] : []),
    ...(file.functions.some(isBatch) ? [emitImport(context, names.batch, BATCH)] : []),
    factory.createVariableStatement(
      undefined,
      handles.map((handle) => factory.createVariableDeclaration(handle)),
    ),
    emitLoad(context, file),
    factory.createExpressionStatement(load),
    ...file.functions.flatMap((analyzed) => emitHoistedAttachment(context, analyzed)),
    ...[...names.walks.values()].map((walk) => emitWalk(context, walk)),
  ];
}

function needsEntities({ names }: EmitContext, { functions }: ProgramFile): boolean {
  const isPlain = functions.some(({ plain }) => plain !== undefined);
  return names.writers.size + names.walks.size > 0 || isPlain || functions.some(hasEntities);
}

/** Whether the runtime has to be told that the function depends on entities. */
function hasEntities({ spec }: AnalyzedFunction): boolean {
  return spec.tracks !== undefined && spec.tracks !== 'none';
}

function isBatch({ spec }: AnalyzedFunction): boolean {
  return spec.batch !== undefined;
}

function emitImport({ factory, typescript, style }: EmitContext, name: ts.Identifier, module: string): ts.Statement {
  const specifier = factory.createStringLiteral(module);
  switch (style) {
    case 'import': {
      const clause = factory.createImportClause(undefined, undefined, factory.createNamespaceImport(name));
      return factory.createImportDeclaration(undefined, clause, specifier);
    }
    case 'import-require': {
      const reference = factory.createExternalModuleReference(specifier);
      return factory.createImportEqualsDeclaration(undefined, false, name, reference);
    }
    case 'require': {
      const required = factory.createCallExpression(factory.createIdentifier('require'), undefined, [specifier]);
      const declaration = factory.createVariableDeclaration(name, undefined, undefined, required);
      const declarations = factory.createVariableDeclarationList([declaration], typescript.NodeFlags.Const);
      return factory.createVariableStatement(undefined, declarations);
    }
  }
}

function emitLoad(context: EmitContext, { path, namespace, functions, writers }: ProgramFile): ts.Statement {
  const { factory, names } = context;
  const statements = [
    {
      handles: names.handles,
      fetch: factory.createPropertyAccessExpression(names.runtime, 'compiled'),
      around: [
        ...(functions.some(hasEntities) ? [factory.createPropertyAccessExpression(names.entities, 'tracked')] : []),
        ...(functions.some(isBatch) ? [factory.createPropertyAccessExpression(names.batch, 'batches')] : []),
      ],
      field: 'specs',
      specs: functions.map(({ spec }) => emitData(factory, { ...spec })),
    },
    {
      handles: names.writers,
      fetch: factory.createPropertyAccessExpression(names.entities, 'writers'),
      around: [],
      field: 'writers',
      specs: writers.map(({ spec }) => emitData(factory, { ...spec })),
    },
  ].flatMap(({ handles, fetch, around, field, specs }) => {
    if (handles.size === 0) return [];
    const mark = factory.createObjectLiteralExpression([
      factory.createPropertyAssignment('abi', factory.createNumericLiteral(1)),
      factory.createPropertyAssignment('file', factory.createStringLiteral(path)),
      factory.createPropertyAssignment('namespace', factory.createStringLiteral(namespace)),
      factory.createPropertyAssignment(field, factory.createArrayLiteralExpression(specs, true)),
    ]);
    // `batches(tracked(compiled(…)))`: functions that depend on entities are told so, and batches run as such.
    const fetched = [fetch, ...around].reduce<ts.Expression>(
      (value, callee) => factory.createCallExpression(callee, undefined, [value]),
      mark,
    );
    const assignment = factory.createAssignment(factory.createArrayLiteralExpression([...handles.values()]), fetched);
    return [factory.createExpressionStatement(assignment)];
  });
  const body = factory.createBlock(statements, true);
  return factory.createFunctionDeclaration(undefined, undefined, names.load, undefined, [], undefined, body);
}

/** Function declarations are hoisted, so they can be attached before anything else runs. */
function emitHoistedAttachment(context: EmitContext, analyzed: AnalyzedFunction): ts.Statement[] {
  const { shape } = analyzed;
  return shape.form === 'declaration' && shape.isHoisted ? emitAttachment(context, analyzed) : [];
}
