/**
 * A connection to one server. It learns the server's history (run id and replication id) before anything else is sent on
 * it, and sends nothing twice: a command that was under way when the connection broke fails. Otherwise a read could be
 * answered by a replica that was promoted without the newest invalidations, under the old server's name.
 *
 * A connection comes and goes; each time it is there it is a session. What takes several commands takes them of one
 * session: an entry that was read from one server is not judged by the stamps of another.
 *
 * Calls never wait long for it. While there is no connection everything fails at once, a command without an answer fails
 * after a while, and several of these open the breaker and end the connection, which may be open on this side only.
 */
import type { Milliseconds } from '../../units.ts';
import { WRITE_ALL } from './batch-scripts.ts';
import { COUNT, SWEEP, TOUCH } from './bounded-scripts.ts';
import { Breaker } from './breaker.ts';
import type { RedisClient } from './redis-client.ts';
import { ScriptRunner } from './script-runner.ts';
import { ADOPT, BEGIN, INVALIDATE, INVALIDATE_KEYS, type Script, TAKE_NEXT, WRITE } from './scripts.ts';
import { readHistory, type ServerHistory } from './server-history.ts';

/** What of ioredis must be so for the reasons above; the rest is the user's. @param timeout for one command */
export function connectionOptions(timeout: Milliseconds): Readonly<Record<string, unknown>> {
  return {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    reconnectOnError: null,
    // A command that waits for others may come to another connection than it was meant for.
    enableAutoPipelining: false,
    stringNumbers: false,
    commandTimeout: timeout,
  };
}

const ALL_SCRIPTS = [BEGIN, TAKE_NEXT, INVALIDATE, INVALIDATE_KEYS, ADOPT, WRITE, WRITE_ALL, SWEEP, TOUCH, COUNT];

const DAY: Milliseconds = 86_400_000;
/** How long stamps and floors live at most; their loss is a miss. */
const KEEP: Milliseconds = 30 * DAY;

/** The keys and arguments of a script, without what every script is given. */
export interface ScriptCall {
  readonly script: Script;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** One connection, from when the server's history is known until it ends. */
export interface Session {
  /** `undefined`: the server hides it. It can change while the server loses nothing, and is learned anew then. */
  history: ServerHistory;
}

export class RedisConnection {
  readonly #client: RedisClient;
  readonly #scripts: ScriptRunner;
  readonly #trusts: boolean;
  readonly #breaker: Breaker;
  #session: Session | undefined;
  /** That of which the history is being learned. */
  #joining: Session | undefined;
  #learning: Promise<void> | undefined;
  #lastError: unknown;
  // What is told while the server is not asked. All calls are told the same error: making one with its stack takes as long
  // as all else that a call does beside its body.
  #disconnected: Error | undefined;
  #notAsked: Error | undefined;

