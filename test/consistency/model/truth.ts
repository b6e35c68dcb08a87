import { at } from './choice.ts';
import type { Value } from './node.ts';
import { isByClocks, isUntracked } from './plan.ts';
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** What can go wrong: a stale or uncommitted value, a call that never ends, too many bodies, a needless wait. */
export type ViolationKind = 'stale' | 'uncommitted' | 'stuck' | 'bodies' | 'waits';

/** What a run found, in words. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly text: string;
}

/** One call of a cached function, from the moment it began. */
export interface Call {
  readonly id: string;
  readonly process: Process;
  readonly key: string;
  /** In the order of events. */
  readonly came: number;
  /** By the run's clock. */
  readonly cameAt: number;
}

/** An acknowledged invalidation: what is older must not be returned to who comes later. */
interface Acknowledged {
  readonly event: number;
  readonly time: number;
  readonly version: number;
  /** The process that called it: there nothing excuses a stale read. */
  readonly caller: number;
  /** Nobody else may rely on it: it is in the outbox. */
  readonly callerOnly: boolean;
  readonly by: string;
}

/**
 * The rows and their versions, and what was promised of them. The rule that all checks come down to: a
 * reader never returns a version older than the newest whose invalidation had been acknowledged before
 * the reader began; from memory in front, acknowledged longer ago than `maxStaleness`, or in its process.
 */
export class Truth {
  private readonly world: World;
  readonly committed: number[];
  private readonly issued: number[];
  private readonly aborted: Set<number>[];
  private readonly acknowledged: Acknowledged[][];
  /** Newest acknowledged version by row; most checks need no more. */
  private readonly newest: number[];
  /** Keyv: late writes that have not been repeated yet, by row, and when there was one last. */
  private readonly hiding: number[];
  private readonly hidingUntil: number[];
  /** Rows that a transaction or a writer holds. */
  readonly locked: boolean[];
  violation: Violation | undefined;

  constructor(world: World) {
    this.world = world;
    const { rows } = world.scenario;
    this.committed = new Array<number>(rows).fill(1);
    this.issued = new Array<number>(rows).fill(1);
    this.newest = new Array<number>(rows).fill(1);
    this.hiding = new Array<number>(rows).fill(0);
    this.hidingUntil = new Array<number>(rows).fill(0);
    this.locked = new Array<boolean>(rows).fill(false);
    this.aborted = Array.from({ length: rows }, () => new Set<number>());
    this.acknowledged = Array.from({ length: rows }, () => []);
  }

  issue(row: number): number {
    const version = at(this.issued, row) + 1;
    this.issued[row] = version;
    return version;
  }

  commit(row: number, version: number): void {
    this.committed[row] = Math.max(at(this.committed, row), version);
  }

  abort(row: number, version: number): void {
    at(this.aborted, row).add(version);
  }

  acknowledge(row: number, version: number, process: Process, callerOnly: boolean): void {
    const { world } = this;
    const by = world.actor;
    const done = { event: world.now(), time: world.time, version, caller: process.life, callerOnly, by };
    at(this.acknowledged, row).push(done);
    this.newest[row] = Math.max(at(this.newest, row), version);
  }

  hidingBegins(row: number): void {
    this.hiding[row] = at(this.hiding, row) + 1;
  }

  hidingEnds(row: number): void {
    this.hiding[row] = at(this.hiding, row) - 1;
    this.hidingUntil[row] = this.world.now();
  }

  fail(kind: ViolationKind, text: string): void {
    if (this.world.unchecked.has(kind)) return;
    this.violation ??= { kind, text };
  }

  /** Checks what a call returns, at the moment it returns. */
  check(call: Call, value: Value, how: string, fromMemory: boolean): void {
    for (let row = 0; row < value.length; row += 1) {
      const version = at(value, row);
      if (version < 0 || isUntracked(this.world.plan(call.key), row)) continue;
      if (version > at(this.committed, row) || at(this.aborted, row).has(version)) {
        this.fail(
          'uncommitted',
          `${call.id} returned row ${row} at version ${version}, which is not committed (${how})`,
        );
      } else if (version < at(this.newest, row)) this.checkOlder(call, row, version, how, fromMemory);
    }
  }

  private checkOlder(call: Call, row: number, version: number, how: string, fromMemory: boolean): void {
    const { scenario } = this.world;
    for (const done of at(this.acknowledged, row)) {
      if (done.version <= version || done.event > call.came) continue;
      if (done.caller !== call.process.life) {
        if (done.callerOnly) continue;
        if (fromMemory && done.time > call.cameAt - (scenario.maxStaleness ?? 0)) continue;
        if (this.mayBeHidden(row, call)) continue;
      }
      this.fail(
        'stale',
        `${call.id} began at ${call.cameAt} and returned row ${row} at version ${version} (${how}), ` +
          `but the invalidation of version ${done.version} had been acknowledged to ${done.by} at ${done.time}`,
      );
      return;
    }
  }

  /** The bound of a store where clocks decide. Where all that counts is known before the body it promises more. */
  private mayBeHidden(row: number, call: Call): boolean {
    const { scenario, plans } = this.world;
    if (scenario.clockSkew === undefined || scenario.strict) return false;
    if (!scenario.unseen && !isByClocks(plans, call.key)) return false;
    return at(this.hiding, row) > 0 || at(this.hidingUntil, row) > call.came;
  }
}
