import { at, type Pick } from './choice.ts';
import { Front } from './front.ts';
import type { Actor, Gate, Steps } from './gate.ts';
import type { Message } from './node.ts';
import { Outbox } from './outbox.ts';
import { dependentsOfRows, type KeyPlan } from './plan.ts';
import { Process } from './process.ts';
import type { Off } from './rules.ts';
import type { Scenario } from './scenario.ts';
import type { Stamp } from './stamp.ts';
import { keyName, Store } from './store.ts';
import type { Story } from './story.ts';
import { Truth, type ViolationKind } from './truth.ts';

/** What a run counts. */
export interface Counts {
  reads: number;
  hits: number;
  memory: number;
  joins: number;
  bodies: number;
  refused: number;
  invalidations: number;
  steps: number;
}

/** Where counting begins. */
export const noCounts = (): Counts => ({
  reads: 0,
  hits: 0,
  memory: 0,
  joins: 0,
  bodies: 0,
  refused: 0,
  invalidations: 0,
  steps: 0,
});

/** Freedoms that the protocol leaves: a run has one of each, and all of them have to be safe. */
export interface WorldOptions {
  /** A reader looks at the floor only where the dependency itself does not decide. */
  readonly lean: boolean;
  /** Stamps are read before the entry where the list is known. */
  readonly stampsFirst: boolean;
  /** Callers of one tick share a read. */
  readonly sharing: boolean;
  /** Most buckets of this run: in some there is one for everything. */
  readonly width: number;
}

const dealOptions = (pick: Pick): WorldOptions => ({
  lean: pick(2) === 0,
  stampsFirst: pick(3) === 0,
  sharing: pick(2) === 0,
  width: 1 + pick(4),
});

/** Everything one run has: rows, stores, processes, actors, and the one source of its choices. */
export class World {
  readonly scenario: Scenario;
  readonly off: Off;
  readonly pick: Pick;
  readonly story: Story | undefined;
  /** What is not looked at: a rule that is off only to bare another one shows nothing of its own. */
  readonly unchecked: ReadonlySet<ViolationKind>;
  readonly counts: Counts = noCounts();
  readonly truth: Truth;
  readonly plans = new Map<string, KeyPlan>();
  readonly dependents: readonly (readonly KeyPlan[])[];
  readonly processes: readonly Process[];
  readonly ready: Actor[] = [];
  /** All that have not ended, waiting ones too. */
  readonly allActors = new Set<Actor>();
  /** The run's clock: one step, one unit, and more where a process is frozen. */
  time = 1;
  /** The order of all events, finer than the clock. */
  sequence = 0;
  epochs = 0;
  /** Keyv: how often marks were lost. */
  losses = 0;
  actor = 'start';
  readonly options: WorldOptions;
  /** What the channel carries: the last messages, in any order, perhaps twice, perhaps never. */
  readonly channel: Message[] = [];
  private readonly buckets = new Map<string, number>();
  private ids = 0;
  private tokens = 0;

  constructor(scenario: Scenario, off: Off, pick: Pick, story: Story | undefined, options = dealOptions(pick)) {
    this.scenario = scenario;
    this.off = off;
    this.pick = pick;
    this.unchecked = new Set(off.outboxStores ? ['waits'] : []);
    this.story = story;
    this.options = options;
    this.truth = new Truth(this);
    this.dependents = dependentsOfRows(scenario.plans, scenario.rows);
    for (const plan of scenario.plans) this.plans.set(plan.key, plan);
    const stores = scenario.stores.map((shape, index) => new Store(this, index, shape));
    this.processes = Array.from({ length: scenario.processes }, (_, id) => {
      const process = new Process(id, [...stores], new Outbox(this));
      if (scenario.maxStaleness !== undefined) process.front = new Front(this, process, scenario.maxStaleness);
      return process;
    });
  }

  /** Buckets are dealt at random and stay for the run. */
  bucketOf(name: string, buckets: number): number {
    const count = Math.min(buckets, this.options.width);
    if (count === 1) return 0;
    const known = this.buckets.get(name) ?? this.pick(12);
    this.buckets.set(name, known);
    return known % count;
  }

  plan(key: string): KeyPlan {
    const plan = this.plans.get(key);
    if (plan === undefined) throw new Error(`no key ${key}`);
    return plan;
  }

  now(): number {
    this.sequence += 1;
    return this.sequence;
  }

  newId(): number {
    this.ids += 1;
    return this.ids;
  }

  /** Negative, unlike any stamp, and never the same twice. */
  newToken(): Stamp {
    this.tokens += 1;
    return -this.tokens;
  }

  open(gate: Gate): void {
    gate.open = true;
    for (const actor of gate.waiters) if (!actor.dead) this.ready.push(actor);
    gate.waiters.length = 0;
  }

  start(process: Process, name: string, steps: Steps): void {
    const actor = { name, process, steps, dead: false, wakesAt: 0 };
    this.ready.push(actor);
    this.allActors.add(actor);
  }

  say(text: string): void {
    this.story?.tell(this.time, this.actor, text);
  }

  storeOf(process: Process, plan: KeyPlan): Store {
    return at(process.stores, plan.store);
  }

  /** All names that could be evicted or invalidated. */
  dependencyNames(): string[] {
    const names = ['*', 'c'];
    for (const plan of this.scenario.plans) names.push(`f:${plan.key}`);
    for (let row = 0; row < this.scenario.rows; row += 1) names.push(`e:${row}`);
    return names;
  }

  keyNames(): string[] {
    return this.scenario.plans.map((plan) => keyName(plan.key));
  }
}
