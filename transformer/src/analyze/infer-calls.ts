import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { AnalysisContext } from './analysis-context.ts';
import type { TagPlace } from './analyze-shape.ts';
import { hasModifier } from './has-modifier.ts';

type Calls = 'sync' | 'async';
type Finding = Calls | 'foreign' | 'unclear';

/** Whether a call gives a value or a promise, told by `async` or by the return type. */
export function inferCalls(
  context: AnalysisContext,
  node: ts.SignatureDeclaration,
  { on, tag, span }: TagPlace,
): Calls | Diagnostic {
  const { typescript, checker } = context;
  if (hasModifier(typescript, node, 'async')) return 'async';
  const signature = checker.getSignatureFromDeclaration(node);
  if (signature === undefined) return DIAGNOSTICS.unclearReturn(span, { on, type: 'an unknown type' });
  const returned = checker.getReturnTypeOfSignature(signature);
  const finding = classify(context, returned);
  const type = checker.typeToString(returned, node);
  if (finding === 'unclear') return DIAGNOSTICS.unclearReturn(span, { on, type });
  return finding === 'foreign' ? DIAGNOSTICS.foreignThenable(span, { on, tag, type }) : finding;
}

function classify(context: AnalysisContext, type: ts.Type): Finding {
  const { typescript, checker } = context;
  const { TypeFlags } = typescript;
  if ((type.flags & (TypeFlags.Any | TypeFlags.Unknown)) !== 0) return 'unclear';
  // Of `row-${number}` the constraint is the type itself.
  if ((type.flags & TypeFlags.StringLike) !== 0) return 'sync';
  if ((type.flags & TypeFlags.Instantiable) !== 0) {
    const constraint = checker.getBaseConstraintOfType(type);
    // A type parameter can be filled with a promise unless its constraint is a primitive.
    const finding = constraint === undefined ? 'unclear' : classify(context, constraint);
    const isPrimitive =
      constraint !== undefined && (constraint.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)) === 0;
    return finding === 'sync' && !isPrimitive ? 'unclear' : finding;
  }
  if (type.isUnion()) {
    const findings = new Set(type.types.map((member) => classify(context, member)));
    const [only = 'unclear', other] = findings;
    if (findings.has('foreign')) return 'foreign';
    return other === undefined ? only : 'unclear';
  }
  const then = checker.getPropertyOfType(checker.getApparentType(type), 'then');
  if (then === undefined || checker.getTypeOfSymbol(then).getCallSignatures().length === 0) return 'sync';
  return isPromise(context, type) ? 'async' : 'foreign';
}

function isPromise({ program }: AnalysisContext, type: ts.Type): boolean {
  const { symbol } = type;
  const isNamed = symbol?.name === 'Promise' || symbol?.name === 'PromiseLike';
  return (
    isNamed && (symbol.declarations ?? []).some((node) => program.isSourceFileDefaultLibrary(node.getSourceFile()))
  );
}
