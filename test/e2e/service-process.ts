import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Call, Order, Told } from './entity-service/src/worker.ts';

/** What came of an order. */
export type Outcome = Omit<Told, 'order'>;

/** One process of the service in `entity-service`. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<Outcome>>();
  #orders = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    // The process sends nothing else.
    child.on('message', (told) => this.#hear(told as Told));
    child.on('exit', (code) => {
      const lost = new Error(`a process of the service ended with code ${code}.`);
      for (const { reject } of this.#waiting.values()) reject(lost);
    });
  }

  /** Starts a process; resolves when its store is open. @param folder that of the built service */
  static async start(folder: string, redisUrl: string): Promise<ServiceProcess> {
    const child = fork('dist/worker.js', [redisUrl], { cwd: folder, execArgv: [] });
    const started = new ServiceProcess(child);
    await started.#answerTo(0);
    return started;
  }

  /** Makes calls at once. */
  call(...calls: readonly Call[]): Promise<Outcome> {
    return this.tell({ do: 'call', calls });
  }

  tell(order: Order): Promise<Outcome> {
    const number = ++this.#orders;
    const answer = this.#answerTo(number);
    this.#child.send({ number, order });
    return answer;
  }

  async end(): Promise<void> {
    const exit = once(this.#child, 'exit');
    if (this.#child.kill('SIGKILL')) await exit;
  }

  #answerTo(order: number): Promise<Outcome> {
    const waiting = Promise.withResolvers<Outcome>();
    this.#waiting.set(order, waiting);
    return waiting.promise;
  }

  #hear({ order, ...outcome }: Told): void {
    this.#waiting.get(order)?.resolve(outcome);
    this.#waiting.delete(order);
  }
}
