import type ts from 'typescript';

/** Plain data, as a spec is. */
type Data = string | number | boolean | readonly Data[] | { readonly [name: string]: Data };

/** The literal of plain data. Fields that are `undefined` do not exist in a spec, so none are printed. */
export function emitData(factory: ts.NodeFactory, data: Data): ts.Expression {
  switch (typeof data) {
    case 'string':
      return factory.createStringLiteral(data);
    case 'number':
      return factory.createNumericLiteral(data);
    case 'boolean':
      return data ? factory.createTrue() : factory.createFalse();
    case 'object':
      if (isList(data)) return factory.createArrayLiteralExpression(data.map((item) => emitData(factory, item)));
      return factory.createObjectLiteralExpression(
        Object.entries(data).map(([name, value]) => factory.createPropertyAssignment(name, emitData(factory, value))),
      );
  }
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
