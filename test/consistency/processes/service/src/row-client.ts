import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { hearLines } from './hear-lines.ts';
import type { Becomes, Covers, News, Question, RowAnswer } from './row-messages.ts';

/** How a row is changed. */
export interface RowWrite {
  readonly row: number;
  readonly becomes: Becomes;
  /** For the story. */
  readonly how: string;
  readonly covers: Covers;
  /** Is told the number of the change, unless it is one of a transaction. */
  readonly onChange: (change: number) => void;
}

/** This process's connection to the row server: the database of the service. */
export class RowClient {
  readonly #waiting = new Map<number, (value: RowAnswer['value']) => void>();
  readonly #transaction = new AsyncLocalStorage<number>();
  #socket: Socket | undefined;
  #questions = 0;

  async connect(path: string, name: string): Promise<void> {
    const socket = createConnection(path);
    await once(socket, 'connect');
    this.#socket = socket;
    // Without the truth there is nothing to do, and an error is followed by this.
    socket.on('close', () => process.exit());
    socket.on('error', () => undefined);
    hearLines(socket, (line) => {
      // The row server writes nothing else.
      const { n, value } = line as RowAnswer;
      this.#waiting.get(n)?.(value);
      this.#waiting.delete(n);
    });
    this.tell({ do: 'hello', name });
  }

  /** The version of a row, as the transaction sees it that the caller runs in. */
  read(row: number): Promise<number> {
    return this.ask({ do: 'read', row, transaction: this.#transaction.getStore() });
  }

  /** Those of the rows that are there. */
  async list(listed: readonly number[]): Promise<readonly { readonly id: number; readonly version: number }[]> {
    const pairs = await this.#ask({ do: 'list', rows: listed, transaction: this.#transaction.getStore() });
    if (typeof pairs === 'number') throw new TypeError('the row server gave no list');
    return pairs.flatMap((id, i) => (i % 2 === 0 ? [{ id, version: pairs[i + 1] ?? -1 }] : []));
  }

  /** Changes a row, in the transaction that the caller runs in or for all. */
  async write({ onChange, ...write }: RowWrite): Promise<void> {
    const transaction = this.#transaction.getStore();
    if (transaction === undefined) onChange(await this.ask({ do: 'change', ...write }));
    else await this.ask({ do: 'write', transaction, row: write.row, becomes: write.becomes });
  }

  /** What the callback reads, it reads in the transaction. */
  within<T>(transaction: number, callback: () => Promise<T>): Promise<T> {
    return this.#transaction.run(transaction, callback);
  }

  async ask(question: Question): Promise<number> {
    const value = await this.#ask(question);
    if (typeof value !== 'number') throw new TypeError('the row server gave a list');
    return value;
  }

  #ask(question: Question): Promise<RowAnswer['value']> {
    const n = ++this.#questions;
    return new Promise((resolve) => {
      this.#waiting.set(n, resolve);
      this.#send({ ...question, n });
    });
  }

  tell(news: News): void {
    this.#send(news);
  }

  #send(message: object): void {
    if (this.#socket === undefined) throw new Error('the row server is not connected');
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }
}

/** The one of this process. */
export const rows = new RowClient();
