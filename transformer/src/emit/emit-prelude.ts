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
  const statements: ts.Statement[] = [];
  if (file.functions.length > 0) statements.push(emitImport(context, names.runtime, RUNTIME));
  if (needsEntities(context, file)) statements.push(emitImport(context, names.entities, ENTITIES));
  if (file.functions.some(isBatch)) statements.push(emitImport(context, names.batch, BATCH));
  const handles = listTexts(names.handles);
  const writers = listTexts(names.writers);
  const pieces: Piece[] = [
    `var ${[...handles, ...writers].join(', ')}`,
    renderLoad(context, file, { handles, writers }),
  ];
  for (const analyzed of file.functions) pieces.push(...emitHoistedAttachment(context, analyzed));
  statements.push(...emitPieces(context, pieces, 0));
  for (const walk of names.walks.values()) statements.push(emitWalk(context, walk));
  return statements;
}

function listTexts(handles: ReadonlyMap<unknown, ts.Identifier>): readonly string[] {
  const texts: string[] = [];
  for (const { text } of handles.values()) texts.push(text);
  return texts;
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

/** Names of the handles. */
interface Handles {
  /** Of cached functions. */
  readonly handles: readonly string[];
  /** Of those that invalidate. */
  readonly writers: readonly string[];
}

/** `function hf_load() { [hf1] = hf_runtime.compiled({ abi: 1, …, specs: […] }); } hf_load()` */
function renderLoad({ names }: EmitContext, file: ProgramFile, { handles, writers }: Handles): string {
  const { functions } = file;
  let statements = '';
  if (handles.length > 0) {
    // `batches(tracked(compiled(…)))`: functions that depend on entities are told so, and batches run as such.
    let compiled = renderCall(`${names.runtime.text}.compiled`, renderMark(file, 'specs', functions));
    if (functions.some(hasEntities)) compiled = renderCall(`${names.entities.text}.tracked`, compiled);
    if (functions.some(isBatch)) compiled = renderCall(`${names.batch.text}.batches`, compiled);
    statements += `    [${handles.join(', ')}] = ${compiled};\n${renderRowCopies(functions, handles)}`;
  }
  if (writers.length > 0) {
    const told = renderCall(`${names.entities.text}.writers`, renderMark(file, 'writers', file.writers));
    statements += `    [${writers.join(', ')}] = ${told};\n`;
  }
  return `function ${names.load}() {\n${statements}}\n${names.load}()`;
}

/** `hf1.copyRow = function (row) { return { id: row.id, name: row.name }; };` */
function renderRowCopies(functions: readonly AnalyzedFunction[], handles: readonly string[]): string {
  let statements = '';
  for (const [index, { row }] of functions.entries()) {
    if (row === undefined) continue;
    const fields = row.map((name) => `${name}: row.${name}`).join(', ');
    statements += `    ${handles[index]}.copyRow = function (row) { return { ${fields} }; };\n`;
  }
  return statements;
}

function renderCall(callee: string, argument: string): string {
  return `${callee}(${argument})`;
}

function renderMark(
  { path, namespace }: ProgramFile,
  field: 'specs' | 'writers',
  functions: readonly { readonly spec: FunctionSpec | WriterSpec }[],
): string {
  const specs: string[] = [];
  for (const { spec } of functions) specs.push(`\n        ${renderData({ ...spec })}`);
  const of = `abi: 1, file: ${renderData(path)}, namespace: ${renderData(namespace)}`;
  return `{ ${of}, ${field}: [${specs.join(',')}\n    ] }`;
}

/** Function declarations are hoisted, so they can be attached before anything else runs. */
function emitHoistedAttachment(context: EmitContext, analyzed: AnalyzedFunction): readonly Piece[] {
  const { shape } = analyzed;
  return shape.form === 'declaration' && shape.isHoisted ? emitAttachment(context, analyzed) : [];
}
