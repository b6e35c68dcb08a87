import type ts from 'typescript';
import type { TypeContext } from '../types/type-context.ts';
import type { TableName } from './model.ts';

/** The value of an option in the code: its type tells where it is constant. */
export interface OptionValue {
  readonly type: ts.Type;
  /** As written, for messages. */
  readonly text: string;
}

/** The value of an option, `name` in `{ name: 'users' }`; `undefined` where the object has none. */
export function readOption(context: TypeContext, options: ts.Expression, name: string): OptionValue | undefined {
  const { typescript, checker } = context;
  if (!typescript.isObjectLiteralExpression(options)) return readProperty(context, options, name);
  for (const property of options.properties.toReversed()) {
    if (typescript.isSpreadAssignment(property)) {
      const spread = readProperty(context, property.expression, name);
      if (spread !== undefined) return spread;
      continue;
    }
    if (property.name === undefined || nameOf(typescript, property.name) !== name) continue;
    if (typescript.isPropertyAssignment(property)) return readValue(context, property.initializer);
    if (typescript.isShorthandPropertyAssignment(property)) {
      const symbol = checker.getShorthandAssignmentValueSymbol(property);
      if (symbol !== undefined) return { type: checker.getTypeOfSymbol(symbol), text: name };
    }
    return readValue(context, property.name);
  }
  return undefined;
}

/** The value of an expression. */
export function readValue({ checker }: TypeContext, expression: ts.Expression | ts.PropertyName): OptionValue {
  return { type: checker.getTypeAtLocation(expression), text: expression.getText() };
}

/** The name in a value whose type is one text: `'users'`, a constant, a member of an enum. */
export function tableNameOf({ type, text }: OptionValue): TableName {
  return type.isStringLiteral() ? { text: type.value } : { computed: text };
}

/** Whether an option is set to `true` in the code. */
export function isOptionSet(context: TypeContext, args: readonly ts.Expression[], name: string): boolean {
  return args.some((options) => {
    const value = readOption(context, options, name);
    return value !== undefined && context.checker.typeToString(value.type) === 'true';
  });
}

/** Of an object that is not written where it is used, its type has to tell. */
function readProperty({ checker }: TypeContext, object: ts.Expression, name: string): OptionValue | undefined {
  const type = checker.getTypeAtLocation(object);
  const symbol = checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return symbol && { type: checker.getTypeOfSymbolAtLocation(symbol, object), text: `${object.getText()}.${name}` };
}

function nameOf(typescript: typeof ts, name: ts.PropertyName): string | undefined {
  const isPlain = typescript.isIdentifier(name) || typescript.isStringLiteralLike(name);
  return isPlain ? name.text : undefined;
}
