import type { Redis } from 'ioredis-6';
import { renderNumber } from '../report/render-value.ts';
import type { SlowProxy } from './slow-proxy.ts';

/** What one call costs. */
export interface Traffic {
  /** Round trips that the caller waits for. */
  readonly trips: number;
  /** All bytes in both directions, those behind the caller's back too. */
  readonly bytes: number;
  /** What the server ran, scripts' own commands too: `mget, 2 × get`. */
  readonly commands: string;
}

export interface Traffics {
  readonly hit: Traffic;
  readonly miss: Traffic;
}

const CALLS = 5;

/** Counts what hits and misses of a function cost whose connection goes through the proxy. */
export async function countTraffic(
  find: (id: number) => Promise<unknown>,
  proxy: SlowProxy,
  client: Redis,
): Promise<Traffics> {
  // Connects, and lets scripts and stamps be there.
  for (const id of [1, 2, 1, 2]) await find(id);
  const ids = Array.from({ length: CALLS }, (_, i) => i + 10);
  const count = async (call: () => Promise<unknown>): Promise<Traffic> => {
    const times: number[] = [];
    await proxy.takeBytes();
    await client.config('RESETSTAT');
    for (const _ of ids) times.push(await timeOf(call));
    const bytes = await proxy.takeBytes();
    const commands = readCommands(await client.info('commandstats'));
    // Each trip takes at least the delay, and all the rest of a call takes less than one; a timer may be early by 1 ms.
    const trips = Math.floor((Math.min(...times) + 1) / proxy.delay);
    return { trips, bytes: Math.round(bytes / CALLS), commands };
  };
  const next = ids.values();
  const miss = await count(() => find(next.next().value ?? 0));
  const hit = await count(() => find(1));
  return { hit, miss };
}

async function timeOf(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/** Of one call, the mean, from lines such as `cmdstat_mget:calls=5,usec=…`. */
function readCommands(info: string): string {
  const counts = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].flatMap(([, name = '', calls = '']) =>
    // Ours, and what connections say by themselves.
    ['info', 'config|resetstat', 'ping'].includes(name) ? [] : [{ name, calls: Number(calls) / CALLS }],
  );
  return counts.map(({ name, calls }) => (calls === 1 ? name : `${renderNumber(calls)} × ${name}`)).join(', ');
}
