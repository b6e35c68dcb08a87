import type ts from 'typescript';

/** Plain data, as a spec is. */
type Data = string | number | boolean | readonly Data[] | { readonly [name: string]: Data };

/**
 * The literal of plain data, where an expression may begin with a brace. Its text goes into a single node, which prints
 * as it is: no phase of the compiler has anything to do inside, and a node for each of its parts would be a third of what
 * a build with many specs costs more.
 */
export function emitData(factory: ts.NodeFactory, data: Data): ts.Expression {
  return factory.createIdentifier(renderData(data));
}

/** `{ id: 1 }`, as the compiler prints it. Fields that are `undefined` do not exist in a spec, so none are printed. */
export function renderData(data: Data): string {
  switch (typeof data) {
    case 'string':
      return renderText(data);
    case 'number':
    case 'boolean':
      return String(data);
    case 'object': {
      if (isList(data)) return `[${data.map(renderData).join(', ')}]`;
      const fields = Object.entries(data).map(([name, value]) => `${name}: ${renderData(value)}`);
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    }
  }
}

/** In ASCII, so that it does not matter how the file is encoded. */
function renderText(text: string): string {
  return JSON.stringify(text).replaceAll(/[^\0-\x7f]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase();
    return `\\u${code.padStart(4, '0')}`;
  });
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
