import type ts from 'typescript';
import type { FunctionShape } from './function-shape.ts';
import { listBoundNames, type NamedBinding } from './list-bound-names.ts';

/** A parameter with a plain name, or a part of a parameter's pattern that binds one. */
export interface Parameter {
  readonly name: string;
  readonly node: NamedBinding;
}

/** The parameters a key can name, in the order of the declaration; a `this` parameter is none. */
export function listParameters(typescript: typeof ts, { node: { parameters } }: FunctionShape): readonly Parameter[] {
  const named: Parameter[] = [];
  for (const parameter of parameters) {
    for (const node of listBoundNames(typescript, parameter)) {
      if (node.name.text !== 'this') named.push({ name: node.name.text, node });
    }
  }
  return named;
}
