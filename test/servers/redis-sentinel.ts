import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findPort } from './find-port.ts';
import { findBinary, launch } from './redis-server.ts';

/** A Sentinel of the test's own. */
export interface RedisSentinel {
  readonly port: number;
  /** How many replicas and other Sentinels it has found. */
  readonly knows: () => Promise<{ readonly replicas: number; readonly sentinels: number }>;
  readonly stop: () => Promise<void>;
}

/** Watches the primary on this port under the name `main`; two of three such decide on a failover, within a second or so. */
export async function startSentinel(primaryPort: number): Promise<RedisSentinel> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-sentinel-'));
  const port = await findPort();
  const file = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor main 127.0.0.1 ${primaryPort} 2`,
    'sentinel down-after-milliseconds main 500',
    'sentinel failover-timeout main 5000',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = await launch(findBinary(), [file, '--sentinel'], /Sentinel ID is/);
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20 });
  client.on('error', () => undefined);
  return {
    port,
    knows: async () => {
      const info = await client.info('sentinel');
      return { replicas: numberIn(info, 'slaves'), sentinels: numberIn(info, 'sentinels') - 1 };
    },
    stop: async () => {
      client.disconnect();
      const exit = once(child, 'exit');
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await exit;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function numberIn(info: string, name: string): number {
  return Number(new RegExp(`^master0:.*\\b${name}=(\\d+)`, 'm').exec(info)?.[1]);
}
