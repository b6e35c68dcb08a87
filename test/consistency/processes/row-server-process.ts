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
  /** Rejects when the process has ended. */
  readonly #ended: Promise<never>;
  /** The first one. */
  readonly violation: Promise<Violation>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the row server ended with ${code}`)));
    this.violation = this.#hear('violation').then(({ violation }) => violation);
    for (const promise of [this.#ended, this.violation]) {
      promise.catch(() => {
        // Who waits for neither when the run is over need not know.
      });
    }
  }

  /** Starts it; resolves when it listens. */
  static async start({ socket, rows, seed }: RowServerPlan): Promise<RowServerProcess> {
    const server = new RowServerProcess(fork(PROGRAM, [socket, String(rows), String(seed)]));
    await server.#hear('ready');
    return server;
  }

  /** Takes down in all stories what happened to everybody. */
  note(text: string): void {
    this.#send({ note: text });
  }

  async readTally(): Promise<Tally> {
    const heard = this.#hear('tally');
    this.#send({ note: undefined });
    return (await heard).tally;
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    await this.#ended.catch(() => {
      // That is what was asked for.
    });
  }

  #send(request: RowServerRequest): void {
    if (this.#child.connected) this.#child.send(request);
  }

  #hear<Kind extends RowServerNews['kind']>(kind: Kind): Promise<Extract<RowServerNews, { kind: Kind }>> {
    const heard = new Promise<Extract<RowServerNews, { kind: Kind }>>((resolve) => {
      const listen = (message: unknown): void => {
        // The row server says nothing else, and what is of this kind is of this type.
        const news = message as Extract<RowServerNews, { kind: Kind }>;
        if (news.kind !== kind) return;
        this.#child.off('message', listen);
        resolve(news);
      };
      this.#child.on('message', listen);
    });
    return Promise.race([heard, this.#ended]);
  }
}
