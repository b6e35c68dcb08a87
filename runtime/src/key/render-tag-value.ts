import { isDate } from 'node:util/types';
import type { KeyHole } from './key-hole.ts';
import { unkeyableError } from './unkeyable-error.ts';

/**
 * A value's text in a tag, as a template literal has it (`42`, `true`, `null`), a Date as its ISO text (the template
 * literal's would depend on the time zone).
 * @throws UnkeyableArgumentError HF3001 for objects, functions and symbols
 */
export function renderTagValue(value: unknown, hole: KeyHole): string {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (isDate(value)) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
      throw unkeyableError(
        `is ${Array.isArray(value) ? 'an array' : 'an object'} and has no text of its own`,
        hole,
        undefined,
      );
    case 'function':
    case 'symbol':
      throw unkeyableError(`is a ${typeof value}`, hole, undefined);
  }
}
