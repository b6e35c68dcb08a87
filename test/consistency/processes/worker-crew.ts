import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { RandomChoice } from '../scheduler/choice.ts';
import { chooseSteps } from './choose-steps.ts';
import type { WorkerPlan } from './service/src/step.ts';

/** Steps that a worker is sent at once. */
const PORTION = 40;

/** What the workers of a run are started with. */
export interface CrewPlan extends Omit<WorkerPlan, 'name'> {
  /** The file that a worker process runs. */
  readonly worker: string;
  readonly seed: number;
  readonly size: number;
  /** A worker ended that nobody had killed. */
  readonly onLost: (problem: string) => void;
}

interface Worker {
  readonly child: ChildProcess;
  readonly exit: Promise<unknown>;
  readonly name: string;
}

/** The processes of the service. Each has a choice of steps of its own, and so has the one that takes its place. */
export class WorkerCrew {
  readonly #plan: CrewPlan;
  readonly #workers: Worker[] = [];
  #starts = 0;
  #isEnding = false;

  constructor(plan: CrewPlan) {
    this.#plan = plan;
    for (let place = 0; place < plan.size; place++) this.#workers.push(this.#start(place));
  }

  get size(): number {
    return this.#workers.length;
  }

  nameOf(place: number): string {
    return this.#at(place).name;
  }

  /** Stands still and comes back: as a process whose machine is paused. */
  signal(place: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#at(place).child.kill(signal);
  }

  /** Kills a worker wherever it is, and starts another one in its place. */
  async replace(place: number): Promise<void> {
    const { child, exit } = this.#at(place);
    child.kill('SIGKILL');
    await exit;
    if (!this.#isEnding) this.#workers[place] = this.#start(place);
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    for (const { child } of this.#workers) child.kill('SIGKILL');
    await Promise.all(this.#workers.map(({ exit }) => exit));
  }

  #at(place: number): Worker {
    const worker = this.#workers[place];
    if (worker === undefined) throw new Error(`there is no worker ${place}`);
    return worker;
  }

  #start(place: number): Worker {
    const { worker, seed, onLost, ...plan } = this.#plan;
    const name = `w${place + 1}.${++this.#starts}`;
    // Names are the same in each run of a seed, as kills are chosen by it.
    const choice = new RandomChoice(seed * 1_000_003 + this.#starts * 1009 + place);
    const child = fork(worker, [JSON.stringify({ ...plan, name } satisfies WorkerPlan & { size: number })]);
    child.on('message', () => child.connected && child.send(chooseSteps(choice, PORTION, plan.rows)));
    child.on('exit', (code) => {
      if (code !== null && !this.#isEnding) onLost(`${name} ended by itself with code ${code}`);
    });
    return { child, exit: once(child, 'exit'), name };
  }
}
