/** Lua that scripts have in common; see scripts.ts. */

/** What every script begins with. */
export const COUNTER = `
local history, keep = ARGV[1], tonumber(ARGV[2])

local function text_at(name)
  local text = redis.pcall('GET', name)
  return type(text) == 'string' and text or ''
end

-- Epoch, count and history, or nothing where the counter says nothing. Longer counts are garbage: no number holds them.
local function present()
  local epoch, count, by = string.match(text_at(KEYS[1]), '^(%x+):(%d+):(.*)$')
  if epoch and #count < 16 and (history == '' or by == history) then return epoch, tonumber(count), by end
end

local function render(epoch, count)
  return epoch .. ':' .. string.format('%.0f', count)
end

local function advance()
  local epoch, count, by = present()
  if not epoch then return end
  count = count + 1
  redis.call('SET', KEYS[1], render(epoch, count) .. ':' .. by, 'PX', keep)
  return epoch, count, by
end

local function set_count(name, epoch, count)
  redis.call('SET', name, render(epoch, count), 'PX', keep)
end
`;

/** What lets a name live as long as what needs it. */
export const LIVES = `
local function keep_alive(name, ttl)
  if redis.call('PTTL', name) < ttl then redis.call('PEXPIRE', name, keep) end
end
`;

/** What takes down entries of a function with a bound, after \`LIVES\`. */
export const BOUNDS = `
-- Takes printed keys down as those used last, the first of them longest ago, each with its ttl. The last two names are the
-- function's entries by last use and by end. Answers those that are too many, each with its last use.
local function count_in(members, ttls, bound)
  if #members == 0 then return {} end
  local uses, ends = KEYS[#KEYS - 1], KEYS[#KEYS]
  for _, name in ipairs({ uses, ends }) do
    if redis.call('TYPE', name).ok ~= 'zset' then redis.call('DEL', name) end
  end
  local time = redis.call('TIME')
  local use, instant = time[1] * 1000000 + time[2] - 1, time[1] * 1000 + math.floor(time[2] / 1000)
  local used, ending, longest = {}, {}, 0
  for i, member in ipairs(members) do
    used[2 * i - 1], used[2 * i] = string.format('%.0f', use + i), member
    ending[2 * i - 1], ending[2 * i] = string.format('%.0f', instant + ttls[i]), member
    longest = math.max(longest, ttls[i])
  end
  redis.call('ZADD', uses, unpack(used))
  redis.call('ZADD', ends, unpack(ending))
  local most = 99 + #members
  local gone = redis.call('ZRANGEBYSCORE', ends, '-inf', instant, 'LIMIT', 0, most)
  if #gone > 0 then
    redis.call('ZREM', uses, unpack(gone))
    redis.call('ZREM', ends, unpack(gone))
  end
  keep_alive(uses, longest)
  keep_alive(ends, longest)
  local excess = math.min(redis.call('ZCARD', uses) - bound, most)
  return excess > 0 and redis.call('ZRANGE', uses, 0, excess - 1, 'WITHSCORES') or {}
end
`;

/** What looks at the stamps of dependencies and floors. */
export const FLOORS = `
-- The count at a name, where it is of this epoch.
local function count_at(name, epoch)
  local stored, count = string.match(text_at(name), '^(%x+):(%d+)$')
  if stored == epoch and #count < 16 then return tonumber(count) end
end

-- A floor; one that was lost is made anew at the present.
local function floor_at(name, epoch, now)
  local floor = count_at(name, epoch)
  if not floor then
    floor = now
    set_count(name, epoch, floor)
  end
  return floor
end
`;
