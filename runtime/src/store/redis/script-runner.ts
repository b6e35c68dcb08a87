import { createHash } from 'node:crypto';
import type { RedisClient } from './redis-client.ts';
import type { Script } from './scripts.ts';

const hashes = new WeakMap<Script, string>();

/**
 * Runs scripts by their hashes. Where the server does not know one (any more), the first caller sends its text, and those
 * who came with it use the hash again when the server has learned it.
 */
export class ScriptRunner {
  readonly #client: RedisClient;
  readonly #learning = new Map<Script, Promise<unknown>>();

  constructor(client: RedisClient) {
    this.#client = client;
  }

  /**
   * Gives the server the scripts beforehand, so that what is sent one after another is run in this order from the first
   * time on. A user without the right to `SCRIPT LOAD` learns of no error: then each is given when it is needed.
   */
  async teach(scripts: readonly Script[]): Promise<void> {
    await Promise.allSettled(scripts.map(({ text }) => this.#client.script('LOAD', text)));
  }

  /**
   * @param isStill whether what the arguments say of the server still holds; asked again before anything is sent anew
   * @throws ReplyError of ioredis, or what it says of a lost connection
   */
  async run(script: Script, args: ScriptArguments, isStill: () => void): Promise<unknown> {
    const { keyCount, words } = args;
    try {
      return await this.#client.evalsha(hashOf(script), keyCount, ...words);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
    }
    const teacher = this.#learning.get(script);
    if (teacher !== undefined) {
      await teacher.catch(() => {
        // What became of it is its own caller's.
      });
      isStill();
      return this.run(script, args, isStill);
    }
    isStill();
    const taught = this.#client.eval(script.text, keyCount, ...words);
    this.#learning.set(script, taught);
    try {
      return await taught;
    } finally {
      this.#learning.delete(script);
    }
  }
}

/** The words after a script's hash: names first. */
export interface ScriptArguments {
  readonly keyCount: number;
  readonly words: readonly (string | number)[];
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

function hashOf(script: Script): string {
  const known = hashes.get(script);
  if (known !== undefined) return known;
  const hash = createHash('sha1').update(script.text).digest('hex');
  hashes.set(script, hash);
  return hash;
}
