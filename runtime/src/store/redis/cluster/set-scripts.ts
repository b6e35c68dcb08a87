/**
 * Scripts for functions with `maxSize` in a cluster: the function's two sorted sets share a slot, its entries stand where
 * their keys put them. See bounded-scripts.ts for what the sets hold.
 */
import type { Script } from '../scripts.ts';

/**
 * Takes an entry down as the one used last: `KEYS[1]` the entries by last use, `KEYS[2]` by end; `ARGV[1]` the printed key,
 * `ARGV[2]` its ttl in milliseconds, `ARGV[3]` the bound. Answers the entries that are too many, each with its last use.
 */
export const COUNT_IN: Script = {
  name: 'count-in',
  text: `
local uses, ends, ttl = KEYS[1], KEYS[2], tonumber(ARGV[2])
for _, name in ipairs(KEYS) do
  if redis.call('TYPE', name).ok ~= 'zset' then redis.call('DEL', name) end
end
local time = redis.call('TIME')
local instant = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', uses, string.format('%.0f', time[1] * 1000000 + time[2]), ARGV[1])
redis.call('ZADD', ends, string.format('%.0f', instant + ttl), ARGV[1])
for _, member in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', instant, 'LIMIT', 0, 100)) do
  redis.call('ZREM', uses, member)
  redis.call('ZREM', ends, member)
end
for _, name in ipairs(KEYS) do
  if redis.call('PTTL', name) < ttl then redis.call('PEXPIRE', name, string.format('%.0f', ttl)) end
end
local excess = math.min(redis.call('ZCARD', uses) - tonumber(ARGV[3]), 100)
return excess > 0 and redis.call('ZRANGE', uses, 0, excess - 1, 'WITHSCORES') or {}
`,
};

/**
 * Takes entries out of the sets, when they are gone: `ARGV` pairs of printed key and last use as the caller saw it. One that
 * was used since stays; an empty last use takes it out whatever it was.
 */
export const COUNT_OUT: Script = {
  name: 'count-out',
  text: `
for i = 1, #ARGV, 2 do
  local member, seen = ARGV[i], ARGV[i + 1]
  if seen == '' or redis.pcall('ZSCORE', KEYS[1], member) == seen then
    redis.pcall('ZREM', KEYS[1], member)
    redis.pcall('ZREM', KEYS[2], member)
  end
end
return 1
`,
};

/** Removes the entry `KEYS[1]`. */
export const REMOVE_ENTRY: Script = {
  name: 'remove-entry',
  text: `return redis.call('DEL', KEYS[1])`,
};
