import type { Milliseconds } from '../../../units.ts';
import { Breaker } from '../breaker.ts';
import type { ClusterClient, NodeClient } from './cluster-client.ts';
import { NodeConnection } from './node-connection.ts';

/** The list of nodes is asked for so often at most. */
const REFRESH_PAUSE: Milliseconds = 100;

/** What the nodes are reached with. */
export interface NodesOptions {
  /** Of this store alone. */
  readonly client: ClusterClient;
  readonly timeout: Milliseconds;
  /** Take every server for the same one (`afterFailover: 'trust'`). */
  readonly trusts: boolean;
}

/** The nodes of a cluster, and who has which slot as far as we know; ioredis finds them and connects. */
export class ClusterNodes {
  readonly #options: NodesOptions;
  readonly #clients = new Map<string, NodeClient>();
  readonly #connections = new WeakMap<NodeClient, NodeConnection>();
  readonly #breakers = new Map<string, Breaker>();
  #refreshing: Promise<void> | undefined;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #lastError: unknown;

  constructor(options: NodesOptions) {
    this.#options = options;
    const { client } = options;
    // ioredis gives its connection with this event.
    client.on('+node', (node) => this.#take(node as NodeClient));
    // And with this one.
    client.on('-node', (node) => this.#drop(node as NodeClient));
    // Each step tells its own caller what failed; without a listener an error would end the process.
    client.on('error', (error) => this.#note(error));
    client.on('node error', (error) => this.#note(error));
  }

  /** Connects. @throws Error that says why it cannot */
  async open(): Promise<void> {
    try {
      await this.#options.client.connect();
    } catch (error) {
      throw this.#lastError instanceof Error ? this.#lastError : error;
    }
  }

  /** Whether the servers can be told from others; those that do not answer are not asked. */
  async areKnown(): Promise<boolean> {
    const asked = this.#options.client.nodes('master').map((node) => this.#connectionOf(node).isKnown());
    const answers = await Promise.allSettled(asked);
    const known = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    if (known.length === 0) throw new Error('no node of the Redis cluster answers.');
    return !known.includes(false);
  }

  /** The node that has a slot. @throws Error where we know of none, or have no connection to it */
  ofSlot(slot: number): NodeConnection {
    const address = this.#options.client.slots[slot]?.[0];
    const node = address === undefined ? undefined : this.#clients.get(address);
    if (node !== undefined) return this.#connectionOf(node);
    this.refresh();
    const reason = this.#lastError instanceof Error ? ` The last error was: ${this.#lastError.message}` : '';
    throw new Error(`there is no connection to the Redis node of slot ${slot} (${address ?? 'it has none'}).${reason}`);
  }

  /** The node at an address that another node has told. */
  async at(told: string): Promise<NodeConnection> {
    const address = this.#mapped(told);
    if (!this.#clients.has(address)) await this.refresh();
    const node = this.#clients.get(address);
    if (node !== undefined) return this.#connectionOf(node);
    throw new Error(`there is no connection to the Redis node ${told}.`);
  }

  /** A node said that another one has the slot now. */
  async move(slot: number, told: string): Promise<NodeConnection> {
    const node = await this.at(told);
    const address = this.#mapped(told);
    const { slots } = this.#options.client;
    if (slots[slot]?.[0] !== address) slots[slot] = [address];
    // Mostly more slots have moved.
    this.refresh();
    return node;
  }

  /** Asks for the nodes and their slots. Resolves also where nobody answers: then nothing has changed. */
  refresh(): Promise<void> {
    const now = performance.now();
    if (this.#refreshing !== undefined) return this.#refreshing;
    if (now - this.#refreshedAt < REFRESH_PAUSE) return Promise.resolve();
    this.#refreshedAt = now;
    this.#refreshing = new Promise((resolve) => {
      this.#options.client.refreshSlotsCache((error) => {
        if (error !== undefined && error !== null) this.#note(error);
        this.#refreshing = undefined;
        resolve();
      });
    });
    return this.#refreshing;
  }

  close(): void {
    this.#options.client.disconnect();
  }

  #take(node: NodeClient): void {
    this.#clients.set(addressOf(node), node);
  }

  #drop(node: NodeClient): void {
    const address = addressOf(node);
    if (this.#clients.get(address) === node) this.#clients.delete(address);
  }

  #note(error: unknown): void {
    this.#lastError = withReason(error);
  }

  #connectionOf(node: NodeClient): NodeConnection {
    const known = this.#connections.get(node);
    if (known !== undefined) return known;
    const { timeout, trusts } = this.#options;
    const address = addressOf(node);
    const breaker = this.#breakers.get(address) ?? new Breaker(() => performance.now());
    this.#breakers.set(address, breaker);
    const made = new NodeConnection({ client: node, breaker, timeout, trusts });
    this.#connections.set(node, made);
    return made;
  }

  #mapped(told: string): string {
    const { natMap } = this.#options.client.options;
    const mapped = typeof natMap === 'function' ? natMap(told) : natMap?.[told];
    return mapped === null || mapped === undefined ? told : `${mapped.host}:${mapped.port}`;
  }
}

function addressOf({ options }: NodeClient): string {
  // The connections of a cluster have both, whatever the types of ioredis say.
  return `${options.host}:${options.port}`;
}

/** Where all nodes failed, ioredis says that they did, and tells the error of the last one beside it. */
function withReason(error: unknown): unknown {
  const reason: unknown = Reflect.get(Object(error), 'lastNodeError');
  if (!(error instanceof Error && reason instanceof Error)) return error;
  return new Error(`${error.message} ${reason.message}`, { cause: error });
}
