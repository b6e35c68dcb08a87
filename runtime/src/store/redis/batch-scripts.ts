import { COUNTER, FLOORS } from './script-parts.ts';
import type { Script } from './scripts.ts';

/**
 * Stores several results: what `WRITE` does for one, for each of them in order, looking at each dependency once. `KEYS[2…]`
 * are pairs of dependency and floor, `ARGV[4]` says how many; then come pairs of entry and key floor. `ARGV[3]` is the
 * epoch of all stamps. `ARGV[5]` says of the entries, those that have the same in one line: how many they are, the count of
 * their stamp, their ttl in milliseconds, 1 for refresh and prime, which of the dependencies they have (`1,2,5`, empty for
 * all). Then come their texts. Answers a list of 1 and 0, or 0 where all are refused.
 */
export const WRITE_ALL: Script = {
  name: 'write-all',
  text: `${COUNTER}${FLOORS}
local epoch, now = present()
if epoch ~= ARGV[3] then return 0 end
local size = tonumber(ARGV[4])

local function keep_alive(name, ttl)
  if redis.call('PTTL', name) < ttl then redis.call('PEXPIRE', name, keep) end
end

-- Every second key, from the first one to the last.
local function names_between(first, last)
  local names = {}
  for i = first, last, 2 do names[#names + 1] = KEYS[i] end
  return names
end

-- One command for all is many times cheaper here than one for each. Many floors say the same.
local known, counts = {}, {}
local function read_counts(names)
  for i, text in ipairs(#names > 0 and redis.call('MGET', unpack(names)) or {}) do
    if text then
      if counts[text] == nil then
        local stored, count = string.match(text, '^(%x+):(%d+)$')
        counts[text] = stored == epoch and #count < 16 and tonumber(count)
      end
      known[names[i]] = counts[text] or nil
    end
  end
end

local entries = names_between(2 * size + 2, #KEYS)
read_counts(names_between(2, 2 * size))
read_counts(names_between(2 * size + 3, #KEYS))
local is_empty = redis.call('EXISTS', unpack(entries)) == 0

-- A floor; one that was lost is made anew at the present.
local function floor_of(name)
  if not known[name] then known[name] = floor_at(name, epoch, now) end
  return known[name]
end

-- By place: whether it has no stamp yet, and how long its stamp lives for sure.
local absent, lives = {}, {}
local function count_of(at)
  local name = KEYS[2 * at]
  if not known[name] then
    absent[at] = true
    known[name] = floor_at(KEYS[2 * at + 1], epoch, now)
  end
  return known[name]
end

local everything = {}
for at = 1, size do everything[at] = at end

local function places_of(text)
  if text == '' then return everything end
  local places = {}
  for at in string.gmatch(text, '%d+') do places[#places + 1] = tonumber(at) end
  return places
end

local runs = {}
for times, stamp, ttl, raises, places in string.gmatch(ARGV[5], '(%d+) (%d+) (%d+) (%d) ([%d,]*)') do
  runs[#runs + 1] =
    { times = tonumber(times), stamp = tonumber(stamp), ttl = tonumber(ttl), raises = raises == '1', places = places_of(places) }
  -- Dependencies live at least as long as the entries that use them.
  keep = math.max(keep, tonumber(ttl))
end

-- Nothing that is written here changes what dependencies say.
local function accepts(run)
  if run.accepted == nil then
    run.accepted = true
    for _, at in ipairs(run.places) do
      if count_of(at) > run.stamp then
        run.accepted = false
        break
      end
    end
  end
  return run.accepted
end

local function adopt(places, ttl)
  for _, at in ipairs(places) do
    if absent[at] then
      set_count(KEYS[2 * at], epoch, count_of(at))
      absent[at], lives[at] = nil, keep
    elseif (lives[at] or 0) < ttl then
      keep_alive(KEYS[2 * at], ttl)
      lives[at] = ttl
    end
  end
end

-- The stamp of what stands at the key, without reading its value.
local written = {}
local function standing(name)
  if written[name] or is_empty then return written[name] end
  local head = redis.pcall('GETRANGE', name, 0, 63)
  local stored, count = string.match(type(head) == 'string' and head or '', '^H1 (%x+) (%d+) ')
  if stored == epoch and #count < 16 then return tonumber(count) end
end

local answer, longest = {}, 0
local function write(n, run)
  local stamp, ttl = run.stamp, run.ttl
  local entry, floor = entries[n], KEYS[2 * (size + n) + 1]
  local stored = (standing(entry) or floor_of(floor)) <= stamp and accepts(run)
  if stored then
    if not run.adopted then
      adopt(run.places, ttl)
      run.adopted = true
      longest = math.max(longest, ttl)
    end
    redis.call('SET', entry, ARGV[5 + n], 'PX', ttl)
    written[entry] = stamp
  end
  if run.raises then
    local count = known[floor] or count_at(floor, epoch)
    -- A lost floor may have been higher than a stamp that was taken a while ago.
    if not count or count < stamp then
      known[floor] = count and stamp or now
      set_count(floor, epoch, known[floor])
    end
    if not stored and (standing(entry) or now + 1) <= stamp then
      redis.call('DEL', entry)
      written[entry] = nil
    end
  end
  answer[n] = stored and 1 or 0
end

for _, run in ipairs(runs) do
  for _ = 1, run.times do write(#answer + 1, run) end
end
if longest > 0 then keep_alive(KEYS[1], longest) end
return answer
`,
};
