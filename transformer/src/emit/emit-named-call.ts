import type ts from 'typescript';
import type { NamedFunction } from '../analyze/named-function.ts';
import { emitArrow } from './emit-arrow.ts';
import { renderCopies } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';
import { emitMember } from './emit-member.ts';

/** `tagsOf(teamId, id)`: a call of a function that a tag line names, with other arguments before the parameters. */
export function emitNamedCall(
  context: EmitContext,
  named: NamedFunction,
  leading: readonly ts.Expression[],
): ts.Expression {
  const { factory } = context;
  const args = named.args.map(({ name, isRest }) => emitArgument(factory, factory.createIdentifier(name), isRest));
  return factory.createCallExpression(emitCallee(context, named), undefined, [...leading, ...args]);
}

/**
 * What `if=` names, as a function of the result: `(hf_result) => keepUser(hf_result, teamId, id)`.
 * @param list of a batch: the parameter under whose name the function takes the item, behind the result
 */
export function emitPredicate(
  context: EmitContext,
  named: NamedFunction,
  list: string | undefined,
): { readonly value: ts.Expression; readonly onMiss: readonly string[] } {
  const { factory, names } = context;
  const onMiss: string[] = [];
  const args = named.args.map(({ name, isRest, isReassigned }) => {
    const parameter = factory.createIdentifier(name);
    // The body of a batch has parameters of its own.
    if (!isReassigned || list !== undefined) return emitArgument(factory, parameter, isRest);
    // The body puts something else into it, and the function is asked about the call as it came.
    const outer = names.free.take(name);
    onMiss.push(...renderCopies([{ name, outer }]));
    return emitArgument(factory, factory.createIdentifier(outer), isRest);
  });
  const call = factory.createCallExpression(emitCallee(context, named), undefined, [names.result, ...args]);
  const item = list === undefined ? [] : [factory.createIdentifier(list)];
  return { value: emitArrow(context, [names.result, ...item], call), onMiss };
}

function emitArgument(factory: ts.NodeFactory, value: ts.Expression, isRest: boolean): ts.Expression {
  return isRest ? factory.createSpreadElement(value) : value;
}

function emitCallee(context: EmitContext, { root, properties }: NamedFunction): ts.Expression {
  const { factory } = context;
  const start = emitRoot(context, root);
  const callee = properties.reduce<ts.Expression>((owner, name) => emitMember(factory, owner, { name }), start);
  // `policies.keep()` would give the module to `keep` as its `this`; written in the code, the import does not.
  const isOfModule = root.kind === 'import' && root.member !== undefined && properties.length === 0;
  return isOfModule
    ? factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), callee))
    : callee;
}

function emitRoot({ typescript, factory, names }: EmitContext, root: NamedFunction['root']): ts.Expression {
  switch (root.kind) {
    case 'this':
      return factory.createThis();
    case 'local': {
      const identifier = factory.createIdentifier(root.name);
      // With its declaration as the original the compiler turns it into `exports.keep` where the name lives there.
      return root.declaration === undefined ? identifier : typescript.setOriginalNode(identifier, root.declaration);
    }
    case 'import': {
      const module = names.imports.get(root.statement);
      if (module === undefined) throw new Error(`no name was made for the import of ${root.member ?? 'a module'}`);
      return root.member === undefined ? module : emitMember(factory, module, { name: root.member });
    }
  }
}
