import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { CacheOptions, NamedWord } from '../parse-tag-lines/cache-options.ts';
import type { ComputedTagLine, TemplateLine } from '../parse-tag-lines/tag-line.ts';
import { checkFunctionCall, type ExpectedCall, type GivenArgument } from './check-function-call.ts';
import type { FunctionContext } from './function-context.ts';
import { isFlat } from './is-flat.ts';
import { listAssigned } from './list-assigned.ts';
import type { NamedFunction } from './named-function.ts';
import { type FunctionName, resolveFunction } from './resolve-function.ts';
import { awaitedType } from './types/awaited-type.ts';

/** The lines that can name functions. */
export interface NamingLines {
  readonly options: Pick<CacheOptions, 'if' | 'vary'>;
  readonly tags: readonly (TemplateLine | ComputedTagLine)[];
}

/** The functions that were found, each by the word that names it, and every problem with one. */
export interface NamedFunctions {
  readonly functions: ReadonlyMap<NamedWord, NamedFunction>;
  readonly diagnostics: readonly Diagnostic[];
}

const NONE: NamedFunctions = { functions: new Map(), diagnostics: [] };

/** Finds the functions that `vary=`, `if=` and `@tag =` name, and checks that they can be called as these do. */
export function analyzeFunctions(fn: FunctionContext, { options, tags }: NamingLines): NamedFunctions {
  if (options.vary === undefined && options.if === undefined && !tags.some((line) => 'fn' in line)) return NONE;
  const functions = new Map<NamedWord, NamedFunction>();
  const diagnostics: Diagnostic[] = [];
  const add = (name: FunctionName, call: Use): void => {
    const found = analyzeUse(fn, name, call);
    if ('code' in found) diagnostics.push(found);
    else functions.set(name.word, found);
  };
  if (options.vary !== undefined) add({ before: 'vary=', word: options.vary }, varies(fn));
  for (const line of tags) if ('fn' in line) add({ before: '@tag =', word: line.fn }, givesTags(fn));
  if (options.if !== undefined) add({ before: 'if=', word: options.if }, decides(fn));
  return { functions, diagnostics };
}

/** How a tag line uses a function. */
interface Use extends Omit<ExpectedCall, 'args'> {
  /** What it is called with before the parameters. */
  readonly leading: readonly GivenArgument[];
  /** Which parameters of the cached function it is called with. */
  readonly parameters: readonly ts.ParameterDeclaration[];
  /** It is called after the body, which may have changed its own parameters. */
  readonly isLate: boolean;
}

function varies(fn: FunctionContext): Use {
  const wanted = 'a primitive value or a flat object of them at once';
  return { leading: [], parameters: [], isLate: false, wanted, accepts: (type) => isFlat(fn, type) };
}

function givesTags(fn: FunctionContext): Use {
  const { checker } = fn;
  const isText = (type: ts.Type): boolean => checker.isTypeAssignableTo(type, checker.getStringType());
  const isTexts = (type: ts.Type): boolean => {
    const item = checker.isArrayLikeType(type) ? type.getNumberIndexType() : undefined;
    return item !== undefined && isText(item);
  };
  const accepts = (type: ts.Type): boolean =>
    (type.isUnion() ? type.types : [type]).every((member) => isText(member) || isTexts(member));
  return {
    leading: [],
    parameters: listArguments(fn),
    isLate: false,
    wanted: 'a string or a list of strings at once',
    accepts,
  };
}

function decides(fn: FunctionContext): Use {
  const { checker } = fn;
  const type = typeOfResult(fn);
  const result: GivenArgument = { name: 'the result', type, isRest: false, hasDefault: false };
  const accepts = (answer: ts.Type): boolean => checker.isTypeAssignableTo(answer, checker.getBooleanType());
  return { leading: [result], parameters: listArguments(fn), isLate: true, wanted: 'a boolean at once', accepts };
}

function typeOfResult(fn: FunctionContext): ts.Type {
  const { checker, shape, batched } = fn;
  if (batched !== undefined) return batched.result ?? checker.getAnyType();
  const signature = checker.getSignatureFromDeclaration(shape.node);
  const returned = signature?.getReturnType() ?? checker.getAnyType();
  return awaitedType(fn, returned);
}

function listArguments({ typescript, shape }: FunctionContext): readonly ts.ParameterDeclaration[] {
  return shape.node.parameters.filter(({ name }) => !typescript.isIdentifier(name) || name.text !== 'this');
}

function analyzeUse(fn: FunctionContext, name: FunctionName, use: Use): NamedFunction | Diagnostic {
  const { typescript, sourceFile, shape } = fn;
  const resolved = resolveFunction(fn, name);
  if ('code' in resolved) return resolved;
  const { root, properties, type } = resolved;
  // A parameter that is taken apart cannot be handed on as it came, and none behind it then either.
  const named = use.parameters.findIndex((parameter) => !typescript.isIdentifier(parameter.name));
  const passed = named === -1 ? use.parameters : use.parameters.slice(0, named);
  const pattern = use.parameters[passed.length];
  if (pattern !== undefined && countTaken(type) > use.leading.length + passed.length) {
    const text = pattern.name.getText(sourceFile);
    return DIAGNOSTICS.patternArgument(name.word, {
      name: `${name.before}${name.word.name}`,
      pattern: text,
      on: fn.on,
    });
  }
  const args = [...use.leading, ...passed.map((parameter) => describeParameter(fn, parameter))];
  const problem = checkFunctionCall(fn, { ...name, type }, { ...use, args });
  if (problem !== undefined) return problem;
  const assigned = use.isLate ? listAssigned(typescript, shape.body) : new Set<string>();
  return {
    root,
    properties,
    args: passed.map((node) => {
      const { name: parameter, dotDotDotToken } = node;
      const text = parameter.getText(sourceFile);
      if (fn.batched?.node === node) return { name: text, isRest: false, isReassigned: false };
      return { name: text, isRest: dotDotDotToken !== undefined, isReassigned: assigned.has(text) };
    }),
  };
}

/** The most arguments that a function looks at. */
function countTaken(type: ts.Type): number {
  const counts = type.getCallSignatures().map((signature) => {
    const parameters = signature.getParameters();
    const last = parameters.at(-1)?.valueDeclaration;
    const takesAll = last !== undefined && 'dotDotDotToken' in last && last.dotDotDotToken !== undefined;
    return takesAll ? Infinity : parameters.length;
  });
  return Math.max(0, ...counts);
}

function describeParameter(
  { checker, sourceFile, batched }: FunctionContext,
  parameter: ts.ParameterDeclaration,
): GivenArgument {
  if (batched?.node === parameter) return { name: batched.name, type: batched.item, isRest: false, hasDefault: false };
  const isRest = parameter.dotDotDotToken !== undefined;
  const type = checker.getTypeAtLocation(parameter);
  return {
    name: parameter.name.getText(sourceFile),
    type: isRest ? (type.getNumberIndexType() ?? type) : type,
    isRest,
    hasDefault: parameter.initializer !== undefined,
  };
}
