import type ts from 'typescript';

/**
 * How a file can import the runtime:
 * - `import`: `import * as hf_runtime from "holdfast"` in an ES module;
 * - `import-require`: `import hf_runtime = require("holdfast")` in a module that becomes CommonJS. An `import *`
 *   would be copied by `esModuleInterop`, and a named import would be read before it is there;
 * - `require`: `const hf_runtime = require("holdfast")` in a CommonJS file without imports and exports.
 */
export type ImportStyle = 'import' | 'import-require' | 'require';

/** The style that fits what a file is emitted as. */
export function chooseImportStyle(typescript: typeof ts, program: ts.Program, sourceFile: ts.SourceFile): ImportStyle {
  const { ModuleKind } = typescript;
  // A JavaScript file with require() and exports is emitted as it is, whatever the options say of modules.
  if (isCommonJsSource(sourceFile)) return 'require';
  const kind = moduleKindOf(typescript, program, sourceFile);
  const isCommonJs =
    kind === ModuleKind.Preserve ? usesRequireSyntax(typescript, sourceFile) : kind === ModuleKind.CommonJS;
  if (!isCommonJs) return 'import';
  return typescript.isExternalModule(sourceFile) ? 'import-require' : 'require';
}

/** What the binder found in a JavaScript file; no public property of the tree tells it. */
function isCommonJsSource(sourceFile: ts.SourceFile): boolean {
  if (!('commonJsModuleIndicator' in sourceFile) || sourceFile.commonJsModuleIndicator === undefined) return false;
  const hasImports = 'externalModuleIndicator' in sourceFile && typeof sourceFile.externalModuleIndicator === 'object';
  return !hasImports;
}

function moduleKindOf(typescript: typeof ts, program: ts.Program, sourceFile: ts.SourceFile): ts.ModuleKind {
  const { ModuleKind, ScriptTarget } = typescript;
  if ('getEmitModuleFormatOfFile' in program && typeof program.getEmitModuleFormatOfFile === 'function') {
    const kind: ts.ModuleKind = program.getEmitModuleFormatOfFile(sourceFile);
    return kind;
  }
  // Before TypeScript 5.6 only the modes of Node mix formats in one program.
  const { module, target = ScriptTarget.ES5 } = program.getCompilerOptions();
  if (module === undefined) return target >= ScriptTarget.ES2015 ? ModuleKind.ES2015 : ModuleKind.CommonJS;
  if (module < ModuleKind.Node16 || module > ModuleKind.NodeNext) return module;
  return sourceFile.impliedNodeFormat ?? ModuleKind.CommonJS;
}

/** With `module: preserve` a file is emitted as it is written. */
function usesRequireSyntax(typescript: typeof ts, sourceFile: ts.SourceFile): boolean {
  return sourceFile.statements.some(
    (statement) =>
      typescript.isImportEqualsDeclaration(statement) ||
      (typescript.isExportAssignment(statement) && statement.isExportEquals === true),
  );
}
