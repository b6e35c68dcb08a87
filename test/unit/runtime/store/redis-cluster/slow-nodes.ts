import { hashSlot } from '../../../../../runtime/src/store/redis/cluster/hash-slot.ts';
import type { SlotAnswer, SlotRunner, SlotStep } from '../../../../../runtime/src/store/redis/cluster/slot-step.ts';
import { type NodeData, runModel, type ScriptRule } from './script-models.ts';

/** A number from 0 to below `end`. */
export type Pick = (end: number) => number;

/** What of the stepwise protocol outside the scripts can be left out. */
export type StepRule = 'stampAfterToken' | 'nextAfterToken' | 'keyStampAfterToken' | 'keyNextAfterToken';

interface Node {
  data: NodeData;
  replica: NodeData;
  mark: string;
}

const NODES = 3;

/**
 * Three nodes in this process, by the scripts' models. Each step waits twice until it is picked: before it runs, and before
 * its answer arrives. A step may be given up: it fails for its caller, and runs later or never.
 */
export class SlowNodes implements SlotRunner {
  readonly #pick: Pick;
  readonly #off: ReadonlySet<ScriptRule | StepRule>;
  readonly #nodes: Node[];
  readonly #pending: (() => void)[] = [];
  /** The stamp that was in hand when a token was placed. */
  readonly #inHand = new Map<string, readonly (string | number)[]>();
  #histories = 0;
  /** How many of a thousand steps are given up. */
  givesUp = 0;

  constructor(pick: Pick, off: ReadonlySet<ScriptRule | StepRule>) {
    this.#pick = pick;
    this.#off = off;
    this.#nodes = Array.from({ length: NODES }, () => ({ data: new Map(), replica: new Map(), mark: this.#newMark() }));
  }

  get isIdle(): boolean {
    return this.#pending.length === 0;
  }

  run(step: SlotStep): Promise<SlotAnswer> {
    const sent = this.#disturbed(step);
    return this.#later(() => {
      const node = this.#nodeOf(step.keys[0]);
      const scriptRules = this.#off as ReadonlySet<ScriptRule>;
      return { value: runModel(sent, node.data, node.mark, scriptRules), mark: node.mark };
    });
  }

  get(name: string): Promise<SlotAnswer> {
    return this.#later(() => {
      const { data, mark } = this.#nodeOf(name);
      const value = data.get(name) ?? null;
      return { value, mark: this.#off.has('marks') ? (/(?:^|:)(m\d+)(?: H1|$)/.exec(value ?? '')?.[1] ?? mark) : mark };
    });
  }

  /** Something that takes a while. */
  pause(): Promise<void> {
    return new Promise((resolve) => this.#pending.push(resolve));
  }

  /** Lets one of the waiting go on. */
  stepOnce(): void {
    const at = this.#pick(this.#pending.length);
    const [chosen] = this.#pending.splice(at, 1);
    chosen?.();
  }

  /** Loses one name, a bucket, the counter, or all that a node has. */
  lose(what: 'name' | 'bucket' | 'counter' | 'node'): void {
    const node = this.#anyNode();
    const names = [...node.data.keys()];
    const chosen = names[names.length === 0 ? 0 : this.#pick(names.length)] ?? '';
    if (what === 'node') node.data.clear();
    else if (what === 'name') node.data.delete(chosen);
    else if (what === 'counter') this.#nodeOf('{0}').data.delete('hf:{0}/stamp');
    else
      for (const name of names) if (name.startsWith(chosen.slice(0, chosen.indexOf('}') + 1))) node.data.delete(name);
  }

  /** A replica receives what its primary has. */
  replicate(): void {
    const node = this.#anyNode();
    node.replica = new Map(node.data);
  }

  /** A replica takes over with what it has. */
  failOver(): void {
    const node = this.#anyNode();
    node.data = new Map(node.replica);
    node.mark = this.#newMark();
  }

  #later(work: () => SlotAnswer): Promise<SlotAnswer> {
    return new Promise((resolve, reject) => {
      const isGivenUp = this.#pick(1000) < this.givesUp;
      if (isGivenUp) {
        this.#pending.push(() => reject(new Error('given up')));
        if (this.#pick(2) === 0) this.#pending.push(() => void work());
        return;
      }
      this.#pending.push(() => {
        const answer = work();
        this.#pending.push(() => resolve(answer));
      });
    });
  }

  /** Takes out what the stepwise code does right: the stamp in hand is written, and not one that was taken after the token. */
  #disturbed(step: SlotStep): SlotStep {
    const { name } = step.script;
    const [tokenAt, stampAt] = TOKENS[name] ?? [];
    const token = String(step.args[tokenAt ?? 0]);
    if (tokenAt !== undefined && stampAt !== undefined) {
      this.#inHand.set(token, step.args.slice(stampAt, stampAt + 2));
      return step;
    }
    const isOff = name === 'settle-floor' || name === 'settle-key-floor' ? this.#off.has(ruleOf(step)) : false;
    const inHand = this.#inHand.get(token);
    if (!isOff || inHand === undefined) return step;
    return { ...step, args: [token, ...inHand, ...step.args.slice(3)] };
  }

  #nodeOf(name: string): Node {
    const node = this.#nodes[hashSlot(name) % NODES];
    if (node === undefined) throw new Error('each slot has a node');
    return node;
  }

  #anyNode(): Node {
    return this.#nodes[this.#pick(NODES)] ?? this.#nodeOf('{0}');
  }

  #newMark(): string {
    return `m${++this.#histories}`;
  }
}

/** Where scripts that may place a token have it, and the stamp in hand. */
const TOKENS: Readonly<Record<string, readonly [token: number, stamp: number]>> = {
  'admit-dependency': [3, 0],
  'raise-dependency': [2, 0],
  'put-entry': [5, 0],
  'bury-entry': [2, 0],
};

function ruleOf({ script, keys, args }: SlotStep): StepRule {
  if (script.name === 'settle-floor') return keys.length === 2 ? 'nextAfterToken' : 'stampAfterToken';
  return args[3] === 1 ? 'keyNextAfterToken' : 'keyStampAfterToken';
}
