/** One process of the service: does the steps that it is sent, several at a time, until it is ended. */
import './jumping-clock.ts';
import { configure, type StoreDefinition } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import { sqliteStore } from 'holdfast/sqlite';
import { rows } from './row-client.ts';
import { runStep } from './run-step.ts';
import { LANES, type Step, type WorkerPlan } from './step.ts';

/** Steps to do. */
class Queue {
  readonly #steps: Step[] = [];
  readonly #idle: ((step: Step) => void)[] = [];
  #isAsking = false;

  add(steps: readonly Step[]): void {
    this.#isAsking = false;
    for (const step of steps) {
      const lane = this.#idle.shift();
      if (lane === undefined) this.#steps.push(step);
      else lane(step);
    }
  }

  take(): Promise<Step> {
    if (!this.#isAsking && this.#steps.length < 2 * LANES) {
      this.#isAsking = true;
      process.send?.('more');
    }
    const step = this.#steps.shift();
    if (step !== undefined) return Promise.resolve(step);
    return new Promise((resolve) => this.#idle.push(resolve));
  }
}

function openStore(store: WorkerPlan['store'], target: string): StoreDefinition {
  if (store === 'sqlite') return sqliteStore(target);
  return redisStore(target, { timeout: 250, client: { retryStrategy: (tries: number) => Math.min(200, 10 * tries) } });
}

async function runLane(queue: Queue, count: number): Promise<void> {
  for (;;) {
    const step = await queue.take();
    try {
      await runStep(step, count);
    } catch (error) {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      rows.tell({ do: 'fail', problem: `${JSON.stringify(step)} failed: ${problem}` });
    }
  }
}

// It is started with a plan.
const plan = JSON.parse(process.argv[2] ?? '') as WorkerPlan;
const [first, second] = plan.targets;
const queue = new Queue();
process.on('disconnect', () => process.exit());
// Whoever starts it sends steps only.
process.on('message', (steps) => queue.add(steps as readonly Step[]));
await rows.connect(plan.socket, plan.name);
await configure({
  store: openStore(plan.store, first),
  stores: { second: openStore(plan.store, second) },
  wait: false,
});
for (let lane = 0; lane < LANES; lane++) runLane(queue, plan.rows);
