import type ts from 'typescript';
import type { PlannedPath, UnionTest } from '../analyze/entities/entity-plan.ts';
import { emitConst } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';
import { emitMember } from './emit-member.ts';

// For each of so many equal names the compiler tries all numbers from 1 on, which for a thousand takes seconds.
const FEW = 50;

/**
 * The pieces of code that a walk is made of. What the language provides is named by `globalThis`, since a file may well
 * import a `Map` of its own.
 */
export class WalkCode {
  readonly #typescript: typeof ts;
  readonly #factory: ts.NodeFactory;
  readonly #counts = new Map<string, number>();

  constructor({ typescript, factory }: Pick<EmitContext, 'typescript' | 'factory'>) {
    this.#typescript = typescript;
    this.#factory = factory;
  }

  /** `hf_item`, apart from all other names of the file. */
  name(name: string): ts.Identifier {
    const plain = name.replaceAll(/[^\p{ID_Continue}$]/gu, '_');
    const count = this.#counts.get(plain) ?? 0;
    this.#counts.set(plain, count + 1);
    const text = count < FEW ? `hf_${plain}` : `hf_${plain}_${count}`;
    return this.#factory.createUniqueName(text, this.#typescript.GeneratedIdentifierFlags.Optimistic);
  }

  /** A name for what an expression reads: `hf_team` for `hf_user.team`. */
  nameOf(value: ts.Expression): ts.Identifier {
    return this.name(this.#typescript.isPropertyAccessExpression(value) ? value.name.text : 'value');
  }

  /** Whether it can be read again and again at no cost. */
  isName(value: ts.Expression): boolean {
    return this.#typescript.isIdentifier(value);
  }

  const(name: ts.Identifier, value: ts.Expression): ts.Statement {
    return emitConst({ typescript: this.#typescript, factory: this.#factory }, name, value);
  }

  do(expression: ts.Expression): ts.Statement {
    return this.#factory.createExpressionStatement(expression);
  }

  if(condition: ts.Expression, statements: readonly ts.Statement[], otherwise?: ts.Statement): ts.Statement {
    return this.#factory.createIfStatement(condition, this.block(statements), otherwise);
  }

  block(statements: readonly ts.Statement[]): ts.Block {
    return this.#factory.createBlock([...statements], true);
  }

  call(owner: ts.Expression, method: string, args: readonly ts.Expression[]): ts.Expression {
    const callee = this.#factory.createPropertyAccessExpression(owner, method);
    return this.#factory.createCallExpression(callee, undefined, args);
  }

  /** `globalThis.Set` */
  global(name: string): ts.Expression {
    return this.#factory.createPropertyAccessExpression(this.#factory.createIdentifier('globalThis'), name);
  }

  isList(value: ts.Expression): ts.Expression {
    return this.call(this.global('Array'), 'isArray', [value]);
  }

  isThere(value: ts.Expression): ts.Expression {
    return this.#factory.createInequality(value, this.#factory.createNull());
  }

  not(condition: ts.Expression): ts.Expression {
    const inner = this.#factory.createParenthesizedExpression(condition);
    return this.#factory.createPrefixUnaryExpression(this.#typescript.SyntaxKind.ExclamationToken, inner);
  }

  all(conditions: readonly ts.Expression[]): ts.Expression {
    const [first = this.#factory.createTrue(), ...others] = conditions;
    return others.reduce((all, one) => this.#factory.createLogicalAnd(all, one), first);
  }

  any(conditions: readonly ts.Expression[]): ts.Expression {
    const [first = this.#factory.createFalse(), ...others] = conditions;
    if (others.length === 0) return first;
    const any = others.reduce((all, one) => this.#factory.createLogicalOr(all, one), first);
    return this.#factory.createParenthesizedExpression(any);
  }

  /** `hf_user.customer?.id` */
  read(value: ts.Expression, path: PlannedPath): ts.Expression {
    const factory = this.#factory;
    return path.reduce((owner, { name, isOptional }) => {
      if (!isOptional) return emitMember(factory, owner, { name });
      const dot = factory.createToken(this.#typescript.SyntaxKind.QuestionDotToken);
      return factory.createPropertyAccessChain(owner, dot, name);
    }, value);
  }

  /** `for (const hf_item of list) { … }` */
  forOf(list: ts.Expression, item: ts.Identifier, body: readonly ts.Statement[]): ts.Statement {
    const declaration = this.#factory.createVariableDeclaration(item);
    const declarations = this.#factory.createVariableDeclarationList([declaration], this.#typescript.NodeFlags.Const);
    return this.#factory.createForOfStatement(undefined, declarations, list, this.block(body));
  }

  /** `list.forEach((hf_item, hf_key) => { … })`: a loop over a Set or a Map means nothing to old targets. */
  forEach(list: ts.Expression, names: readonly ts.Identifier[], body: readonly ts.Statement[]): ts.Statement {
    const parameters = names.map((name) => this.#factory.createParameterDeclaration(undefined, undefined, name));
    const arrow = this.#factory.createToken(this.#typescript.SyntaxKind.EqualsGreaterThanToken);
    const block = this.block(body);
    const callback = this.#factory.createArrowFunction(undefined, undefined, parameters, undefined, arrow, block);
    return this.do(this.call(list, 'forEach', [callback]));
  }

  test(test: UnionTest, value: ts.Expression): ts.Expression {
    const factory = this.#factory;
    const { InKeyword, InstanceOfKeyword } = this.#typescript.SyntaxKind;
    switch (test.is) {
      case 'primitive': {
        const object = factory.createStringLiteral('object');
        return factory.createStrictInequality(factory.createTypeOfExpression(value), object);
      }
      case 'array':
        return this.isList(value);
      case 'set':
      case 'map':
        return factory.createBinaryExpression(value, InstanceOfKeyword, this.global(test.is === 'set' ? 'Set' : 'Map'));
      case 'with':
        return factory.createBinaryExpression(factory.createStringLiteral(test.property), InKeyword, value);
      case 'marked': {
        const read = emitMember(factory, value, { name: test.property });
        return this.any(test.values.map((mark) => factory.createStrictEquality(read, this.#literal(mark))));
      }
    }
  }

  #literal(value: string | number | boolean): ts.Expression {
    const factory = this.#factory;
    if (typeof value === 'string') return factory.createStringLiteral(value);
    if (typeof value === 'boolean') return value ? factory.createTrue() : factory.createFalse();
    const digits = factory.createNumericLiteral(Math.abs(value));
    return value < 0 ? factory.createPrefixUnaryExpression(this.#typescript.SyntaxKind.MinusToken, digits) : digits;
  }
}
