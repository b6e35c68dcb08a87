import type ts from 'typescript';

/** A parameter or variable, or the part of its pattern, that binds a name. */
export type NamedBinding = (ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement) & {
  readonly name: ts.Identifier;
};

/**
 * Everything that a parameter or variable binds, in the order of the text: itself, or the parts of its pattern,
 * `id` and `first` for `{ user: { id }, list: [first] }`.
 */
export function listBoundNames(
  typescript: typeof ts,
  binding: ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement,
): readonly NamedBinding[] {
  if (isNamed(typescript, binding)) return [binding];
  if (typescript.isIdentifier(binding.name)) return [];
  return binding.name.elements.flatMap((element) =>
    typescript.isBindingElement(element) ? listBoundNames(typescript, element) : [],
  );
}

function isNamed(
  typescript: typeof ts,
  binding: ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement,
): binding is NamedBinding {
  return typescript.isIdentifier(binding.name);
}
