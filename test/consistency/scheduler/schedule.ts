/**
 * Runs asynchronous code one step at a time. Everything that waits waits for a turn; when nothing can go on by
 * itself any more, one of the waiting turns is chosen and resolved. So between two turns code runs undisturbed, and
 * the choices alone decide the order: the same choices give the same run.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Choice } from './choice.ts';
import type { Transaction } from './ledger.ts';
import type { Story } from './story.ts';

/** Something that can go on when it is chosen. */
export interface Turn {
  readonly actor: string;
  readonly weight: number;
  readonly go: () => void;
}

/** What the running code belongs to; it follows every promise. */
export interface Context {
  readonly actor: string;
  /** How many cached calls it runs inside. */
  readonly depth: number;
  /** The database transaction that its statements belong to. */
  readonly transaction?: Transaction;
  /** The call of the world that it runs for. */
  readonly call?: number;
}

/**
 * - `done`: every actor has ended.
 * - `stopped`: somebody said so.
 * - `deadlock`: nothing can go on, but actors wait.
 * - `endless`: more turns than any run needs.
 */
export type Ending = 'done' | 'stopped' | 'deadlock' | 'endless';

const MOST_TURNS = 200_000;
const NOBODY: Context = { actor: 'nobody', depth: 0 };

export class Scheduler {
  readonly story: Story | undefined;
  readonly #choice: Choice;
  readonly #context = new AsyncLocalStorage<Context>();
  readonly #turns: Turn[] = [];
  readonly #waiting = new Set<string>();
  #stopped = false;
  #taken = 0;

  constructor(choice: Choice, story: Story | undefined) {
    this.#choice = choice;
    this.story = story;
  }

  get context(): Context {
    return this.#context.getStore() ?? NOBODY;
  }

  /** Names of the actors that have not ended. */
  get waiting(): readonly string[] {
    return [...this.#waiting];
  }

  /** Number of turns that were taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Resolves when this is chosen to go on. */
  turn(): Promise<void> {
    return new Promise((go) => {
      this.#turns.push({ actor: this.context.actor, weight: this.#choice.weigh(), go });
    });
  }

  /** Stands between the runtime's promises and the runtime: what it waited for has come, now it is its turn. */
  readonly pause = async (awaited: PromiseLike<unknown>): Promise<unknown> => {
    try {
      return await awaited;
    } finally {
      await this.turn();
    }
  };

  /** Starts an actor; what it throws stops the run. The run is not done before it has ended. */
  start(actor: string, work: () => Promise<void>, fail: (error: unknown) => void): void {
    this.#waiting.add(actor);
    void this.#context.run({ actor, depth: 0 }, async () => {
      try {
        await this.turn();
        await work();
      } catch (error) {
        fail(error);
      }
      this.#waiting.delete(actor);
    });
  }

  /** A timer: it fires whenever it is chosen, and nobody waits for it. */
  startTimer(actor: string, run: () => void): void {
    void this.#context.run({ actor, depth: 0 }, async () => {
      await this.turn();
      this.tell(() => 'the timer fires');
      run();
    });
  }

  /** Runs the work with another context. */
  within<T>(context: Partial<Context>, work: () => T): T {
    return this.#context.run({ ...this.context, ...context }, work);
  }

  /** A line of the story; the text is made only where one is written. */
  tell(text: () => string): void {
    this.story?.tell(this.context.actor, text());
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Takes turns until nothing is left to do. */
  run(): Promise<Ending> {
    return new Promise((end) => {
      const step = (): void => {
        const ending = this.#ending();
        if (ending !== undefined) {
          end(ending);
          return;
        }
        this.#taken++;
        const [turn] = this.#turns.splice(this.#choice.schedule(this.#turns), 1);
        turn?.go();
        // All microtasks have run before the next immediate does.
        setImmediate(step);
      };
      setImmediate(step);
    });
  }

  #ending(): Ending | undefined {
    if (this.#stopped) return 'stopped';
    if (this.#turns.length === 0) return this.#waiting.size === 0 ? 'done' : 'deadlock';
    return this.#taken > MOST_TURNS ? 'endless' : undefined;
  }
}