  /**
   * @param client of this connection alone, with `connectionOptions`
   * @param trusts take every server for the same one (`afterFailover: 'trust'`)
   */
  constructor(client: RedisClient, trusts: boolean, breaker = new Breaker(() => performance.now())) {
    this.#client = client;
    this.#scripts = new ScriptRunner(client);
    this.#trusts = trusts;
    this.#breaker = breaker;
    client.on('ready', () => this.#begin());
    for (const event of ['close', 'end', 'reconnecting']) client.on(event, () => this.#end());
    // Each command tells its own caller what failed; without a listener an error would end the process.
    client.on('error', (error) => {
      this.#lastError = error;
    });
  }

  /** Connects and learns the server's history. @throws Error that says why it cannot */
  async open(): Promise<void> {
    try {
      if (this.#client.status === 'wait' || this.#client.status === 'end') await this.#client.connect();
      await this.#learning;
    } catch (error) {
      // ioredis says "Connection is closed." and tells the reason by an event.
      throw this.#lastError instanceof Error ? this.#lastError : error;
    }
    this.session();
  }

  /** Whether the server can be told from others. */
  get isKnown(): boolean {
    return !this.#trusts && this.#session?.history !== undefined;
  }

  /** The connection as it is now. @throws Error while there is none */
  session(): Session {
    if (this.#session !== undefined) return this.#session;
    const reason = this.#lastError instanceof Error ? `: ${this.#lastError.message}` : '.';
    const message = `there is no connection to Redis${reason}`;
    if (this.#disconnected?.message !== message) this.#disconnected = new Error(message);
    throw this.#disconnected;
  }

  /** What the counter must have been written by for this session; empty: anybody. */
  expected({ history }: Session): string {
    return this.#trusts ? '' : (history ?? '');
  }

  /** Values of the names, in order; `null` also for what is no string. */
  mget(session: Session, names: string[]): Promise<(string | null)[]> {
    return this.#guard(session, () => this.#client.mget(names));
  }

  /** Runs a script with the history that the server is known by, and how long names live. */
  run(session: Session, { script, keys, args }: ScriptCall): Promise<unknown> {
    return this.#guard(session, () => {
      const words = [...keys, this.expected(session), KEEP].concat(args);
      return this.#scripts.run(script, { keyCount: keys.length, words }, () => this.#check(session));
    });
  }

  /** Runs a script that is given its own keys and arguments only. */
  runPlain(session: Session, { script, keys, args }: ScriptCall): Promise<unknown> {
    const words = { keyCount: keys.length, words: [...keys, ...args] };
    return this.#guard(session, () => this.#scripts.run(script, words, () => this.#check(session)));
  }

  /** Learns the history anew, on the same connection; one that does not lead to a primary any more is left. */
  async learnAgain(session: Session): Promise<void> {
    try {
      session.history = await this.#guard(session, () => readHistory(this.#client));
    } catch (error) {
      if (this.#session === session) this.#client.disconnect(true);
      throw error;
    }
  }

  close(): void {
    this.#end();
    this.#client.disconnect();
  }

  #begin(): void {
    const session: Session = { history: undefined };
    this.#joining = session;
    this.#learning = this.#learn(session);
    this.#learning.catch(() => {
      // `open` waits for it and is told; later ones end the connection, and that is what commands are told.
    });
  }

  async #learn(session: Session): Promise<void> {
    try {
      const taught = this.#scripts.teach(ALL_SCRIPTS);
      session.history = await readHistory(this.#client);
      await taught;
      // Where the connection ended meanwhile, this is the history of another one.
      if (this.#joining !== session) return;
      this.#session = session;
      this.#lastError = undefined;
    } catch (error) {
      // What cannot say who it is, is not used, and the connection is made anew.
      if (this.#joining === session) this.#client.disconnect(true);
      this.#lastError = error;
      throw error;
    }
  }

  #end(): void {
    this.#session = undefined;
    this.#joining = undefined;
    this.#learning = undefined;
  }

  #check(session: Session): void {
    if (session !== this.#session) throw new Error('the connection to Redis was lost.');
  }

  async #guard<T>(session: Session, send: () => Promise<T>): Promise<T> {
    this.#check(session);
    if (!this.#breaker.lets()) {
      this.#notAsked ??= new Error('Redis did not answer lately, and is not asked for a while.');
      throw this.#notAsked;
    }
    try {
      const answer = await send();
      this.#breaker.answered();
      return answer;
    } catch (error) {
      this.#note(error);
      throw error;
    }
  }

  #note(error: unknown): void {
    const isReply = error instanceof Error && error.name === 'ReplyError';
    if (isReply) this.#breaker.answered();
    else if (!isTimeout(error)) this.#breaker.lost();
    else if (this.#breaker.failed()) this.#client.disconnect(true);
    // A primary that became a replica: another connection may lead to the new primary.
    if (isReply && error.message.startsWith('READONLY')) this.#client.disconnect(true);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Command timed out';
}
