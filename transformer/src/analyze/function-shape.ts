import type ts from 'typescript';

/** A method that can be cached: with a body and a name that is known, `find` or `#find`. */
interface Method {
  readonly node: ts.MethodDeclaration;
  readonly body: ts.Block;
  readonly name: string;
}

/** A function value. */
export type FunctionValue = ts.ArrowFunction | ts.FunctionExpression;

/** A function value that can be cached; the tree says where it stands. */
interface HeldValue {
  readonly node: FunctionValue;
  readonly body: ts.ConciseBody;
}

/** A function of a form that can be cached, with the nodes that are needed to rewrite it. */
export type FunctionShape =
  | {
      readonly form: 'declaration';
      readonly node: ts.FunctionDeclaration;
      readonly body: ts.Block;
      /** Absent for `export default function () { … }`. */
      readonly name: string | undefined;
      /** It stands at the top level of its file, so it can be called before the file was run. */
      readonly isHoisted: boolean;
    }
  /** `const findUser = …`, also one that a pattern or an assignment to a variable names. */
  | (HeldValue & { readonly form: 'variable'; readonly name: string })
  /** `export default …` */
  | (HeldValue & { readonly form: 'default' })
  /** A class field that holds a function; each instance has its own. */
  | (HeldValue & {
      readonly form: 'field';
      readonly name: string;
      readonly owner: ts.ClassLikeDeclaration;
      readonly isStatic: boolean;
    })
  /** A property of an object literal that holds a function. */
  | (HeldValue & { readonly form: 'property'; readonly name: string; readonly owner: ts.ObjectLiteralExpression })
  /** Anywhere else, such as an argument, an element of a list, or what a function returns. */
  | (HeldValue & { readonly form: 'value' })
  | (Method & { readonly form: 'class-method'; readonly owner: ts.ClassLikeDeclaration; readonly isStatic: boolean })
  | (Method & { readonly form: 'object-method'; readonly owner: ts.ObjectLiteralExpression });
