import type { Process } from './process.ts';

/** What an actor waits for. Whoever opens it makes the waiting actors ready again. */
export class Gate {
  open = false;
  readonly waiters: Actor[] = [];
}

/** Each `yield` is a point where others may run; a yielded gate parks the actor until it opens. */
export type Steps<T = void> = Generator<Gate | undefined, T, void>;

/** Something that runs step by step among others. */
export interface Actor {
  readonly name: string;
  readonly process: Process;
  readonly steps: Steps;
  /** Its process crashed: it never goes on. */
  dead: boolean;
  /** Its command is slow: nothing before this time. */
  wakesAt: number;
}
