import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { configure } from 'holdfast';
import { redisStore } from 'holdfast/redis';
import type { Mode } from '../mode.ts';
import { standardError } from '../race/quantile.ts';
import { startRedis } from '../redis/start-redis.ts';
import type { Figure, Measured, Row } from '../row.ts';

const BODY = 5;
const GOAL = 1.05;
/** Calls of a round; long enough together for the breaker to let some try. */
const CALLS = 20;

/** Takes exactly its time, also where the machine does something else meanwhile. */
function work(id: number): number {
  const end = performance.now() + BODY;
  while (performance.now() < end);
  return id;
}

async function plain(id: number): Promise<number> {
  return work(id);
}

/** @cache ttl=10m store=gone id=bench.breaker-gone */
async function findGone(id: number): Promise<number> {
  return work(id);
}

/** @cache ttl=10m store=silent id=bench.breaker-silent */
async function findSilent(id: number): Promise<number> {
  return work(id);
}

async function measure({ quick, rounds }: Mode): Promise<Measured> {
  const [gone, silent] = [await startRedis(), await startRedis()];
  await configure({ stores: { gone: redisStore(gone.url), silent: redisStore(silent.url, { timeout: 100 }) } });
  const contestants = [
    { who: 'holdfast, connection refused', find: findGone },
    { who: 'holdfast, no answer and breaker open', find: findSilent },
  ];
  for (const { find } of contestants) await find(1);
  gone.client.disconnect();
  silent.client.disconnect();
  process.kill(gone.pid, 'SIGKILL');
  process.kill(silent.pid, 'SIGSTOP');
  process.once('exit', () => process.kill(silent.pid, 'SIGCONT'));
  await sleep(100);
  // Five commands without an answer open the breaker.
  for (let i = 0; i < 8; i++) await findSilent(i);
  const figures: Figure[] = [{ who: 'the body', role: 'base', value: 1, noise: 0, detail: `${BODY} ms` }];
  for (const { who, find } of contestants) figures.push(await compare(who, find, quick ? 5 : rounds));
  return { figures };
}

/** All calls together against the plain ones, so that a slow one now and then counts too. */
async function compare(who: string, find: typeof plain, rounds: number): Promise<Figure> {
  const ratios: number[] = [];
  const totals = { ours: 0, plain: 0 };
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const own = await timesOf(find, round);
    const base = await timesOf(plain, round);
    totals.ours += sum(own);
    totals.plain += sum(base);
    slowest = Math.max(slowest, ...own);
    ratios.push(sum(own) / sum(base));
  }
  const detail = `mean of ${rounds * CALLS} calls, ± is its standard error; the slowest took ${slowest.toFixed(1)} ms`;
  return { who, role: 'ours', value: totals.ours / totals.plain, noise: standardError(ratios), goal: GOAL, detail };
}

async function timesOf(find: typeof plain, round: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < CALLS; i++) {
    const start = performance.now();
    await find(round * CALLS + i);
    times.push(performance.now() - start);
    // As in a service, other work has its turn between the calls.
    await nextTurn();
  }
  return times;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}

/** A body while its store is out of reach. */
export const ROW: Row = {
  title: 'a call while Redis is out of reach',
  unit: 'times',
  meaning: `1 is the body alone, which keeps its thread busy for ${BODY} ms. Ours asks a store that refuses connections, or one that stands still: the breaker is open, and now and then one command tries again.`,
  limit: 1,
  measure,
};
