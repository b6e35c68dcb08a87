import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { Hole } from '../parse-tag-lines/parse-template.ts';
import type { FunctionContext } from './function-context.ts';

/** A hole that was found: its path as text, and the type of what it reads. */
export interface ResolvedHole {
  readonly path: string;
  readonly type: ts.Type;
}

/** A parameter with a plain name. */
export interface Parameter {
  readonly name: string;
  readonly node: ts.ParameterDeclaration;
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

/** The parameters a key can name, in the order of the declaration; a `this` parameter is none. */
export function listParameters({ typescript, shape }: FunctionContext): readonly Parameter[] {
  return shape.node.parameters.flatMap((node) => {
    const name = typescript.isIdentifier(node.name) ? node.name.text : undefined;
    return name === undefined || name === 'this' ? [] : [{ name, node }];
  });
}

function resolveParameter(fn: FunctionContext, hole: Hole, root: string): ResolvedHole | Diagnostic {
  const { checker, on } = fn;
  const parameters = listParameters(fn);
  const known = parameters.map(({ name }) => name);
  const text = hole.path.join('.');
  if (/^\d/.test(root)) {
    const named = known[Number(root)];
    const parameter = named && [named, ...hole.path.slice(1)].join('.');
    return DIAGNOSTICS.positionalHole(hole, { hole: text, on, parameter, known });
  }
  const parameter = parameters.find(({ name }) => name === root);
  if (parameter !== undefined) return { path: root, type: checker.getTypeAtLocation(parameter.node) };
  return DIAGNOSTICS.unknownHole(hole, { hole: text, on, known, nearest: nearestName(root, known) });
}

function resolveThis(fn: FunctionContext, hole: Hole): ResolvedHole | Diagnostic {
  const { on } = fn;
  const type = typeOfThis(fn);
  if (type === undefined) return DIAGNOSTICS.noThis(hole, { hole: hole.path.join('.'), on });
  return hole.path.length === 1 ? DIAGNOSTICS.bareThis(hole, { on }) : { path: 'this', type };
}

function typeOfThis({ typescript, checker, shape }: FunctionContext): ts.Type | undefined {
  const declared = shape.node.parameters.find(({ name }) => typescript.isIdentifier(name) && name.text === 'this');
  if (declared !== undefined) return checker.getTypeAtLocation(declared);
  if (shape.form === 'object-method') return checker.getTypeAtLocation(shape.owner);
  if (shape.form !== 'class-method') return undefined;
  const instance = checker.getTypeAtLocation(shape.owner);
  if (typescript.isClassDeclaration(shape.owner)) {
    const { symbol } = instance;
    return shape.isStatic ? checker.getTypeOfSymbol(symbol) : instance;
  }
  // The type of a class expression is that of its constructor.
  return shape.isStatic ? instance : instance.getConstructSignatures()[0]?.getReturnType();
}

interface Step {
  readonly from: ResolvedHole;
  readonly property: string;
}

function resolveProperty(fn: FunctionContext, hole: Hole, { from, property }: Step): ResolvedHole | Diagnostic {
  const { typescript, checker, shape } = fn;
  const path = `${from.path}.${property}`;
  if ((from.type.flags & typescript.TypeFlags.Any) !== 0) return { path, type: from.type };
  const type = checker.getNonNullableType(checker.getBaseConstraintOfType(from.type) ?? from.type);
  const symbol = checker.getPropertyOfType(checker.getApparentType(type), property);
  if (symbol !== undefined) return { path, type: checker.getTypeOfSymbolAtLocation(symbol, shape.node) };
  const indexed = type.getStringIndexType();
  if (indexed !== undefined) return { path, type: indexed };
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

function listDataProperties({ checker, shape }: FunctionContext, type: ts.Type): readonly string[] {
  const symbols = checker.getPropertiesOfType(checker.getApparentType(type));
  const isData = (symbol: ts.Symbol): boolean =>
    checker.getTypeOfSymbolAtLocation(symbol, shape.node).getCallSignatures().length === 0;
  return symbols.flatMap((symbol) => (isData(symbol) && /^[\p{ID_Start}$]/u.test(symbol.name) ? [symbol.name] : []));
}
