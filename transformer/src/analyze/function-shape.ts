import type ts from 'typescript';

/** A method that can be cached: with a body and a plain name. */
interface Method {
  readonly node: ts.MethodDeclaration;
  readonly body: ts.Block;
  readonly name: string;
}

/** A function value. */
export type FunctionValue = ts.ArrowFunction | ts.FunctionExpression;

/** A function of a form that can be cached, with the nodes that are needed to rewrite it. */
export type FunctionShape =
  | {
      readonly form: 'declaration';
      readonly node: ts.FunctionDeclaration;
      readonly body: ts.Block;
      readonly name: string;
    }
  /** `const findUser = …` */
  | { readonly form: 'variable'; readonly node: FunctionValue; readonly body: ts.ConciseBody; readonly name: string }
  /** `export default …` */
  | { readonly form: 'default'; readonly node: FunctionValue; readonly body: ts.ConciseBody }
  | (Method & { readonly form: 'class-method'; readonly owner: ts.ClassLikeDeclaration; readonly isStatic: boolean })
  | (Method & { readonly form: 'object-method'; readonly owner: ts.ObjectLiteralExpression });
