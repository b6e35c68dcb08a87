import { isPlainJson } from './is-plain-json.ts';

/**
 * The text of `JSON.stringify` for a value that comes back from it as it was; `undefined` for any other.
 *
 * A field's name that JSON writes with an escape is such a case: where a process has parsed an object with a field `\\`
 * before, `JSON.parse` of V8 12.8 and later (Node 24, 26) reads the name `\n` in the same place as `\\`
 * (nodejs/node#63785). Escapes in other strings are read well.
 */
export function plainJsonText(value: unknown): string | undefined {
  if (!isPlainJson(value)) return undefined;
  const text = JSON.stringify(value);
  // Most texts have no escape at all.
  return text.includes('\\') && hasEscapedNames(value) ? undefined : text;
}

/** Whether JSON writes the name with an escape. */
export function isEscaped(name: string): boolean {
  return ESCAPED.test(name) || !name.isWellFormed();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes.
const ESCAPED = /["\\\u0000-\u001f]/;

function hasEscapedNames(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasEscapedNames);
  return Object.entries(value).some(([name, part]) => isEscaped(name) || hasEscapedNames(part));
}
