import type ts from 'typescript';
import type {
  AnyOfNode,
  EntityNode,
  EntityPlan,
  ListNode,
  ObjectNode,
  PlanNode,
  PlannedId,
  PlanPart,
  TupleNode,
  UnionNode,
} from '../analyze/entities/entity-plan.ts';
import type { EmitContext } from './emit-context.ts';
import { emitMember } from './emit-member.ts';
import { WalkCode } from './walk-code.ts';

/** The entities of which the code around a place has reported a list already. */
type Listed = ReadonlySet<number>;

type Statements = readonly ts.Statement[];

/** Writes the body of a walk: code as one would write it by hand for the type, without any reflection. */
export class WalkWriter {
  /** The parameters. */
  readonly value: ts.Identifier;
  readonly found: ts.Identifier;
  readonly functions: readonly ts.Identifier[];
  readonly #factory: ts.NodeFactory;
  readonly #code: WalkCode;
  readonly #plan: EntityPlan;
  readonly #parts: readonly ts.Identifier[];

  constructor(context: Pick<EmitContext, 'typescript' | 'factory'>, plan: EntityPlan) {
    this.#factory = context.factory;
    this.#code = new WalkCode(context);
    this.#plan = plan;
    this.value = this.#code.name('value');
    this.found = this.#code.name('found');
    this.functions = plan.functions.map(() => this.#code.name('idOf'));
    this.#parts = plan.parts.map(() => this.#code.name('part'));
  }

  write(): Statements {
    const parts = this.#plan.parts.flatMap((part, index) => this.#writePart(part, this.#parts[index]));
    return [...parts, ...this.#write(this.#plan.root, this.value, new Set())];
  }

  /** Data of a type that holds itself may be a circle, so each object is walked once. */
  #writePart({ node, recurs }: PlanPart, name: ts.Identifier | undefined): Statements {
    const [code, factory] = [this.#code, this.#factory];
    const [value, seen] = [code.name('value'), code.name('seen')];
    const parameter = factory.createParameterDeclaration(undefined, undefined, value);
    const guard = [
      factory.createIfStatement(code.call(seen, 'has', [value]), factory.createReturnStatement()),
      code.do(code.call(seen, 'add', [value])),
    ];
    const body = code.block([...(recurs ? guard : []), ...this.#write(node, value, new Set())]);
    const part = factory.createFunctionDeclaration(undefined, undefined, name, undefined, [parameter], undefined, body);
    return recurs ? [code.const(seen, factory.createNewExpression(code.global('Set'), undefined, [])), part] : [part];
  }

  #write(node: PlanNode, value: ts.Expression, listed: Listed): Statements {
    if (!this.#code.isName(value) && countReads(node) > 1) {
      const held = this.#code.nameOf(value);
      return [this.#code.const(held, value), ...this.#write(node, held, listed)];
    }
    switch (node.kind) {
      case 'entity':
        return this.#writeEntity(node, value, listed);
      case 'object':
        return this.#writeObject(node, value, listed);
      case 'list':
        return this.#writeList(node, value, listed);
      case 'tuple':
        return this.#writeTuple(node, value, listed);
      case 'union':
        return this.#writeUnion(node, value, listed);
      case 'any-of':
        return this.#writeAnyOf(node, value, listed);
      case 'present':
        return [this.#code.if(this.#code.isThere(value), this.#write(node.node, value, listed))];
      case 'part': {
        const part = this.#parts[node.part];
        return part === undefined ? [] : [this.#code.do(this.#factory.createCallExpression(part, undefined, [value]))];
      }
    }
  }

  #writeEntity({ ids, inner }: EntityNode, value: ts.Expression, listed: Listed): Statements {
    const own = ids.flatMap((id) => this.#writeId(id, value));
    return inner === undefined ? own : [...own, ...this.#write(inner, value, listed)];
  }

  #writeId({ track, id, unsure }: PlannedId, value: ts.Expression): Statements {
    switch (id.form) {
      case 'self':
        return [this.#report('one', track, value)];
      case 'function':
        return this.#writeFunctionId(track, this.functions[id.function], value);
      case 'path':
      case 'parts': {
        const paths = id.form === 'path' ? [id.path] : id.paths;
        const reads = paths.map((path) => this.#code.read(value, path));
        if (unsure !== true) return [this.#reportId(track, id.form, reads)];
        const held = reads.map((read) => ({ read, name: this.#code.name('id') }));
        const names = held.map(({ name }) => name);
        const areThere = this.#code.all(names.map((name) => this.#code.isThere(name)));
        return [
          ...held.map(({ read, name }) => this.#code.const(name, read)),
          this.#code.if(areThere, [this.#reportId(track, id.form, names)]),
        ];
      }
    }
  }

  /** A function answers an id, or the list of its parts. */
  #writeFunctionId(track: number, named: ts.Identifier | undefined, value: ts.Expression): Statements {
    if (named === undefined) return [];
    const held = this.#code.name('id');
    const asParts = this.#report('parts', track, held);
    return [
      this.#code.const(held, this.#factory.createCallExpression(named, undefined, [value])),
      this.#code.if(this.#code.isList(held), [asParts], this.#code.block([this.#report('one', track, held)])),
    ];
  }

  #reportId(track: number, form: 'path' | 'parts', reads: readonly ts.Expression[]): ts.Statement {
    const [only] = reads;
    if (form === 'path' && only !== undefined) return this.#report('one', track, only);
    return this.#report('parts', track, this.#factory.createArrayLiteralExpression(reads));
  }

  #report(method: 'one' | 'parts' | 'list', track: number, argument?: ts.Expression): ts.Statement {
    const index = this.#factory.createNumericLiteral(track);
    return this.#code.do(this.#code.call(this.found, method, argument === undefined ? [index] : [index, argument]));
  }

  #reportLists(tracks: readonly number[], listed: Listed): Statements {
    return tracks.filter((track) => !listed.has(track)).map((track) => this.#report('list', track));
  }

  #writeObject({ fields }: ObjectNode, value: ts.Expression, listed: Listed): Statements {
    return fields.flatMap(({ name, node }) => this.#write(node, emitMember(this.#factory, value, { name }), listed));
  }

  #writeList({ over, item, key, tracks, unsure }: ListNode, value: ts.Expression, listed: Listed): Statements {
    const code = this.#code;
    const [heldItem, heldKey] = [code.name('item'), code.name('key')];
    const within = new Set([...listed, ...tracks]);
    const body = [
      ...(item === undefined ? [] : this.#write(item, heldItem, within)),
      ...(key === undefined ? [] : this.#write(key, heldKey, within)),
    ];
    const names = key === undefined ? [heldItem] : [heldItem, heldKey];
    const values = over === 'record' ? code.call(code.global('Object'), 'values', [value]) : value;
    const isLoop = over === 'array' || over === 'record';
    const loop = isLoop ? code.forOf(values, heldItem, body) : code.forEach(value, names, body);
    const statements = [...this.#reportLists(tracks, listed), loop];
    return unsure === true && over !== 'record' ? [code.if(code.test({ is: over }, value), statements)] : statements;
  }

  #writeTuple({ elements, rest, unsure }: TupleNode, value: ts.Expression, listed: Listed): Statements {
    const [code, factory] = [this.#code, this.#factory];
    const statements = elements.flatMap(({ index, node }) =>
      this.#write(node, factory.createElementAccessExpression(value, index), listed),
    );
    if (rest !== undefined) {
      const item = code.name('item');
      const items = rest.from === 0 ? value : code.call(value, 'slice', [factory.createNumericLiteral(rest.from)]);
      const body = this.#write(rest.item, item, new Set([...listed, ...rest.tracks]));
      statements.push(...this.#reportLists(rest.tracks, listed), code.forOf(items, item, body));
    }
    return unsure === true ? [code.if(code.isList(value), statements)] : statements;
  }

  #writeUnion({ branches, otherwise }: UnionNode, value: ts.Expression, listed: Listed): Statements {
    const code = this.#code;
    const last = otherwise && code.block(this.#write(otherwise, value, listed));
    const statement = branches.reduceRight<ts.Statement | undefined>((next, { test, node }) => {
      const condition = code.test(test, value);
      if (node !== undefined) return code.if(condition, this.#write(node, value, listed), next);
      // Nothing is in it, and what comes behind it must not take it for its own.
      return next && this.#factory.createIfStatement(code.not(condition), next);
    }, last);
    return statement === undefined ? [] : [statement];
  }

  #writeAnyOf({ members, needed }: AnyOfNode, value: ts.Expression, listed: Listed): Statements {
    const statements = members.flatMap((member) => this.#write(member, value, listed));
    if (needed.length === 0) return statements;
    const missing = needed.map(({ id }) => {
      const paths = id.form === 'path' ? [id.path] : id.form === 'parts' ? id.paths : [];
      const empty = this.#factory.createNull();
      return this.#code.any(paths.map((path) => this.#factory.createEquality(this.#code.read(value, path), empty)));
    });
    const reports = needed.flatMap((id) => this.#writeId(id, value));
    return [...statements, this.#code.if(this.#code.all(missing), reports)];
  }
}

/** How often the code for a value reads it. */
function countReads(node: PlanNode): number {
  switch (node.kind) {
    case 'entity': {
      const reads = node.ids.map(({ id }) => (id.form === 'parts' ? id.paths.length : 1));
      return reads.reduce((all, one) => all + one, node.inner === undefined ? 0 : countReads(node.inner));
    }
    case 'object':
      return node.fields.length;
    case 'list':
      return node.unsure === true ? 2 : 1;
    case 'part':
      return 1;
    default:
      return 2;
  }
}
