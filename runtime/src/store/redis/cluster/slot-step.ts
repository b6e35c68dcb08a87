import type { Milliseconds } from '../../../units.ts';
import type { Script } from '../scripts.ts';

const DAY: Milliseconds = 86_400_000;

/** How long stamps and floors live at most; their loss is a miss. */
export const KEEP: Milliseconds = 30 * DAY;

/** Something that one node does at once: all its keys are in one slot. */
export interface SlotStep {
  readonly script: Script;
  readonly keys: readonly [string, ...string[]];
  readonly args: readonly (string | number)[];
  /** The script is given these arguments only, and not the mark and `KEEP` before them. */
  readonly plain?: boolean;
}

/** What a node answered, and the mark of its history while it did. */
export interface SlotAnswer {
  readonly value: unknown;
  readonly mark: string;
}

/** Takes steps to the nodes that have their slots. Whatever is asked for in one turn of the event loop goes together. */
export interface SlotRunner {
  run(step: SlotStep): Promise<SlotAnswer>;
  /** A text, `null` where nothing (or no text) stands. Asked for several times in one turn, it is read once. */
  get(name: string): Promise<SlotAnswer>;
}
