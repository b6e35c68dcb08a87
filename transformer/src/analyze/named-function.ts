import type ts from 'typescript';

/** An import statement that brings a name into a file. */
export type ImportStatement = ts.ImportDeclaration | ts.ImportEqualsDeclaration;

/**
 * Where the first name of a function's path comes from:
 * - `this`: `this.tenantOf`
 * - `local`: a name in scope. `declaration` is its identifier in the same file, absent for a global.
 * - `import`: a name of an import statement, which TypeScript drops where only comments use it. `member` is what is
 *   read from the module; absent where the name is the module itself.
 */
export type FunctionRoot =
  | { readonly kind: 'this' }
  | { readonly kind: 'local'; readonly name: string; readonly declaration: ts.Identifier | undefined }
  | { readonly kind: 'import'; readonly statement: ImportStatement; readonly member: string | undefined };

/** What a function that a tag line names is called with: a parameter of the cached function, of a batch's list one item. */
export interface FunctionArgument {
  readonly name: string;
  readonly isRest: boolean;
  /** The body puts something else into it, and the function is called after the body. */
  readonly isReassigned: boolean;
}

/** A function that a tag line names, as the emitted code calls it. */
export interface NamedFunction {
  readonly root: FunctionRoot;
  /** The names behind the first: `['keep']` for `Policies.keep`. */
  readonly properties: readonly string[];
  readonly args: readonly FunctionArgument[];
}
