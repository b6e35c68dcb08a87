import type ts from 'typescript';

/** One level of a type, as the runtime would find it in a value. What it holds is read when it is asked for. */
export type Structure =
  /** Nothing is known: `any`, `unknown`, `object`, `{}`, `Iterable`. */
  | { readonly kind: 'unknown'; readonly name: 'any' | 'unknown' | 'object' }
  /** A type parameter, or what depends on one. */
  | { readonly kind: 'generic'; readonly constraint: ts.Type | undefined }
  /** `null`, `undefined`, `void`, `never`, literals, enums and branded primitives too. `text` is that of shapes. */
  | { readonly kind: 'primitive'; readonly type: ts.Type; readonly text: string }
  | { readonly kind: 'symbol' }
  | { readonly kind: 'function' }
  | { readonly kind: 'union'; readonly members: readonly ts.Type[] }
  | { readonly kind: 'list'; readonly element: ts.Type; readonly isReadonly: boolean }
  | { readonly kind: 'tuple'; readonly elements: readonly TupleElement[]; readonly isReadonly: boolean }
  /** Of the language or of Node, other than plain data: `Date`, `Map`, `Promise`, `Socket`. */
  | BuiltIn
  | ObjectStructure;

/** An element of a tuple; `...string[]` is a rest element of type string. */
export interface TupleElement {
  readonly type: ts.Type;
  readonly kind: 'required' | 'optional' | 'rest';
}

/** An object that the language or Node defines. */
export interface BuiltIn {
  readonly kind: 'built-in';
  /** `Map` */
  readonly name: string;
  /** What the program calls it, where an interface of its own extends it. */
  readonly label: string;
  /** Type arguments: of `Map<string, User>` the two. */
  readonly parts: readonly ts.Type[];
  readonly hasToJson: boolean;
}

/** A plain object or an instance of a class of the program. */
export interface ObjectStructure {
  readonly kind: 'object';
  /** Name of the class; absent for interfaces and literals, which do not tell what a value is made by. */
  readonly className?: string;
  /**
   * Values are instances that an ORM makes of rows. What is listed is the plain data that is made of them: its columns and
   * the relations that are there.
   */
  readonly isModel?: true;
  /** `Error` of `class NotFound extends Error`; its fields are not listed. */
  readonly base?: string;
  readonly fields: readonly Field[];
  readonly indexes: readonly IndexField[];
}

/** `[name: string]: number` */
export interface IndexField {
  /** `string` */
  readonly key: ts.Type;
  readonly type: ts.Type;
  readonly isReadonly: boolean;
}

/** A property of an object type. */
export interface Field {
  /** As written after the dot: `name`, `#secret`, `[iterator]`. */
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly form: 'value' | 'method' | 'accessor';
  readonly isOptional: boolean;
  readonly isReadonly: boolean;
  /** `private`, `protected` or `#name`. */
  readonly isHidden: boolean;
}
