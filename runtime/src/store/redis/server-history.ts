import type { RedisClient } from './redis-client.ts';

/** What a server's past is known by: its process and its line of replication. `undefined`: it hides one of them. */
export type ServerHistory = string | undefined;

/**
 * Asks the server of a connection for its history. Both commands go out at once.
 * @throws Error where it is a replica, which takes no writes, and what ioredis throws
 */
export async function readHistory(client: Pick<RedisClient, 'info'>): Promise<ServerHistory> {
  const [server, replication] = await Promise.all([readInfo(client, 'server'), readInfo(client, 'replication')]);
  if (readField(replication, 'role') === 'slave') {
    throw new Error('the server is a replica, which can only be read. Connect to its primary, or by Sentinel.');
  }
  const [run, line] = [readField(server, 'run_id'), readField(replication, 'master_replid')];
  return run === undefined || line === undefined ? undefined : `${run}.${line}`;
}

/** Empty where the user may not ask, or a proxy does not know the command. */
async function readInfo(client: Pick<RedisClient, 'info'>, section: string): Promise<string> {
  try {
    return String(await client.info(section));
  } catch (error) {
    if (error instanceof Error && /^(NOPERM|ERR unknown)/i.test(error.message)) return '';
    throw error;
  }
}

function readField(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(\\w+)`, 'm').exec(info)?.[1];
}
