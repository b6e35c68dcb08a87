import type { NamedFunction } from '../named-function.ts';

/**
 * How the entities of a result are found: a tree of plain data, from which the build emits a function. Two functions
 * whose plans have the same text (render-plan.ts) share one.
 */
export interface EntityPlan {
  readonly root: PlanNode;
  /** What is walked from several places, or holds itself; `{ kind: 'part' }` names one by its index. */
  readonly parts: readonly PlanPart[];
  /** The functions of `id=fn`, in the order in which the walk takes them behind the value and the collector. */
  readonly functions: readonly NamedFunction[];
}

/** A part of the result that has a function of its own in the walk. */
export interface PlanPart {
  readonly node: PlanNode;
  /** Its type holds itself, so its data may be a circle. */
  readonly recurs: boolean;
}

/** What is done with one value of the result. Whatever holds no entity is left out. */
export type PlanNode =
  | EntityNode
  | ObjectNode
  | ListNode
  | TupleNode
  | UnionNode
  | AnyOfNode
  /** Only where it is neither `null` nor `undefined`. */
  | { readonly kind: 'present'; readonly node: PlanNode }
  | { readonly kind: 'part'; readonly part: number };

/** The value is an entity, or several; what it holds is looked into behind them. */
export interface EntityNode {
  readonly kind: 'entity';
  readonly ids: readonly PlannedId[];
  readonly inner?: PlanNode;
}

/** An object with fields that hold entities. */
export interface ObjectNode {
  readonly kind: 'object';
  /** Sorted by name, so that the order of the types does not count. */
  readonly fields: readonly { readonly name: string; readonly node: PlanNode }[];
  /** The value may be something else. */
  readonly unsure?: true;
}

/** Something that holds any number of values. */
export interface ListNode {
  readonly kind: 'list';
  /** `record`: the values of an index signature. */
  readonly over: 'array' | 'set' | 'map' | 'record';
  /** Absent: they hold none, or of a map only its keys do. */
  readonly item?: PlanNode;
  /** Of a map. */
  readonly key?: PlanNode;
  /** Of which entities it is a list. */
  readonly tracks: readonly number[];
  /** The value may be something else. */
  readonly unsure?: true;
}

/** An array with a known place for each element. */
export interface TupleNode {
  readonly kind: 'tuple';
  readonly elements: readonly { readonly index: number; readonly node: PlanNode }[];
  /** What stands from an index on. */
  readonly rest?: { readonly from: number; readonly item: PlanNode; readonly tracks: readonly number[] };
  /** The value may be something else. */
  readonly unsure?: true;
}

/** The first branch whose test the value meets; a branch without a node is known to hold nothing. */
export interface UnionNode {
  readonly kind: 'union';
  readonly branches: readonly { readonly test: UnionTest; readonly node?: PlanNode }[];
  readonly otherwise?: PlanNode;
}

/** What tells one member of a union from the others. */
export type UnionTest =
  | { readonly is: 'array' | 'set' | 'map' | 'primitive' }
  /** Has this property, and no other member has. */
  | { readonly is: 'with'; readonly property: string }
  /** Has one of these values in this property, and no other member has one of them. */
  | { readonly is: 'marked'; readonly property: string; readonly values: readonly (string | number | boolean)[] };

/** Members of a union that nothing tells apart: all are tried. */
export interface AnyOfNode {
  readonly kind: 'any-of';
  readonly members: readonly PlanNode[];
  /** Where none of these ids is there, one is missing. Empty: a member needs none. */
  readonly needed: readonly PlannedId[];
}

/** An id of an entity. */
export interface PlannedId {
  /** Index in the spec's `tracks` or `invalidates`. */
  readonly track: number;
  readonly id: PlannedRead;
  /** Not an error where it is not there. */
  readonly unsure?: true;
}

/** Where an id is read. */
export type PlannedRead =
  | { readonly form: 'path'; readonly path: PlannedPath }
  | { readonly form: 'parts'; readonly paths: readonly PlannedPath[] }
  /** The value is the id. */
  | { readonly form: 'self' }
  /** Index in the plan's `functions`; the function gives an id, or the list of its parts. */
  | { readonly form: 'function'; readonly function: number };

/** `customer.id`; `isOptional`: what stands before it may be `null` or `undefined`. */
export type PlannedPath = readonly { readonly name: string; readonly isOptional: boolean }[];
