import { comparableCode } from './comparable-code.ts';

/**
 * The comparable form of a type in which the order of a union does not count: of `'b' | 'a'` it is `"a"|"b"`. A type
 * with brackets keeps its order; where that matters, the manifest has its shape, which has an order of its own.
 */
export function sortUnion(type: string): string {
  const code = comparableCode(type);
  if (/[{(<[]/.test(code)) return code;
  // A literal is one piece, whatever stands in it.
  const members = code.match(/(?:"(?:[^"\\]|\\.)*"|[^|"])+/g) ?? [];
  // A text with a quotation mark in it does not come apart in this way.
  return members.join('|') === code ? members.toSorted().join('|') : code;
}
