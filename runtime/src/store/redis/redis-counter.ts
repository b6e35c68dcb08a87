import { makeEpoch, type Stamp } from '../../stamp/stamp.ts';
import { copyText } from './copy-text.ts';
import type { RedisConnection, ScriptCall, Session } from './redis-connection.ts';
import { BEGIN } from './scripts.ts';

/** What a counter says. */
export interface Counter extends Stamp {
  /** Of the server that wrote it. */
  readonly history: string;
}

/** A counter is lost again as soon as it is there: so often it is made anew for one command. */
const MOST_BEGINNINGS = 5;
const COUNTER = /^([\da-f]+):(\d{1,15}):(.*)$/;

/** The counter of a prefix. Where it says nothing for a session, an epoch begins. */
export class RedisCounter {
  readonly #connection: RedisConnection;
  readonly #name: string;
  /** What was read last, nearly always the same as the time before. */
  #last: { readonly text: string | null; readonly counter: Counter | undefined } | undefined;

  constructor(connection: RedisConnection, name: string) {
    this.#connection = connection;
    this.#name = name;
  }

  /** The counter, where it stands for what this session's server knows. */
  accept(session: Session, text: string | null): Counter | undefined {
    if (this.#last?.text !== text) this.#last = { text, counter: parseCounter(text) };
    const { counter } = this.#last;
    const expected = this.#connection.expected(session);
    return expected === '' || counter?.history === expected ? counter : undefined;
  }

  /**
   * Begins an epoch where there is none. The server is asked for its history first: another one than this session knows
   * may be the newer one of the same server.
   */
  async begin(session: Session): Promise<Counter> {
    await this.#connection.learnAgain(session);
    const args = [makeEpoch(), session.history ?? 'hidden'];
    return answered(await this.#connection.run(session, { script: BEGIN, keys: [this.#name], args }));
  }

  /** Runs a script that answers nothing where there is no counter; then one is made, and it runs again. */
  async run(session: Session, { script, keys, args }: ScriptCall): Promise<unknown> {
    for (let i = 0; i < MOST_BEGINNINGS; i++) {
      const answer = await this.#connection.run(session, { script, keys: [this.#name, ...keys], args });
      if (answer !== null) return answer;
      await this.begin(session);
    }
    throw new Error(`the counter ${this.#name} is lost as often as it is made. Is something else writing to it?`);
  }
}

/** The counter that a script answered. @throws Error for anything else */
export function answered(answer: unknown): Counter {
  const counter = parseCounter(typeof answer === 'string' ? answer : null);
  if (counter === undefined) throw new Error(`Redis answered ${String(answer)} where a stamp was expected.`);
  return counter;
}

function parseCounter(text: string | null): Counter | undefined {
  const [, epoch, digits, history] = (text === null ? null : COUNTER.exec(text)) ?? [];
  if (epoch === undefined || digits === undefined || history === undefined) return undefined;
  // All stamps that are read are compared with it.
  return { epoch: copyText(epoch), count: Number(digits), history };
}
