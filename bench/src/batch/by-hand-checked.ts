import type { Redis } from 'ioredis-6';
import { TTL } from '../peers/peer.ts';
import type { User } from '../rows/user.ts';
import { type BatchPeer, present } from './by-many.ts';

const EPOCH = '9f86d081884c7d65';
const COUNTER = 'hand:{0}/stamp';
/** What every entry depends on here: everything, and the function. */
const DEPENDENCIES = ['hand:{1}/d/*', 'hand:{2}/d/f:users'];
/** Between what an entry depends on and its value. */
const EMPTY_LINE = '\n\n';

/**
 * Stores results of one stamp, unless one of the dependencies or the floors of the keys is newer: all at once, as no
 * invalidation may come between the look and the write. `KEYS`: counter, dependencies and floors, then the entries. `ARGV`:
 * epoch, count of the stamp, ttl, number of entries, their texts.
 */
const STORE = `
if string.match(redis.call('GET', KEYS[1]), '^%x+') ~= ARGV[1] then return 0 end
local entries = #KEYS - tonumber(ARGV[4])
for _, text in ipairs(redis.call('MGET', unpack(KEYS, 2, entries))) do
  if text and tonumber(string.match(text, '%d+$')) > tonumber(ARGV[2]) then return 0 end
end
for at = entries + 1, #KEYS do redis.call('SET', KEYS[at], ARGV[4 + at - entries], 'PX', ARGV[3]) end
return 1
`;

/**
 * The least that a batch takes over which no invalidation is ever overtaken, written for this one function: stamps are
 * read with the entries and checked, results are stored by a script that looks at stamps and floors first, nobody waits for
 * that, and who computed a result gets a copy. Not there: a caller never joins another one, nothing is counted or told to
 * listeners, there are no tags, other types, failures of the store or other keys.
 */
export function byHandChecked(client: Redis): BatchPeer {
  return {
    who: 'limit: by hand, never stale',
    remark: 'stamps, floors and copies for this one function, and nothing else',
    wrap: (load) => {
      const ready = prepare(client);
      return async (ids) => {
        const script = await ready;
        const keys = ids.map((id) => `hand:users(id=${id})`);
        const buckets = keys.map(bucketOf);
        const names = keys.map((key, at) => `hand:{${buckets[at]}}:${key}`);
        const [counter, ...texts] = await client.mget(COUNTER, ...DEPENDENCIES, ...names);
        const newest = Math.max(...texts.splice(0, DEPENDENCIES.length).map(countOf));
        const users = texts.map((text) => readUser(text, newest));
        const missing = ids.flatMap((_, at) => (users[at] === undefined ? [at] : []));
        if (missing.length > 0) {
          const loaded = await load(missing.map((at) => ids[at] ?? 0));
          const bodies = loaded.map((user) => JSON.stringify(user));
          const floors = missing.map((at) => `hand:{${buckets[at]}}/keyfloor`);
          const entries = missing.map((at) => names[at] ?? '');
          const written = [COUNTER, ...DEPENDENCIES, ...floors, ...entries];
          const count = countOf(counter);
          const head = `H1 ${EPOCH} ${count} users\n*\nf:users${EMPTY_LINE}`;
          const values = [EPOCH, count, TTL, missing.length, ...bodies.map((body) => head + body)];
          store(client.evalsha(script, written.length, ...written, ...values));
          for (const [i, at] of missing.entries()) users[at] = JSON.parse(bodies[i] ?? '');
        }
        return users.map(present);
      };
    },
  };
}

async function prepare(client: Redis): Promise<string> {
  await client.mset([COUNTER, ...DEPENDENCIES].flatMap((name) => [name, `${EPOCH}:42`]));
  return String(await client.script('LOAD', STORE));
}

/** What was stored, if it is as new as what it depends on. */
function readUser(text: string | null | undefined, newest: number): User | undefined {
  if (text === null || text === undefined) return undefined;
  const start = 'H1 '.length + EPOCH.length + 1;
  const count = Number(text.slice(start, text.indexOf(' ', start)));
  return count < newest ? undefined : JSON.parse(text.slice(text.indexOf(EMPTY_LINE) + EMPTY_LINE.length));
}

function countOf(text: string | null | undefined): number {
  return Number(text?.split(':')[1]);
}

/** As a server of a cluster, and the floor of a key, ask for it. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return ((hash >>> 14) ^ hash) & 0x3fff;
}

/** Nobody waits for it; that it was not stored must not stay unseen, for then it would be no limit. */
function store(written: Promise<unknown>): void {
  written.then((answer) => {
    if (answer !== 1) throw new Error(`the results were not stored: ${String(answer)}`);
  });
}
