import type { FunctionSpec, WriterSpec } from 'holdfast';
import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import type { ProgramFile } from '../analyze/analyze-program.ts';
import { emitAttachment } from './emit-attachment.ts';
import type { EmitContext } from './emit-context.ts';
import { renderData } from './emit-data.ts';
import { emitPieces, type Piece } from './emit-pieces.ts';
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
  const { names } = context;
  const handles = [...names.handles.values(), ...names.writers.values()].map(({ text }) => text);
  return [
    ...(file.functions.length > 0 ? [emitImport(context, names.runtime, RUNTIME)] : []),
    ...(needsEntities(context, file) ? [emitImport(context, names.entities, ENTITIES)] : []),
    ...(file.functions.some(isBatch) ? [emitImport(context, names.batch, BATCH)] : []),
    ...emitPieces(
      context,
      [
        `var ${handles.join(', ')}`,
        renderLoad(context, file),
        ...file.functions.flatMap((analyzed) => emitHoistedAttachment(context, analyzed)),
      ],
      0,
    ),
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

/** `function hf_load() { [hf1] = hf_runtime.compiled({ abi: 1, …, specs: […] }); } hf_load()` */
function renderLoad({ names }: EmitContext, file: ProgramFile): string {
  const { functions, writers } = file;
  const around = [
    ...(functions.some(isBatch) ? [`${names.batch.text}.batches`] : []),
    ...(functions.some(hasEntities) ? [`${names.entities.text}.tracked`] : []),
  ];
  const compiled = renderCall(`${names.runtime.text}.compiled`, renderMark(file, 'specs', functions));
  const statements = [
    // `batches(tracked(compiled(…)))`: functions that depend on entities are told so, and batches run as such.
    renderAssignment(
      names.handles,
      around.reduceRight((value, callee) => renderCall(callee, value), compiled),
    ),
    renderAssignment(names.writers, renderCall(`${names.entities.text}.writers`, renderMark(file, 'writers', writers))),
  ].flatMap((text) => (text === undefined ? [] : [`    ${text};\n`]));
  return `function ${names.load}() {\n${statements.join('')}}\n${names.load}()`;
}

/** Nothing where there are no handles. */
function renderAssignment(handles: ReadonlyMap<unknown, ts.Identifier>, value: string): string | undefined {
  const texts = [...handles.values()].map(({ text }) => text);
  return texts.length === 0 ? undefined : `[${texts.join(', ')}] = ${value}`;
}

function renderCall(callee: string, argument: string): string {
  return `${callee}(${argument})`;
}

function renderMark(
  { path, namespace }: ProgramFile,
  field: 'specs' | 'writers',
  functions: readonly { readonly spec: FunctionSpec | WriterSpec }[],
): string {
  const specs = functions.map(({ spec }) => `\n        ${renderData({ ...spec })}`).join(',');
  const of = `abi: 1, file: ${renderData(path)}, namespace: ${renderData(namespace)}`;
  return `{ ${of}, ${field}: [${specs}\n    ] }`;
}

/** Function declarations are hoisted, so they can be attached before anything else runs. */
function emitHoistedAttachment(context: EmitContext, analyzed: AnalyzedFunction): readonly Piece[] {
  const { shape } = analyzed;
  return shape.form === 'declaration' && shape.isHoisted ? emitAttachment(context, analyzed) : [];
}
