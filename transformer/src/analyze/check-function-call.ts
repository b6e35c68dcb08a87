import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { FunctionContext } from './function-context.ts';
import type { FunctionName } from './resolve-function.ts';

/** One value that a function is called with. */
export interface GivenArgument {
  /** What messages call it: `the result`, `id`. */
  readonly name: string;
  readonly type: ts.Type;
  /** All arguments from here on are of this type. */
  readonly isRest: boolean;
  /** It is never `undefined`, whatever its type says. */
  readonly hasDefault: boolean;
}

/** What a tag line does with the function that it names. */
export interface ExpectedCall {
  readonly args: readonly GivenArgument[];
  /** Whether what the function gives is of use. */
  readonly accepts: (returned: ts.Type) => boolean;
  /** What is of use, for messages: `a boolean`. */
  readonly wanted: string;
}

/** Whether a function can be called as a tag line calls it; one fitting overload is enough. */
export function checkFunctionCall(
  fn: FunctionContext,
  { before, word, type }: FunctionName & { readonly type: ts.Type },
  call: ExpectedCall,
): Diagnostic | undefined {
  const { typescript, checker, shape } = fn;
  if ((type.flags & typescript.TypeFlags.Any) !== 0) return undefined;
  const name = `${before}${word.name}`;
  const signatures = type.getCallSignatures();
  const [first] = signatures;
  if (first === undefined) {
    return DIAGNOSTICS.notCallable(word, { name, type: checker.typeToString(type, shape.node) });
  }
  const problems = signatures.map((signature) => findArgumentProblem(fn, signature, call.args));
  const fitting = signatures.filter((_, index) => problems[index] === undefined);
  if (fitting.length === 0) {
    return DIAGNOSTICS.functionParameters(word, {
      name,
      problem: problems.at(-1) ?? '',
      given: describeArguments(call),
    });
  }
  const [returned] = fitting.map((signature) => signature.getReturnType());
  if (returned === undefined || fitting.some((signature) => call.accepts(signature.getReturnType()))) return undefined;
  const isPromise = checker.getPropertyOfType(checker.getApparentType(returned), 'then') !== undefined;
  const returns = checker.typeToString(returned, shape.node);
  return DIAGNOSTICS.functionResult(word, { name, returns, wanted: call.wanted, isPromise });
}

function describeArguments({ args }: ExpectedCall): string {
  return args.length === 0 ? 'no arguments' : `(${args.map(({ name }) => name).join(', ')})`;
}

/** Why a signature cannot take the arguments, in words that go on after the function's name. */
function findArgumentProblem(
  fn: FunctionContext,
  signature: ts.Signature,
  args: readonly GivenArgument[],
): string | undefined {
  const { checker, shape } = fn;
  const isGeneric = (signature.getTypeParameters() ?? []).length > 0;
  for (const [index, parameter] of signature.getParameters().entries()) {
    const given = argumentAt(args, index);
    const { isOptional, isRest, type } = readParameter(fn, parameter);
    if (given === undefined) {
      if (!isOptional && !isRest) return `needs ${parameter.name}`;
      continue;
    }
    const taken = isRest ? args.slice(index) : [given];
    // What a type parameter becomes is settled by the arguments themselves.
    const wrong = isGeneric ? undefined : taken.find((argument) => !isAssignable(fn, argument, type));
    if (wrong !== undefined) {
      const [from, to] = [wrong.type, type].map((side) => checker.typeToString(side, shape.node));
      return `takes ${to} as ${parameter.name}, and ${wrong.name} is ${from}`;
    }
  }
  return undefined;
}

function argumentAt(args: readonly GivenArgument[], index: number): GivenArgument | undefined {
  const last = args.at(-1);
  return args[index] ?? (last?.isRest === true ? last : undefined);
}

interface ReadParameter {
  readonly isOptional: boolean;
  readonly isRest: boolean;
  /** Of one argument. */
  readonly type: ts.Type;
}

function readParameter({ typescript, checker, shape }: FunctionContext, parameter: ts.Symbol): ReadParameter {
  const { valueDeclaration: declaration } = parameter;
  const type = checker.getTypeOfSymbolAtLocation(parameter, shape.node);
  if (declaration === undefined || !typescript.isParameter(declaration)) {
    const isOptional = (parameter.flags & typescript.SymbolFlags.Optional) !== 0;
    return { isOptional, isRest: false, type };
  }
  const isRest = declaration.dotDotDotToken !== undefined;
  const item = isRest ? type.getNumberIndexType() : undefined;
  return { isOptional: checker.isOptionalParameter(declaration), isRest, type: item ?? type };
}

function isAssignable(
  { typescript, checker }: FunctionContext,
  { type, hasDefault }: GivenArgument,
  to: ts.Type,
): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.every(
    (member) =>
      (hasDefault && (member.flags & typescript.TypeFlags.Undefined) !== 0) || checker.isTypeAssignableTo(member, to),
  );
}
