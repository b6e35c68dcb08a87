/**
 * A connection to one node, which is never made anew: where it ends, another one takes its place. Before anything else is
 * sent on it, it learns the history of its server (run id and replication id); steps are built with the mark of that
 * history, and values of another mark count as absent.
 *
 * A node can become a replica and a primary again while its connection stays open, with the data of another primary in
 * between. Its replication id is another one then, and never the old one again. So what was sent is believed only if the
 * server still says the same id after it.
 */
import { createHash } from 'node:crypto';
import type { Milliseconds } from '../../../units.ts';
import type { Breaker } from '../breaker.ts';
import { readHistory } from '../server-history.ts';
import type { Command, NodeClient, PipelineReply } from './cluster-client.ts';

/** What was answered, and the mark that the server's history had meanwhile. */
export interface Sent {
  readonly mark: string;
  readonly replies: readonly PipelineReply[];
}

/** The server has another history than when the commands were built: nothing that it answered counts. */
export class HistoryChanged extends Error {
  override readonly name = 'HistoryChanged';
}

/** What a connection is made with. */
export interface NodeOptions {
  readonly client: NodeClient;
  /** Shared by all connections that lead to the same address. */
  readonly breaker: Breaker;
  readonly timeout: Milliseconds;
  /** Take every server for the same one (`afterFailover: 'trust'`). */
  readonly trusts: boolean;
}

interface Known {
  readonly mark: string;
  /** The replication id; absent: it is not compared. */
  readonly line?: string | undefined;
}

const TRUSTED: Known = { mark: 'trusted' };
const PROOF = ['info', 'replication'];
const MARK_LENGTH = 16;

export class NodeConnection {
  readonly #options: NodeOptions;
  #known: Promise<Known> | undefined;

  constructor(options: NodeOptions) {
    this.#options = options;
  }

  /**
   * Whether its server can be told from others.
   * @throws Error where it does not answer
   */
  async isKnown(): Promise<boolean> {
    return (await this.#learned()).line !== undefined;
  }

  /**
   * Sends commands in one trip.
   * @throws HistoryChanged, and Error where there is no answer (in time)
   */
  async send(build: (mark: string) => Command[]): Promise<Sent> {
    const learned = this.#learned();
    const { mark, line } = await learned;
    const commands = build(mark);
    if (line === undefined) return { mark, replies: await this.#exec(commands) };
    const replies = await this.#exec([...commands, [...PROOF]]);
    if (!isSameLine(replies.at(-1), line)) {
      if (this.#known === learned) this.#known = undefined;
      throw new HistoryChanged('a node of the Redis cluster has become another primary.');
    }
    return { mark, replies: replies.slice(0, -1) };
  }

  #learned(): Promise<Known> {
    if (this.#known !== undefined) return this.#known;
    const learning = this.#learn();
    this.#known = learning;
    learning.catch(() => {
      // Whoever waits is told; the next one asks again.
      if (this.#known === learning) this.#known = undefined;
    });
    return learning;
  }

  async #learn(): Promise<Known> {
    if (this.#options.trusts) return TRUSTED;
    const history = await this.#inTime(() => readHistory(this.#options.client));
    if (history === undefined) return TRUSTED;
    const mark = createHash('sha256').update(history).digest('hex').slice(0, MARK_LENGTH);
    return { mark, line: history.slice(history.indexOf('.') + 1) };
  }

  async #exec(commands: Command[]): Promise<readonly PipelineReply[]> {
    const replies = await this.#inTime(() => this.#options.client.pipeline(commands).exec());
    if (replies === null) throw new Error('the pipeline to a node of the Redis cluster was given up.');
    const lost = replies.find(([error]) => error !== null && error.name !== 'ReplyError');
    if (lost?.[0] !== undefined && lost[0] !== null) throw lost[0];
    return replies;
  }

  async #inTime<T>(send: () => Promise<T>): Promise<T> {
    const { breaker, client, timeout } = this.#options;
    if (!breaker.lets())
      throw new Error('a node of the Redis cluster did not answer lately, and is not asked for a while.');
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    const late = new Promise<never>((_, reject) => {
      const giveUp = (): void => {
        isLate = true;
        reject(new Error(`a node of the Redis cluster did not answer within ${timeout} ms.`));
      };
      // Where this process was busy, the answer may be here already and only has to be read.
      timer = setTimeout(() => setImmediate(giveUp), timeout);
    });
    try {
      const answer = await Promise.race([send(), late]);
      breaker.answered();
      return answer;
    } catch (error) {
      if (!isLate) breaker.lost();
      // Perhaps it is open on this side only.
      else if (breaker.failed()) client.disconnect();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isSameLine(reply: PipelineReply | undefined, line: string): boolean {
  const text = String(reply?.[1]);
  return /^role:master\b/m.test(text) && new RegExp(`^master_replid:${line}\\b`, 'm').test(text);
}
