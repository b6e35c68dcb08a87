import type ts from 'typescript';
import type { AnalysisContext } from './analysis-context.ts';
import { hasModifier } from './has-modifier.ts';
import { namePath } from './name-path.ts';
import { skipWrappers } from './skip-wrappers.ts';

/** How messages call a tagged declaration: `findUser`, `UserRepo.#load`, `class User`, `the default export`. */
export function describeSubject(context: AnalysisContext, node: ts.Node): string {
  const { typescript, sourceFile } = context;
  const name = namePath(context, node)?.join('.');
  const kind = describeKind(typescript, node);
  if (name !== undefined && name !== '') return kind === undefined ? name : `${kind} ${name}`;
  if (typescript.isFunctionLike(node) && node.name !== undefined) return node.name.getText(sourceFile);
  if (isDefaultExport(typescript, node)) return 'the default export';
  if (kind === undefined) return 'this function';
  const own = typescript.getNameOfDeclaration(isDeclaration(node) ? node : undefined);
  return own === undefined ? `this ${kind}` : `${kind} ${own.getText(sourceFile)}`;
}

function isDeclaration(node: ts.Node): node is ts.Declaration {
  return 'name' in node;
}

function isDefaultExport(typescript: typeof ts, node: ts.Node): boolean {
  if (typescript.isExportAssignment(node)) return true;
  if (typescript.isExportAssignment(skipWrappers(typescript, node.parent))) return true;
  return hasModifier(typescript, node, 'default');
}

/** What a declaration is if it is no function. */
function describeKind(typescript: typeof ts, node: ts.Node): string | undefined {
  if (typescript.isFunctionLike(node)) return undefined;
  if (typescript.isClassLike(node)) return 'class';
  if (typescript.isInterfaceDeclaration(node)) return 'interface';
  if (typescript.isTypeAliasDeclaration(node)) return 'type';
  if (typescript.isEnumDeclaration(node)) return 'enum';
  if (typescript.isModuleDeclaration(node)) return 'namespace';
  if (typescript.isVariableDeclaration(node)) return 'variable';
  return typescript.isExportAssignment(node) ? undefined : 'property';
}
