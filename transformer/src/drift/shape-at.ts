/**
 * The shape of a field below a shape: of `{ id: number; team?: { id: string } | null }` at `team.id` it is `string`.
 * `undefined` where the text does not tell, as in a long one that was cut.
 */
export function shapeAt(shape: string, path: readonly string[]): string | undefined {
  const [field, ...rest] = path;
  if (field === undefined) return shape;
  const objects = splitOutside(shape, ' | ').filter((member) => member.startsWith('{ ') && member.endsWith(' }'));
  const [object, second] = objects;
  if (object === undefined || second !== undefined) return undefined;
  for (const part of splitOutside(object.slice(2, -2), '; ')) {
    const [, name, type] = /^([^?:]+)\??: (.*)$/s.exec(part) ?? [];
    if (name === field && type !== undefined) return shapeAt(type, rest);
  }
  return undefined;
}

/** Splits at a separator that stands in no brackets and in no text. */
function splitOutside(text: string, separator: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}()[\]<>]| \| |; /g)) {
    if (/^[{([<]$/.test(token)) depth++;
    else if (/^[})\]>]$/.test(token)) depth--;
    else if (token === separator && depth === 0) {
      pieces.push(text.slice(start, index));
      start = index + token.length;
    }
  }
  return [...pieces, text.slice(start)];
}
