import type ts from 'typescript';
import { bindComments } from '../../bind/bind-comments.ts';
import type { EntityLine, TagLine } from '../../parse-tag-lines/tag-line.ts';
import { byCodeUnits } from '../../sort-texts.ts';
import type { TypeContext } from '../types/type-context.ts';
import { genericTarget } from '../types/type-reference.ts';
import { DEFAULT_ID, type IdPaths, readIdOption } from './id-paths.ts';

/** What `@entity user id=code` says of a type. */
export interface EntityType {
  readonly name: string;
  readonly id: IdPaths;
}

/** All `@entity` lines of a program. */
export interface EntityIndex {
  /** By the interface, type alias or class that has the line. */
  readonly declarations: ReadonlyMap<ts.Node, EntityType>;
  /** What aliases with the line stand for, where the type itself does not remember the alias. */
  readonly types: ReadonlyMap<ts.Type, readonly EntityType[]>;
  /** Sorted, each once; empty where the program has none, and then nothing else is looked at. */
  readonly names: readonly string[];
}

type FileIndex = ReadonlyMap<ts.Node, EntityType>;

const indexes = new WeakMap<ts.Program, EntityIndex>();
const fileIndexes = new WeakMap<ts.SourceFile, FileIndex>();

/** Reads the `@entity` lines of all files of a program, those of packages too; once for each program. */
export function readEntityIndex(context: TypeContext): EntityIndex {
  const { program } = context;
  const known = indexes.get(program);
  if (known !== undefined) return known;
  const declarations = new Map<ts.Node, EntityType>();
  for (const file of program.getSourceFiles()) {
    for (const [node, entity] of indexFile(context, file)) declarations.set(node, entity);
  }
  const names = [...new Set(Array.from(declarations.values(), ({ name }) => name))].toSorted(byCodeUnits);
  const index: EntityIndex = { declarations, types: indexAliases(context, declarations), names };
  indexes.set(program, index);
  return index;
}

const NO_ENTITIES: FileIndex = new Map();

/** A file is the same in the programs of a watching build as long as nobody writes to it. */
function indexFile({ typescript }: TypeContext, file: ts.SourceFile): FileIndex {
  const known = fileIndexes.get(file);
  if (known !== undefined) return known;
  if (!file.text.includes('@entity')) return NO_ENTITIES;
  const index = new Map<ts.Node, EntityType>();
  for (const { node, lines } of bindComments(typescript, file).subjects) {
    const line = lines.find(isEntityLine);
    const id = line === undefined || line.id === undefined ? DEFAULT_ID : readIdOption(line.id);
    if (line !== undefined && id !== undefined) index.set(node, { name: line.entity.name, id });
  }
  fileIndexes.set(file, index);
  return index;
}

/** Whether a line is one of `@entity` that can be read. */
export function isEntityLine(line: TagLine): line is EntityLine {
  return line.tag === 'entity' && !('refused' in line);
}

/**
 * `type User = UserRow` is another name of the same type, and of `type Shape = Circle | Square` nothing is left in
 * `Shape | null`: there the line is taken to be one of what the alias stands for.
 */
function indexAliases(
  { typescript, checker }: TypeContext,
  declarations: ReadonlyMap<ts.Node, EntityType>,
): ReadonlyMap<ts.Type, readonly EntityType[]> {
  const types = new Map<ts.Type, readonly EntityType[]>();
  // Two aliases may stand for one type.
  const add = (type: ts.Type, entity: EntityType): void => {
    types.set(type, [...(types.get(type) ?? []), entity]);
  };
  for (const [node, entity] of declarations) {
    const symbol = typescript.isTypeAliasDeclaration(node) ? checker.getSymbolAtLocation(node.name) : undefined;
    if (symbol === undefined) continue;
    const declared = checker.getDeclaredTypeOfSymbol(symbol);
    if (declared.isUnion()) for (const member of declared.types) add(member, entity);
    else if (declared.aliasSymbol !== symbol) add(genericTarget(typescript, declared), entity);
  }
  return types;
}

/** The type that an interface, a type alias or a class declares; of a class that of its objects. */
export function declaredType({ typescript, checker }: TypeContext, node: ts.Node): ts.Type {
  const type = checker.getTypeAtLocation(node);
  // Asked for a class expression the checker tells the type of the class itself.
  return typescript.isClassExpression(node) ? checker.getDeclaredTypeOfSymbol(type.symbol) : type;
}
