import { BOUNDS, COUNTER, FLOORS, LIVES } from './script-parts.ts';
import type { Script } from './scripts.ts';

/**
 * Stores several results: what `WRITE` does for one, for each of them in order, looking at each dependency once. `ARGV[4]`
 * says how many dependencies there are. `KEYS[2…]` are these, then the key floor of each entry, the floor of each
 * dependency, and the entries. `ARGV[3]` is the epoch of all stamps. `ARGV[5]` says of the entries, those that have the
 * same in one line: how many they are, the count of their stamp, their ttl in milliseconds, 1 for refresh and prime, which
 * of the dependencies they have (`1,2,5`, empty for all). Then come their texts. Answers a list of 1 and 0, or one of
 * these where all have it.
 *
 * Entries of one function with a bound have it in `ARGV[4]` too, behind a blank, their printed keys behind their texts,
 * and its two sets last in `KEYS`. Then the answer is a pair as `WRITE` gives it: the bound is kept to after all of them.
 */
export const WRITE_ALL: Script = {
  name: 'write-all',
  text: `${COUNTER}${FLOORS}${LIVES}${BOUNDS}
local call, pcall = redis.call, redis.pcall
local epoch, now = present()
if epoch ~= ARGV[3] then return 0 end
local deps, most = string.match(ARGV[4], '^(%d+) ?(%d*)$')
local size, bound = tonumber(deps), tonumber(most)
local total = (#ARGV - 5) / (bound and 2 or 1)
-- Where in KEYS the first of its kind follows.
local floors, lost, entries = 1 + size, 1 + size + total, 1 + 2 * size + total

-- One command for all is many times cheaper here than one for each. Many floors say the same.
local known, counts = {}, {}
for i, text in ipairs(call('MGET', unpack(KEYS, 2, lost))) do
  if text then
    if counts[text] == nil then
      local stored, count = string.match(text, '^(%x+):(%d+)$')
      counts[text] = stored == epoch and #count < 16 and tonumber(count)
    end
    known[KEYS[i + 1]] = counts[text] or nil
  end
end

-- By place: whether it has no stamp yet, and how long its stamp lives for sure.
local absent, lives = {}, {}
local function count_of(at)
  local name = KEYS[1 + at]
  if not known[name] then
    absent[at] = true
    known[name] = floor_at(KEYS[lost + at], epoch, now)
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

-- What Redis is given as a number is rendered anew each time.
local runs = {}
for times, stamp, ttl, raises, places in string.gmatch(ARGV[5], '(%d+) (%d+) (%d+) (%d) ([%d,]*)') do
  runs[#runs + 1] =
    { times = tonumber(times), stamp = tonumber(stamp), ttl = ttl, raises = raises == '1', places = places_of(places) }
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

local longest = 0
local function adopt(run)
  if run.adopted then return end
  run.adopted = true
  local ttl = tonumber(run.ttl)
  longest = math.max(longest, ttl)
  for _, at in ipairs(run.places) do
    local name = KEYS[1 + at]
    if absent[at] then
      set_count(name, epoch, count_of(at))
      absent[at], lives[at] = nil, keep
    elseif (lives[at] or 0) < ttl then
      keep_alive(name, ttl)
      lives[at] = ttl
    end
  end
end

-- The stamp of what stands at the key, without reading its value.
local function standing(name)
  local head = pcall('GETRANGE', name, 0, 63)
  local stored, count = string.match(type(head) == 'string' and head or '', '^H1 (%x+) (%d+) ')
  if stored == epoch and #count < 16 then return tonumber(count) end
end

-- Loads that began earlier lose, also where this one is refused: then what is older ends.
local function raise(entry, floor, stamp, stored)
  local count = known[floor] or count_at(floor, epoch)
  -- A lost floor may have been higher than a stamp that was taken a while ago.
  if not count or count < stamp then
    known[floor] = count and stamp or now
    set_count(floor, epoch, known[floor])
  end
  if not stored and (standing(entry) or now + 1) <= stamp then call('DEL', entry) end
end

local answer, n, kept = {}, 0, 0
local members, ttls = {}, {}
for _, run in ipairs(runs) do
  local stamp, ttl, raises = run.stamp, run.ttl, run.raises
  for _ = 1, run.times do
    n = n + 1
    local entry, floor = KEYS[entries + n], KEYS[floors + n]
    local text, newest, stored = ARGV[5 + n], known[floor], false
    -- Nearly always: the floor lets it in, and nothing stands there that would decide instead.
    if run.accepted and newest and newest <= stamp then
      stored = call('SET', entry, text, 'PX', ttl, 'NX')
    end
    if not stored then
      newest = standing(entry)
      if not newest then
        -- A floor that was lost is made anew at the present.
        newest = known[floor] or floor_at(floor, epoch, now)
        known[floor] = newest
      end
      stored = newest <= stamp and accepts(run)
      if stored then
        adopt(run)
        call('SET', entry, text, 'PX', ttl)
      end
    end
    if raises then raise(entry, floor, stamp, stored) end
    answer[n] = stored and 1 or 0
    kept = kept + answer[n]
    if bound and stored then members[kept], ttls[kept] = ARGV[5 + total + n], tonumber(ttl) end
  end
end
if longest > 0 then keep_alive(KEYS[1], longest) end
if kept == n then answer = 1 end
return bound and { answer, count_in(members, ttls, bound) } or answer
`,
};
