/**
 * Takes steps to the nodes of their slots. All that is asked for in one turn of the event loop goes to each node in one
 * pipeline; once that is sent nobody joins it.
 *
 * Nothing is sent twice behind anybody's back: a step of which we do not know what became of it fails. It is sent again only
 * where a node refused it (the slot is elsewhere, the script is not known there) or where the node's history has changed, and
 * then it is built anew with the mark of the node that it goes to. Every step may be run twice; that is like one that was
 * given up and one that follows.
 */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Milliseconds } from '../../../units.ts';
import type { Script } from '../scripts.ts';
import type { Command } from './cluster-client.ts';
import type { ClusterNodes } from './cluster-nodes.ts';
import { hashSlot } from './hash-slot.ts';
import { HistoryChanged, type NodeConnection } from './node-connection.ts';
import { KEEP, type SlotAnswer, type SlotRunner, type SlotStep } from './slot-step.ts';

/** Commands in one pipeline: more would hold up others on the node. */
const PIPELINE = 1000;
const MOST_REDIRECTIONS = 8;
/** Half of a slot is on its way to another node: how long a step waits for the rest. */
const PATIENCE: Milliseconds = 250;
const FIRST_WAIT: Milliseconds = 5;

/** One step on its way to one node. */
interface Parcel {
  readonly slot: number;
  readonly build: (mark: string) => Command;
  readonly node: NodeConnection | undefined;
  readonly asking: boolean;
}

interface Waiting extends Parcel {
  readonly resolve: (answer: SlotAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** What is sent at the end of this turn. */
interface Turn {
  readonly waiting: Map<NodeConnection, Waiting[]>;
  readonly gets: Map<string, Promise<SlotAnswer>>;
}

const hashes = new WeakMap<Script, string>();

export class SlotRouter implements SlotRunner {
  readonly #nodes: ClusterNodes;
  #turn: Turn | undefined;

  constructor(nodes: ClusterNodes) {
    this.#nodes = nodes;
  }

  async run(step: SlotStep): Promise<SlotAnswer> {
    const parcel = { slot: hashSlot(step.keys[0]), node: undefined, asking: false };
    try {
      return await this.#carry({ ...parcel, build: (mark) => renderStep(step, mark, 'evalsha') });
    } catch (error) {
      if (!startsWith(error, 'NOSCRIPT')) throw error;
      return this.#carry({ ...parcel, build: (mark) => renderStep(step, mark, 'eval') });
    }
  }

  get(name: string): Promise<SlotAnswer> {
    const { gets } = this.#thisTurn();
    const asked = gets.get(name);
    if (asked !== undefined) return asked;
    const answer = this.#get(name);
    gets.set(name, answer);
    return answer;
  }

  async #get(name: string): Promise<SlotAnswer> {
    try {
      return await this.#carry({ slot: hashSlot(name), node: undefined, asking: false, build: () => ['get', name] });
    } catch (error) {
      // What is of another type than ours says nothing.
      if (startsWith(error, 'WRONGTYPE')) return { value: '', mark: '' };
      throw error;
    }
  }

  /** Goes where the nodes send it. */
  async #carry(first: Parcel): Promise<SlotAnswer> {
    const givesUpAt = performance.now() + PATIENCE;
    let parcel = first;
    for (let i = 0; ; i++) {
      try {
        return await this.#send(parcel);
      } catch (error) {
        if (i >= MOST_REDIRECTIONS) throw error;
        parcel = await this.#redirect(first, error);
        if (startsWith(error, 'TRYAGAIN')) {
          if (performance.now() > givesUpAt) throw error;
          await wait(FIRST_WAIT * 2 ** i);
        }
      }
    }
  }

  /** Where the step goes next. @throws the error where it goes nowhere */
  async #redirect(parcel: Parcel, error: unknown): Promise<Parcel> {
    if (error instanceof HistoryChanged || startsWith(error, 'TRYAGAIN')) return parcel;
    if (!startsWith(error, 'MOVED') && !startsWith(error, 'ASK')) {
      // The slots may be elsewhere by now; the next step will know.
      if (startsWith(error, 'CLUSTERDOWN') || startsWith(error, 'READONLY')) this.#nodes.refresh();
      throw error;
    }
    const [kind, , address = ''] = error.message.split(' ');
    if (kind === 'ASK') return { ...parcel, node: await this.#nodes.at(address), asking: true };
    return { ...parcel, node: await this.#nodes.move(parcel.slot, address) };
  }

  #send(parcel: Parcel): Promise<SlotAnswer> {
    const node = parcel.node ?? this.#nodes.ofSlot(parcel.slot);
    const { waiting } = this.#thisTurn();
    return new Promise((resolve, reject) => {
      const parcels = waiting.get(node) ?? [];
      waiting.set(node, parcels);
      parcels.push({ ...parcel, resolve, reject });
    });
  }

  #thisTurn(): Turn {
    if (this.#turn !== undefined) return this.#turn;
    const turn: Turn = { waiting: new Map(), gets: new Map() };
    this.#turn = turn;
    // Ticks come after all promise reactions of the turn, and with them after all who ask in it.
    process.nextTick(() => this.#flush(turn));
    return turn;
  }

  #flush({ waiting }: Turn): void {
    this.#turn = undefined;
    for (const [node, parcels] of waiting) void deliverAll(node, parcels);
  }
}

async function deliverAll(node: NodeConnection, parcels: readonly Waiting[]): Promise<void> {
  for (let start = 0; start < parcels.length; start += PIPELINE) {
    await deliver(node, parcels.slice(start, start + PIPELINE));
  }
}

/** Sends all in one pipeline and gives each its own answer. Never rejects. */
async function deliver(node: NodeConnection, parcels: readonly Waiting[]): Promise<void> {
  try {
    const { mark, replies } = await node.send((mark) =>
      parcels.flatMap(({ asking, build }): Command[] => (asking ? [['asking'], build(mark)] : [build(mark)])),
    );
    let at = 0;
    for (const { asking, resolve, reject } of parcels) {
      const [error, value] = replies[asking ? at + 1 : at] ?? [
        new Error('a node of the Redis cluster left out a reply.'),
      ];
      at += asking ? 2 : 1;
      if (error === null) resolve({ value, mark });
      else reject(error);
    }
  } catch (error) {
    for (const { reject } of parcels) reject(error);
  }
}

function renderStep({ script, keys, args, plain }: SlotStep, mark: string, kind: 'eval' | 'evalsha'): Command {
  const words = plain === true ? args : [mark, KEEP, ...args];
  return [kind, kind === 'eval' ? script.text : hashOf(script), keys.length, ...keys, ...words];
}

function startsWith(error: unknown, word: string): error is Error {
  return error instanceof Error && error.message.startsWith(word);
}

function hashOf(script: Script): string {
  const known = hashes.get(script);
  if (known !== undefined) return known;
  const hash = createHash('sha1').update(script.text).digest('hex');
  hashes.set(script, hash);
  return hash;
}
