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

/** The name of a field. Within a text a quotation mark stands behind a backslash, or ends it, and then no name follows. */
const NAME = /(?<=[{,])"([A-Za-z_$][\w$]*)":/g;
const NOT_ASCII = /[^\0-\x7f]/;
const ALL_NOT_ASCII = new RegExp(NOT_ASCII, 'g');

/**
 * `{ id: "user", holes: ["id"]}`. Fields that are `undefined` do not exist in a spec, so none are printed. In ASCII, so that
 * it does not matter how the file is encoded.
 */
export function renderData(data: Data): string {
  const text = JSON.stringify(data).replaceAll(NAME, ' $1: ');
  if (!NOT_ASCII.test(text)) return text;
  return text.replaceAll(ALL_NOT_ASCII, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase();
    return `\\u${code.padStart(4, '0')}`;
  });
}
