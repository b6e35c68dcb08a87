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

const NAME = /^[A-Za-z_$][\w$]*$/;
const NOT_ASCII = /[^\0-\x7f]/;
const ALL_NOT_ASCII = new RegExp(NOT_ASCII, 'g');

/**
 * `{ id: "user", holes: ["id"]}`. Fields that are `undefined` do not exist in a spec, so none are printed. In ASCII, so that
 * it does not matter how the file is encoded.
 */
export function renderData(data: Data): string {
  const text = render(data);
  if (!NOT_ASCII.test(text)) return text;
  return text.replaceAll(ALL_NOT_ASCII, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase();
    return `\\u${code.padStart(4, '0')}`;
  });
}

function render(data: Data): string {
  if (typeof data === 'string') return JSON.stringify(data);
  if (typeof data !== 'object') return String(data);
  let text = '';
  if (isList(data)) {
    for (const item of data) text += `${text === '' ? '' : ','}${render(item)}`;
    return `[${text}]`;
  }
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const before = text === '' ? '' : ',';
    text += NAME.test(name)
      ? `${before} ${name}: ${render(value)}`
      : `${before}${JSON.stringify(name)}:${render(value)}`;
  }
  return `{${text}}`;
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data);
}
