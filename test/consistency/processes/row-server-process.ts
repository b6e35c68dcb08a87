import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Violation } from './row-history.ts';
import type { RowServerNews, RowServerRequest } from './row-server.ts';
import type { Tally } from './tally.ts';

const PROGRAM = fileURLToPath(new URL('row-server.ts', import.meta.url));

/** What a row server is started with. */
export interface RowServerPlan {
  readonly socket: string;
  readonly rows: number;
  readonly seed: number;
}

/** The process that knows the truth. */
export class RowServerProcess {
  readonly #child: ChildProcess;
  /** The first one. */
  readonly violation: Promise<Violation>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    const ended = once(child, 'exit').then(([code]) => ({ problem: `the row server ended with ${code}`, story: [] }));
    this.violation = Promise.race([this.#hear('violation').then(({ violation }) => violation), ended]);
  }

  /** Starts it; resolves when it listens. */
  static async start({ socket, rows, seed }: RowServerPlan): Promise<RowServerProcess> {
    const server = new RowServerProcess(fork(PROGRAM, [socket, String(rows), String(seed)]));
    await server.#hear('ready');
    return server;
  }

  /** Takes down in all stories what happened to everybody. */
  note(text: string): void {
    if (this.#child.connected) this.#send({ note: text });
  }

  async readTally(): Promise<Tally> {
    const heard = this.#hear('tally');
    this.#send({ note: undefined });
    return (await heard).tally;
  }

  async end(): Promise<void> {
    const exit = once(this.#child, 'exit');
    if (!this.#child.connected) return;
    this.#child.disconnect();
    await exit;
  }

  #send(request: RowServerRequest): void {
    this.#child.send(request);
  }

  #hear<Kind extends RowServerNews['kind']>(kind: Kind): Promise<Extract<RowServerNews, { kind: Kind }>> {
    return new Promise((resolve) => {
      const listen = (message: unknown): void => {
        // The row server says nothing else, and what is of this kind is of this type.
        const news = message as Extract<RowServerNews, { kind: Kind }>;
        if (news.kind !== kind) return;
        this.#child.off('message', listen);
        resolve(news);
      };
      this.#child.on('message', listen);
    });
  }
}
