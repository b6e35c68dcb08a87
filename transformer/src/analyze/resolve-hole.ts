import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Hole } from '../parse-tag-lines/parse-template.ts';
import type { FunctionContext } from './function-context.ts';
import { typeOfParameter } from './type-of-parameter.ts';
import { typeOfThis } from './type-of-this.ts';

/** A hole that was found: its path as text, and the type of what it reads. */
export interface ResolvedHole {
  readonly path: string;
  readonly type: ts.Type;
}

/** Finds the parameter, or the property of `this`, that a hole names, and follows its path by type. */
export function resolveHole(fn: FunctionContext, hole: Hole): ResolvedHole | Diagnostic {
  const [root = '', ...properties] = hole.path;
  const start = root === 'this' ? resolveThis(fn, hole) : resolveParameter(fn, hole, root);
  if ('code' in start) return start;
  let resolved = start;
  for (const property of properties) {
    const next = resolveProperty(fn, hole, { from: resolved, property });
    if ('code' in next) return next;
    resolved = next;
  }
  return resolved;
}

function resolveParameter(fn: FunctionContext, hole: Hole, root: string): ResolvedHole | Diagnostic {
  const { on, parameters } = fn;
  const parameter = parameters.find(({ name }) => name === root);
  if (parameter !== undefined) return { path: root, type: typeOfParameter(fn, parameter.node) };
  const known = parameters.map(({ name }) => name);
  const text = hole.path.join('.');
  if (/^\d/.test(root)) {
    const named = nameAt(fn, Number(root));
    const path = named && [named, ...hole.path.slice(1)].join('.');
    return DIAGNOSTICS.positionalHole(hole, { hole: text, on, parameter: path, known });
  }
  return DIAGNOSTICS.unknownHole(hole, { hole: text, on, known, nearest: nearestName(root, known) });
}

/** The name of the parameter at a position, where it has one. */
function nameAt({ typescript, shape }: FunctionContext, position: number): string | undefined {
  const names = shape.node.parameters.map(({ name }) => (typescript.isIdentifier(name) ? name.text : undefined));
  return names.filter((name) => name !== 'this')[position];
}

function resolveThis(fn: FunctionContext, hole: Hole): ResolvedHole | Diagnostic {
  const { on } = fn;
  const type = typeOfThis(fn);
  if (type === undefined) return DIAGNOSTICS.noThis(hole, { hole: hole.path.join('.'), on });
  return hole.path.length === 1 ? DIAGNOSTICS.bareThis(hole, { on }) : { path: 'this', type };
}

interface Step {
  readonly from: ResolvedHole;
  readonly property: string;
}

function resolveProperty(fn: FunctionContext, hole: Hole, { from, property }: Step): ResolvedHole | Diagnostic {
  const { checker, shape } = fn;
  const path = `${from.path}.${property}`;
  const found = typeOfProperty(fn, from.type, property);
  if (found !== undefined) return { path, type: found };
  const type = solidTypeOf(fn, from.type);
  const known = listDataProperties(fn, type);
  const nearest = nearestName(property, known);
  return DIAGNOSTICS.unknownProperty(hole, {
    hole: hole.path.join('.'),
    property,
    owner: from.path,
    type: checker.typeToString(type, shape.node),
    known,
    nearest: nearest && `${from.path}.${nearest}`,
  });
}

/** What a property of a value of the type holds; `undefined` where its type has no such property. */
export function typeOfProperty(fn: FunctionContext, owner: ts.Type, property: string): ts.Type | undefined {
  const { typescript, checker, shape } = fn;
  if ((owner.flags & typescript.TypeFlags.Any) !== 0) return owner;
  const type = solidTypeOf(fn, owner);
  const symbol = checker.getPropertyOfType(checker.getApparentType(type), property);
  return symbol === undefined ? type.getStringIndexType() : checker.getTypeOfSymbolAtLocation(symbol, shape.node);
}

function solidTypeOf({ checker }: FunctionContext, type: ts.Type): ts.Type {
  return checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
}

/** The names of what a value of the type holds, without its methods. */
export function listDataProperties({ checker, shape }: FunctionContext, type: ts.Type): readonly string[] {
  const symbols = checker.getPropertiesOfType(checker.getApparentType(type));
  const isData = (symbol: ts.Symbol): boolean =>
    checker.getTypeOfSymbolAtLocation(symbol, shape.node).getCallSignatures().length === 0;
  return symbols.flatMap((symbol) => (isData(symbol) && /^[\p{ID_Start}$]/u.test(symbol.name) ? [symbol.name] : []));
}
