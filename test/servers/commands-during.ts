import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Redis } from 'ioredis';

/** A command as the server ran it: `['mget', 'hf:{0}/stamp']`. */
export interface RanCommand {
  readonly words: readonly string[];
  /** A script sent it. */
  readonly isInScript: boolean;
}

/** All commands of all clients that a server ran while the work did, as MONITOR tells them. */
export async function commandsDuring(url: string, work: () => Promise<unknown>): Promise<readonly RanCommand[]> {
  const marker = new Redis(url);
  // What the marker sends to connect must be over: ioredis fails where MONITOR tells of a command with its first answer.
  await marker.ping();
  const monitor = await marker.monitor();
  const seen: RanCommand[] = [];
  monitor.on('monitor', (_time: string, words: string[], source: string) =>
    seen.push({ words, isInScript: source === 'lua' }),
  );
  try {
    await work();
    // Everything that was run before this has been told when this is.
    const word = randomUUID();
    await marker.echo(word);
    while (!seen.some(({ words }) => words[1] === word)) await once(monitor, 'monitor');
    return seen.filter(({ words }) => words[1] !== word);
  } finally {
    monitor.disconnect();
    marker.disconnect();
  }
}
