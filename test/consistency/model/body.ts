import { type Answer, call } from './call.ts';
import { at } from './choice.ts';
import type { Computation, Draft } from './flight.ts';
import type { Steps } from './gate.ts';
import { type KeyPlan, knownNames, rowExists } from './plan.ts';
import type { Process } from './process.ts';
import { ABSENT, type Stamp, sameEpoch } from './stamp.ts';
import type { TransactionScope } from './transaction-scope.ts';
import type { World } from './world.ts';

/** Where a call happens: in which body, in which transaction, how deep. */
export interface Inside {
  readonly computation: Computation | undefined;
  /** The store of the computations around; undefined at the top, `mixed` where they are in several. */
  readonly store: number | 'mixed' | undefined;
  readonly scope: TransactionScope | undefined;
  readonly depth: number;
}

/** Deeper calls read their rows directly: recursion has an end. */
const DEEPEST = 3;

/** Runs a body: reads rows one by one, calls other cached functions, and finds what the result depends on. */
export function* runBody(
  world: World,
  process: Process,
  plan: KeyPlan,
  stampOf: () => Stamp,
  inside: Inside,
): Steps<Draft> {
  world.counts.bodies += 1;
  const value = new Array<number>(world.scenario.rows).fill(-1);
  const dependencies = [...knownNames(plan)];
  const served = new Map<string, Stamp>();
  let memory = false;
  for (const part of plan.parts) {
    if ('row' in part) {
      if (part.ifOdd !== undefined && at(value, part.ifOdd) % 2 === 0) continue;
      yield;
      const version = readRow(world, inside.scope, part.row);
      value[part.row] = version;
      if (world.story !== undefined) world.say(`body of ${plan.key} reads row ${part.row}: version ${version}`);
      if (part.untracked) continue;
      if (part.lookup && !rowExists(version)) {
        if (!world.off.emptyDependsOnCollection) addOnce(dependencies, 'c');
      } else addOnce(dependencies, `e:${part.row}`);
    } else if (inside.depth < DEEPEST) {
      const answer = yield* call(world, process, part.call, { ...inside, depth: inside.depth + 1 });
      memory ||= answer.memory;
      const comparable = world.plan(part.call).store === plan.store;
      take(answer, value, dependencies, comparable ? served : undefined);
    }
  }
  const stamp = stampOf();
  const asOf = dependencies.map((name) => (world.off.nestedAsOf ? stamp : oldest(stamp, served.get(name))));
  return { value, dependencies, asOf, memory };
}

/** What a nested call returned becomes part of the result, and the result depends on the rows in it. */
function take(answer: Answer, value: number[], dependencies: string[], served: Map<string, Stamp> | undefined): void {
  answer.value.forEach((version, row) => {
    if (version >= 0) value[row] = version;
  });
  answer.dependencies.forEach((name, index) => {
    if (name.startsWith('e:') || name === 'c') addOnce(dependencies, name);
    served?.set(name, oldest(at(answer.asOf, index), served.get(name)));
  });
}

/** Stamps of two epochs cannot be compared: what needs both is not stored. */
function oldest(one: Stamp, other: Stamp | undefined): Stamp {
  if (other === undefined) return one;
  return sameEpoch(one, other) ? Math.min(one, other) : ABSENT;
}

function addOnce(list: string[], name: string): void {
  if (!list.includes(name)) list.push(name);
}

function readRow(world: World, scope: TransactionScope | undefined, row: number): number {
  return scope?.own.get(row) ?? scope?.snapshot?.[row] ?? at(world.truth.committed, row);
}
