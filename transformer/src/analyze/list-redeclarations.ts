import type ts from 'typescript';
import type { FunctionShape } from './function-shape.ts';
import { listBoundNames } from './list-bound-names.ts';
import { hasRareWords } from './rare-words.ts';

/** What a body declares with the name of one of its own parameters. */
export interface Redeclarations {
  /** `var id`: goes on with the value of the parameter. */
  readonly variables: readonly ts.Identifier[];
  /** `{ function id() {} }`: what it does to the parameter differs between the modes of the language. */
  readonly functionsInBlocks: readonly ts.Identifier[];
}

const NONE: Redeclarations = { variables: [], functionsInBlocks: [] };

/**
 * Finds what a body declares again of its parameters, in the scope that both share. A function at the top of the
 * body is not listed: it takes the parameter's place before anything runs, wherever the body stands.
 */
export function listRedeclarations(typescript: typeof ts, { node, body }: FunctionShape): Redeclarations {
  if (!hasRareWords(body)) return NONE;
  const parameters = new Set(
    node.parameters.flatMap((parameter) => listBoundNames(typescript, parameter).map(({ name }) => name.text)),
  );
  const variables: ts.Identifier[] = [];
  const functionsInBlocks: ts.Identifier[] = [];
  const visit = (child: ts.Node): void => {
    if (typescript.isFunctionDeclaration(child) && child.parent !== body && child.name !== undefined) {
      functionsInBlocks.push(child.name);
    }
    if (typescript.isFunctionLike(child) || typescript.isClassLike(child)) return;
    if (typescript.isVariableDeclarationList(child) && (child.flags & typescript.NodeFlags.BlockScoped) === 0) {
      variables.push(
        ...child.declarations.flatMap((variable) => listBoundNames(typescript, variable).map(({ name }) => name)),
      );
    }
    typescript.forEachChild(child, visit);
  };
  visit(body);
  const isParameter = ({ text }: ts.Identifier): boolean => parameters.has(text);
  return { variables: variables.filter(isParameter), functionsInBlocks: functionsInBlocks.filter(isParameter) };
}
