import type ts from 'typescript';
import type { TypeContext } from './type-context.ts';

/** A primitive type by its values: `"red"`, `0`, `-5n`, `true`, `string`; an enum's name is nowhere. */
export function renderPrimitive(context: TypeContext, type: ts.Type): string {
  const { TypeFlags } = context.typescript;
  const { flags } = type;
  if (type.isStringLiteral()) return JSON.stringify(type.value);
  if (type.isNumberLiteral()) return String(type.value);
  if ((flags & TypeFlags.TemplateLiteral) !== 0) {
    // The flag proves it.
    return renderTemplate(context, type as ts.TemplateLiteralType);
  }
  if ((flags & TypeFlags.Enum) !== 0) return 'number';
  if ((flags & TypeFlags.Instantiable) !== 0) return 'string';
  if ((flags & TypeFlags.Object) !== 0) return type.symbol.name.toLowerCase();
  // A type that was not found is printed by the name that was looked for.
  const isKnown = (flags & TypeFlags.Any) === 0;
  return (isKnown ? nameOfIntrinsic(type) : undefined) ?? context.checker.typeToString(type);
}

/** `string`, `true`, `null`: what the checker would print, too, after it has made a node of it. */
function nameOfIntrinsic(type: ts.Type): string | undefined {
  return 'intrinsicName' in type && typeof type.intrinsicName === 'string' ? type.intrinsicName : undefined;
}

function renderTemplate(context: TypeContext, { texts, types }: ts.TemplateLiteralType): string {
  const holes = types.map((hole, index) => `\${${renderPrimitive(context, hole)}}${texts[index + 1] ?? ''}`);
  return `\`${texts[0] ?? ''}${holes.join('')}\``;
}
