import { ConfigurationError } from '../../errors.ts';
import { encodeText } from '../../key/encode-text.ts';
import { KeyvEmitter } from '../keyv-emitter.ts';
import { KEYV_CAPABILITIES, type KeyvEntry } from '../keyv-storage.ts';
import { originalText, storedText } from '../sqlite/stored-text.ts';
import { inChunks } from './in-chunks.ts';
import { makeClient, type RedisTarget } from './make-client.ts';
import { readTarget } from './read-options.ts';
import type { RedisClient } from './redis-client.ts';

/** Options of the Keyv adapter. */
export interface RedisKeyvAdapterOptions {
  /** First part of every name, `hf-keyv` for `hf-keyv:{users}:42`. */
  readonly prefix?: string;
}

/** Names that one SCAN looks at. */
const PAGE = 500;

/** What the adapter uses besides what the store does. */
interface AdapterClient extends RedisClient {
  set(key: string, value: string, ...options: (string | number)[]): Promise<unknown>;
  exists(key: string): Promise<number>;
  del(keys: string[]): Promise<number>;
  scan(cursor: string, ...options: (string | number)[]): Promise<[cursor: string, names: string[]]>;
}

/**
 * A Keyv 6 storage adapter over Redis: `new Keyv({ store: keyvAdapter('redis://localhost:6379') })`. It reads, lists and
 * deletes names of its prefix and namespace only, and lists them by SCAN. The server is connected by the first operation,
 * and every operation rejects while it cannot be reached.
 *
 * @throws ConfigurationError (HF2001) where it is given neither a URL nor a client nor options of ioredis.
 */
export function keyvAdapter(
  target: RedisTarget,
  { prefix = 'hf-keyv' }: RedisKeyvAdapterOptions = {},
): RedisKeyvAdapter {
  if (typeof prefix !== 'string' || prefix === '') {
    throw new ConfigurationError(`prefix takes a text, not ${JSON.stringify(prefix)}.`);
  }
  return new RedisKeyvAdapter(readTarget(target), prefix);
}

/** What `keyvAdapter` makes. */
export class RedisKeyvAdapter extends KeyvEmitter {
  /** Keys of two namespaces never meet; absent: a namespace without a name. */
  namespace: string | undefined;
  readonly capabilities = KEYV_CAPABILITIES;
  readonly #target: RedisTarget;
  readonly #prefix: string;
  #client: Promise<AdapterClient> | undefined;

  constructor(target: RedisTarget, prefix: string) {
    super();
    this.#target = target;
    this.#prefix = encodeText(prefix, 'name');
  }

  /** The value as it was set: text. `undefined` where there is none. */
  async get<Value>(key: string): Promise<Value | string | undefined> {
    return (await this.getMany<Value>([key]))[0];
  }

  async getMany<Value>(keys: readonly string[]): Promise<(Value | string | undefined)[]> {
    const client = await this.#connect();
    const texts = await Promise.all(inChunks(keys).map((some) => client.mget(some.map((key) => this.#nameOf(key)))));
    // Keyv stores what its serializer made, and knows what that is.
    return texts.flat().map((text) => (text ?? undefined) as Value | string | undefined);
  }

  async has(key: string): Promise<boolean> {
    return (await this.hasMany([key]))[0] === true;
  }

  async hasMany(keys: readonly string[]): Promise<boolean[]> {
    const client = await this.#connect();
    const counts = await Promise.all(keys.map((key) => client.exists(this.#nameOf(key))));
    return counts.map((count) => count === 1);
  }

  /** @param expires instant in milliseconds since 1970; absent: never */
  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    return (await this.setMany([{ key, value, expires }]))[0] === true;
  }

  /** Answers `true` for each, and rejects where one was not stored. */
  async setMany(entries: readonly KeyvEntry[]): Promise<boolean[]> {
    const client = await this.#connect();
    const now = Date.now();
    const sent = entries.map(({ key, value, expires }) => {
      const name = this.#nameOf(key);
      if (expires !== undefined && expires <= now) return client.del([name]);
      return client.set(name, asText(value), ...(expires === undefined ? [] : ['PXAT', Math.floor(expires)]));
    });
    await Promise.all(sent);
    return entries.map(() => true);
  }

  /** Whether there was something to delete. */
  async delete(key: string): Promise<boolean> {
    return (await this.deleteMany([key]))[0] === true;
  }

  async deleteMany(keys: readonly string[]): Promise<boolean[]> {
    const client = await this.#connect();
    const counts = await Promise.all(keys.map((key) => client.del([this.#nameOf(key)])));
    return counts.map((count) => count === 1);
  }

  /** Deletes all entries of the namespace. */
  async clear(): Promise<void> {
    const client = await this.#connect();
    for await (const names of this.#pages(client)) if (names.length > 0) await client.del(names);
  }

  /** The entries of the namespace. What is set or deleted meanwhile may or may not be among them. */
  async *iterator<Value>(): AsyncGenerator<[key: string, value: Value | string]> {
    const client = await this.#connect();
    const seen = new Set<string>();
    for await (const names of this.#pages(client)) {
      // SCAN may tell a name twice.
      const fresh = names.filter((name) => !seen.has(name));
      for (const name of fresh) seen.add(name);
      const texts = fresh.length === 0 ? [] : await client.mget(fresh);
      for (const [at, name] of fresh.entries()) {
        const text = texts[at];
        // As in `getMany`.
        if (typeof text === 'string') yield [originalText(name.slice(this.#place().length)), text as Value | string];
      }
    }
  }

  /** Closes the connection; the next operation makes one again. */
  async disconnect(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    (await client)?.disconnect();
  }

  async *#pages(client: AdapterClient): AsyncGenerator<string[]> {
    const pattern = `${this.#place().replaceAll(/[*?[\]\\]/g, '\\$&')}*`;
    let cursor = '0';
    do {
      const [next, names] = await client.scan(cursor, 'MATCH', pattern, 'COUNT', PAGE);
      yield names;
      cursor = next;
    } while (cursor !== '0');
  }

  #place(): string {
    return `${this.#prefix}:{${encodeText(this.namespace ?? '', 'value')}}:`;
  }

  #nameOf(key: string): string {
    return this.#place() + storedText(key);
  }

  async #connect(): Promise<AdapterClient> {
    this.#client ??= this.#open();
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  async #open(): Promise<AdapterClient> {
    const options = { lazyConnect: true, maxRetriesPerRequest: 0, keyPrefix: '' };
    // A client of ioredis has all of its commands.
    const client = (await makeClient(this.#target, options)) as AdapterClient;
    client.on('error', (error) => {
      if (this.listenerCount('error') > 0) this.emit('error', error);
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      client.disconnect();
      throw error;
    }
  }
}

function asText(value: unknown): string {
  if (typeof value === 'string' && value.isWellFormed()) return value;
  throw new TypeError(
    `the value is ${typeof value === 'string' ? 'text without a UTF-8 form' : `a ${typeof value}`}, but this adapter stores text. Leave the serializer of Keyv on.`,
  );
}
