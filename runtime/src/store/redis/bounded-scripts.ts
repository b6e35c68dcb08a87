/**
 * Scripts for functions with `maxSize`. The entries of such a function stand, by their printed keys, in two sorted sets:
 * `KEYS[1]` by the instant of their last use (microseconds of the server's clock), `KEYS[2]` by the instant at which they
 * expire (milliseconds). Losing a set loses the bound for the entries it held, and nothing else.
 */
import type { Script } from './scripts.ts';

/**
 * Removes entries: `KEYS[3…]` are their names, `ARGV` pairs of printed key and last use as the caller saw it. An entry that
 * was used since stays. Without a last use only the note of an entry is removed, where the entry itself is gone.
 */
export const SWEEP: Script = {
  name: 'sweep',
  text: `
for i = 3, #KEYS do
  local member, seen = ARGV[2 * i - 5], ARGV[2 * i - 4]
  local goes = redis.call('EXISTS', KEYS[i]) == 0
  if seen ~= '' then
    goes = redis.pcall('ZSCORE', KEYS[1], member) == seen
    if goes then redis.call('DEL', KEYS[i]) end
  end
  if goes then
    redis.pcall('ZREM', KEYS[1], member)
    redis.pcall('ZREM', KEYS[2], member)
  end
end
return 1
`,
};

/** Notes that an entry was used: `KEYS[1]` the function's entries by last use, `ARGV[1]` the printed key. */
export const TOUCH: Script = {
  name: 'touch',
  text: `
if type(redis.pcall('ZSCORE', KEYS[1], ARGV[1])) == 'string' then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[1], string.format('%.0f', time[1] * 1000000 + time[2]), ARGV[1])
end
return 1
`,
};

/** Counts the entries of a function that have not expired; nothing where it has no sets. */
export const COUNT: Script = {
  name: 'count',
  text: `
local all, time = redis.pcall('ZCARD', KEYS[1]), redis.call('TIME')
local expired = redis.pcall('ZCOUNT', KEYS[2], '-inf', time[1] * 1000 + math.floor(time[2] / 1000))
if type(all) ~= 'number' or type(expired) ~= 'number' or all == 0 then return false end
return math.max(0, all - expired)
`,
};
