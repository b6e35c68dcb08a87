import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Span } from '../span.ts';

/** `{filter.country}`: the path as its parts. `span` covers the braces too. */
export interface Hole extends Span {
  readonly path: readonly string[];
}

/** Text pieces and holes in order; no text piece is empty, and no two holes are neighbours. */
export type TemplateParts = readonly (string | Hole)[];

const NAME = String.raw`[\p{ID_Start}_$][\p{ID_Continue}$]*`;
// A leading number is let through, so that analyze can name the parameter that {0} stands for.
const PATH = new RegExp(`^(?:\\d+|${NAME})(?:\\.${NAME})*$`, 'u');

/** The template of a `@key` or `@tag` line. `start` is the place of its first character in the file. */
export function parseTemplate(tag: string, text: string, start: number): TemplateParts | Diagnostic {
  // `./drafts` belongs to the function alone, and a key that only this function makes is what it has without @key.
  if (tag === 'key' && /^(=|\.\/)/.test(text)) {
    return DIAGNOSTICS.unsupportedTemplate({ start, length: text.length }, { template: text });
  }
  if (text === './') return DIAGNOSTICS.emptyPrivateTag({ start, length: text.length }, {});
  const parts: (string | Hole)[] = [];
  let position = 0;
  while (position < text.length) {
    const part = readPart(text, position, start);
    if (typeof part !== 'string' && 'code' in part) return part;
    const before = parts.at(-1);
    if (typeof part !== 'string' && typeof before === 'object') {
      const span = { start: before.start, length: before.length + part.length };
      return DIAGNOSTICS.adjacentHoles(span, { first: renderHole(before), second: renderHole(part) });
    }
    parts.push(part);
    position += part.length;
  }
  return parts;
}

function readPart(text: string, position: number, start: number): string | Hole | Diagnostic {
  const [literal] = /^[^{}]+/.exec(text.slice(position)) ?? [];
  if (literal !== undefined) return literal;
  const at = start + position;
  if (text[position] === '}') return DIAGNOSTICS.strayBrace({ start: at, length: 1 }, { template: text });
  const end = text.indexOf('}', position);
  if (end === -1) {
    const rest = text.slice(position);
    return DIAGNOSTICS.unclosedHole({ start: at, length: rest.length }, { text: rest });
  }
  const hole = text.slice(position, end + 1);
  const path = hole.slice(1, -1);
  if (!PATH.test(path)) return DIAGNOSTICS.badHole({ start: at, length: hole.length }, { hole });
  return { path: path.split('.'), start: at, length: hole.length };
}

function renderHole(hole: Hole): string {
  return `{${hole.path.join('.')}}`;
}
