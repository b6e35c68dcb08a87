import type ts from 'typescript';
import type { EmitContext } from './emit-context.ts';
import { rawText } from './raw-text.ts';

/** Plain data, as a spec is. */
type Data = string | number | boolean | readonly Data[] | { readonly [name: string]: Data };

/**
 * The literal of plain data, where an expression may begin with a brace. As text, since a node for each of its parts would
 * be a third of what a build with many specs costs more.
 */
export function emitData(context: EmitContext, data: Data): ts.Expression {
  return rawText(context, renderData(data));
}

const NOT_ASCII = /[^\0-\x7f]/g;

/**
 * `{"id":"user","holes":["id"]}`. Fields that are `undefined` do not exist in a spec, so none are printed. In ASCII, so that
 * it does not matter how the file is encoded.
 */
export function renderData(data: Data): string {
  return JSON.stringify(data).replace(NOT_ASCII, escapeUnit);
}

/** `\u00FC` */
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
