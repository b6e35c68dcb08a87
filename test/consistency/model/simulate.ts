import { hearChannel, poller, reader, refresher, transaction, writer } from './actors.ts';
import { batchReader } from './batch.ts';
import { oneOf, type Pick, randomPick } from './choice.ts';
import { crash, evictor, flush, freeze, outage, promote, split, sync } from './faults.ts';
import type { Steps } from './gate.ts';
import { retry } from './invalidate.ts';
import type { Process } from './process.ts';
import type { Off } from './rules.ts';
import type { Scenario, Weights } from './scenario.ts';
import { Scheduler } from './scheduler.ts';
import { Story } from './story.ts';
import type { Violation } from './truth.ts';
import { type Counts, World } from './world.ts';

/** What one run came to. */
export interface Outcome {
  readonly violation: Violation | undefined;
  readonly counts: Counts;
  readonly story: Story | undefined;
}

/** More than any run needs that ends at all. */
const DRAIN = 20_000;

/** One run of a scenario. The same seed gives the same run. */
export function simulate(scenario: Scenario, off: Off, seed: number, telling = false): Outcome {
  const pick = randomPick(seed);
  const story = telling ? new Story() : undefined;
  const world = new World(scenario, off, pick, story);
  const scheduler = new Scheduler(world, pick(3) === 0 ? pick(8) : 0, oneOf(pick, [0, 0, 6, 15, 40]));
  const start = starter(world, dealWeights(scenario.weights, pick));
  spreadClocks(world);
  for (let step = 0; step < scenario.steps && world.truth.violation === undefined; step += 1) {
    if (world.allActors.size < scenario.actors) start();
    scheduler.step();
  }
  drain(world, scheduler);
  return { violation: world.truth.violation, counts: world.counts, story };
}

function spreadClocks(world: World): void {
  const { clockSkew, clocksApart } = world.scenario;
  if (clockSkew === undefined) return;
  const spread = clocksApart ?? Math.floor(clockSkew / 2);
  for (const process of world.processes) process.clockOffset = world.pick(spread + 1);
}

/** Whatever has begun has to end: no more faults, all connections up. */
function drain(world: World, scheduler: Scheduler): void {
  for (const process of world.processes) process.connect();
  for (const process of world.processes) process.frozen = false;
  for (let step = 0; step < DRAIN && world.allActors.size > 0 && world.truth.violation === undefined; step += 1) {
    if (world.ready.length === 0) break;
    scheduler.step();
  }
  if (world.allActors.size === 0 || world.truth.violation !== undefined) return;
  const names = [...world.allActors].map((actor) => actor.name).join(', ');
  world.truth.fail('stuck', `these never end: ${names}`);
}

type Kind = keyof Weights;
const KINDS: readonly Kind[] = [
  'read',
  'batch',
  'write',
  'refresh',
  'transaction',
  'evict',
  'flush',
  'sync',
  'failover',
  'crash',
  'outage',
  'retry',
  'poll',
  'push',
  'timer',
  'freeze',
];

/** Each run has a mixture of its own: a fault that is rare in one is frequent, or absent, in another. */
function dealWeights(weights: Weights, pick: Pick): readonly Kind[] {
  const urn: Kind[] = [];
  for (const kind of KINDS) {
    const factor = kind === 'read' || kind === 'write' ? 1 + pick(2) : oneOf(pick, [0, 1, 1, 2, 4]);
    for (let count = (weights[kind] ?? 0) * factor; count > 0; count -= 1) urn.push(kind);
  }
  return urn;
}

function starter(world: World, urn: readonly Kind[]): () => void {
  let count = 0;
  return () => {
    const process = oneOf(world.pick, world.processes);
    if (process.frozen) return;
    count += 1;
    begin(world, oneOf(world.pick, urn), process, count);
  };
}

function begin(world: World, kind: Kind, process: Process, count: number): void {
  const name = `${kind} ${count} in ${process.name}`;
  const start = (steps: Steps): void => world.start(process, name, steps);
  switch (kind) {
    case 'read':
      return start(reader(world, process));
    case 'batch':
      return start(batchReader(world, process));
    case 'write':
      return start(writer(world, process));
    case 'refresh':
      return start(refresher(world, process));
    case 'transaction':
      return start(transaction(world, process));
    case 'evict':
      return start(evictor(world));
    case 'flush':
      return flush(world);
    case 'sync':
      return sync(world);
    case 'failover':
      return world.scenario.limit === 'split' ? start(split(world)) : promote(world);
    case 'crash':
      return crash(world);
    case 'outage':
      return start(outage(world, process));
    case 'retry':
      return start(retry(world, process));
    case 'poll':
      return start(poller(world, process));
    case 'push':
      return hearChannel(world, process);
    case 'timer':
      return process.front?.tick();
    case 'freeze':
      return start(freeze(world, process));
  }
}
