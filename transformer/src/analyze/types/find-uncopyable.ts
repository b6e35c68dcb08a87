import type ts from 'typescript';
import { type FoundPart, findPart, type PartRule } from './find-part.ts';
import type { TypeContext } from './type-context.ts';

/** What the runtime copies, encodes and gives back as the same class, and that holds nothing more. */
const WHOLE = new Set([
  ...['Date', 'RegExp', 'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['AggregateError', 'ArrayBuffer', 'DataView', 'Buffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray'],
  ...['Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array'],
  ...['BigInt64Array', 'BigUint64Array'],
]);
const CONTAINERS = new Set(['Map', 'ReadonlyMap', 'Set', 'ReadonlySet']);

const RULE: PartRule = {
  sparesUnions: false,
  judge: (structure) => {
    switch (structure.kind) {
      case 'unknown':
      case 'primitive':
        return 'pass';
      case 'symbol':
        return { found: 'a symbol' };
      case 'function':
        return { found: 'a function' };
      case 'built-in':
        if (WHOLE.has(structure.name)) return 'pass';
        return CONTAINERS.has(structure.name) ? undefined : { found: `of type ${structure.label}` };
      case 'object':
        if (structure.base === undefined) return undefined;
        return { found: `an instance of ${structure.className}, a kind of ${structure.base}` };
      default:
        return undefined;
    }
  },
  judgeField: ({ className }, { form, isHidden }) => {
    const owner = className === undefined ? '' : ` of class ${className}`;
    if (isHidden) return { found: `a private member${owner}` };
    if (form === 'method') return { found: className === undefined ? 'a function' : `a method${owner}` };
    return form === 'accessor' ? { found: `an accessor${owner}` } : undefined;
  },
};

/**
 * The first part of a result that a hit could not give back: functions, symbols, instances with methods, accessors or
 * private members, and what stands for something running. `any` and `unknown` are taken at their word.
 */
export function findUncopyable(context: TypeContext, type: ts.Type): FoundPart | undefined {
  return findPart(context, RULE, type);
}
