import type ts from 'typescript';

/** A place of a body that reads something from outside: from `this`, from an outer function, from a module's `let`. */
export interface CapturedRead {
  readonly origin: CaptureOrigin;
  /** `['this', 'config', 'region']`, `['tenant', 'id']`; ends where a step is computed. */
  readonly path: readonly string[];
  /** What is read, or of what a method is called. */
  readonly type: ts.Type;
  /** Whether a method of it is called. */
  readonly isReceiver: boolean;
  /** Where the property of `this`, or the variable, is declared. */
  readonly declarations: readonly ts.Declaration[];
  /** The words of the body. */
  readonly node: ts.Node;
}

/** Where a captured value comes from. */
export type CaptureOrigin =
  | { readonly kind: 'this' }
  /** A parameter or variable of a function around the cached one. */
  | { readonly kind: 'outer'; readonly outer: ts.Node }
  /** A variable of a module that is assigned anew at `at`; a loop makes it anew, and a declaration is open to all files. */
  | { readonly kind: 'reassigned'; readonly at: ts.Node };
