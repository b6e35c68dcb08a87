import type { Redis } from 'ioredis-6';
import type { Peer } from '../peers/peer.ts';

/** How a person would cache one function in Redis: no bound, no invalidation. */
export function byHand(client: Redis): Peer {
  return {
    who: 'by hand',
    wrap:
      ({ load, keyOf }) =>
      async (a, b) => {
        const key = keyOf(a, b);
        const text = await client.get(key);
        if (text !== null) return JSON.parse(text);
        const value = await load(a, b);
        await client.set(key, JSON.stringify(value), 'PX', 600_000);
        return value;
      },
  };
}

/** The fastest that could be: one MGET for all calls of a tick. */
export function byMget(client: Redis): Peer {
  return {
    who: 'limit: one MGET a tick',
    wrap: ({ load, keyOf }) => {
      const get = collect((keys: readonly string[]) => client.mget(...keys));
      return async (a, b) => {
        const key = keyOf(a, b);
        const text = await get(key);
        if (text !== null) return JSON.parse(text);
        const value = await load(a, b);
        await client.set(key, JSON.stringify(value), 'PX', 600_000);
        return value;
      };
    },
  };
}

/**
 * The same with what any program has to read that keeps our promises by one MGET: the counter, the stamps of everything
 * and of the function, names that say all of this, and before each value what it was computed by.
 */
export function byMgetWithHeads(client: Redis): Peer {
  return {
    who: 'limit: the same with stamps and what they are compared with',
    wrap: ({ load, keyOf }) => {
      const get = collect(async (keys: readonly string[]) => {
        const [counter, everything, own, ...texts] = await client.mget(...STAMPS, ...keys);
        if (counter !== COUNTER || everything !== STAMP || own !== STAMP) return keys.map(() => null);
        return texts.map((text) => (text?.slice(0, HEAD.length) === HEAD ? text.slice(HEAD.length) : null));
      });
      return async (a, b) => {
        const key = `hf:{1289}:holdfast-bench:bench.hit-redis(id=${keyOf(a, b)})`;
        const text = await get(key);
        if (text !== null) return JSON.parse(text);
        const value = await load(a, b);
        const write = client.pipeline().mset(STAMPS[0], COUNTER, STAMPS[1], STAMP, STAMPS[2], STAMP);
        await write.set(key, HEAD + JSON.stringify(value), 'PX', 600_000).exec();
        return value;
      };
    },
  };
}

const STAMPS = ['hand:{0}/stamp', 'hand:{77}/d/*', 'hand:{78}/d/f:holdfast-bench:bench.hit-redis'] as const;
const COUNTER = '9f86d081884c7d65:1:a0b1c2d3e4f5061728394a5b6c7d8e9f00112233';
const STAMP = '9f86d081884c7d65:1';
const HEAD = 'H1 9f86d081884c7d65 1 data 3e5ed5396bdcfbff\n*\nf:holdfast-bench:bench.hit-redis\n\n';

/** The same with two stamps of each entry in the MGET; one of them belongs to all entries. */
export function byMgetWithStamps(client: Redis): Peer {
  return {
    who: 'limit: one MGET a tick',
    wrap: ({ load, keyOf }) => {
      const get = collect(async (keys: readonly string[]) => {
        const answers = await client.mget('stamp:all', ...keys, ...keys.map((key) => `stamp:${key}`));
        const [all] = answers;
        return keys.map((_, i) => checked(answers[i + 1], [all, answers[i + 1 + keys.length]]));
      });
      return async (a, b) => {
        const key = keyOf(a, b);
        const text = await get(key);
        if (text !== null) return JSON.parse(text);
        const value = await load(a, b);
        const write = client.pipeline().set('stamp:all', '1').set(`stamp:${key}`, '1');
        await write.set(key, `1|${JSON.stringify(value)}`, 'PX', 600_000).exec();
        return value;
      };
    },
  };
}

/** One script for all calls of a tick: it finds the names of the stamps in each entry. */
export function byScript(client: Redis): Peer {
  return {
    who: 'limit: one script a tick',
    wrap: ({ load, keyOf }) => {
      const get = collect(
        async (keys: readonly string[]) =>
          // The script answers a text or nothing for each key.
          (await client.eval(READ_FOUND, keys.length, ...keys)) as readonly (string | null)[],
      );
      return async (a, b) => {
        const key = keyOf(a, b);
        const text = await get(key);
        if (text !== null) return JSON.parse(text);
        const value = await load(a, b);
        const write = client.pipeline().set('stamp:all', '1').set(`stamp:${key}`, '1');
        await write.set(key, `stamp:all stamp:${key}|${JSON.stringify(value)}`, 'PX', 600_000).exec();
        return value;
      };
    },
  };
}

const READ_FOUND = `
local found = {}
for i, text in ipairs(redis.call('MGET', unpack(KEYS))) do
  found[i] = false
  if text then
    local at = string.find(text, '|', 1, true)
    local names = {}
    for name in string.gmatch(string.sub(text, 1, at - 1), '%S+') do names[#names + 1] = name end
    local good = true
    for _, stamp in ipairs(redis.call('MGET', unpack(names))) do
      if not stamp or tonumber(stamp) > 1 then good = false end
    end
    if good then found[i] = string.sub(text, at + 1) end
  end
end
return found`;

/** The JSON behind the stamp, where none of the dependencies is newer. */
function checked(text: string | null | undefined, stamps: readonly (string | null | undefined)[]): string | null {
  if (text === null || text === undefined) return null;
  const at = text.indexOf('|');
  const own = Number(text.slice(0, at));
  return stamps.every((stamp) => typeof stamp === 'string' && Number(stamp) <= own) ? text.slice(at + 1) : null;
}

/** Collects what is asked within a tick into one question. */
function collect(ask: (keys: readonly string[]) => Promise<readonly (string | null)[]>) {
  let keys: string[] = [];
  let answer: Promise<readonly (string | null)[]> | undefined;
  return async (key: string): Promise<string | null> => {
    answer ??= Promise.resolve().then(() => {
      const asked = keys;
      keys = [];
      answer = undefined;
      return ask(asked);
    });
    const index = keys.push(key) - 1;
    return (await answer)[index] ?? null;
  };
}
