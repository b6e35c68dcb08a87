/**
 * The scripts that run on the server: the protocol's rules of atomic-store.ts, where they have to be atomic across
 * processes. Each is given `KEYS[1]` the counter, `ARGV[1]` the server's history as this connection learned it (empty:
 * any will do), `ARGV[2]` how long names live at most (milliseconds). No script touches a key that it is not given.
 *
 * A stamp is stored as `<epoch>:<count>`, the counter as `<epoch>:<count>:<history>`. A counter that is lost, garbage, or
 * of another history (a promoted replica, a restart from a snapshot) is none: invalidations may have been lost with it.
 * Then only `BEGIN` goes on, and the others answer nothing (`WRITE`: refused): whoever sees another history than its own
 * asks the server for it anew before it begins an epoch. A server that lost no data may change its replication id; if
 * each process took the other's history for a loss, they would end each other's epochs for ever.
 *
 * What is of another type than ours at our names counts as absent, and is overwritten.
 */

import { BOUNDS, COUNTER, FLOORS, LIVES } from './script-parts.ts';

/** A script and its name in error messages. */
export interface Script {
  readonly name: string;
  readonly text: string;
}

/** Begins an epoch where there is none: `ARGV[3]` the epoch, `ARGV[4]` the history to write. Answers the counter. */
export const BEGIN: Script = {
  name: 'begin',
  text: `${COUNTER}
local epoch, count, by = present()
if not epoch then
  epoch, count, by = ARGV[3], 1, ARGV[4]
  redis.call('SET', KEYS[1], render(epoch, count) .. ':' .. by, 'PX', keep)
end
return render(epoch, count) .. ':' .. by
`,
};

/** Takes the next stamp. Answers the counter. */
export const TAKE_NEXT: Script = {
  name: 'take-next',
  text: `${COUNTER}
local epoch, count, by = advance()
return epoch and render(epoch, count) .. ':' .. by
`,
};

/**
 * Invalidates dependencies: `KEYS[2…]` are pairs of dependency and floor. A dependency that is not there needs no stamp:
 * its floor says the same to whoever uses it first. Answers 1. Services in other languages run it too, see
 * invalidate-elsewhere.ts: they write or read neither names nor texts in another way.
 */
export const INVALIDATE: Script = {
  name: 'invalidate',
  text: `${COUNTER}
local epoch, count = advance()
if not epoch then return false end
for i = 2, #KEYS, 2 do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('SET', KEYS[i], render(epoch, count), 'KEEPTTL') end
  set_count(KEYS[i + 1], epoch, count)
end
return 1
`,
};

/**
 * Ends entries: `KEYS[2…]` are pairs of entry and key floor. Answers the epoch, and for each what its text says before the
 * payload (empty where nothing stood there), so that the caller can tell whether the entry could have been served.
 */
export const INVALIDATE_KEYS: Script = {
  name: 'invalidate-keys',
  text: `${COUNTER}
local epoch, count = advance()
if not epoch then return false end

-- Most heads are short, and payloads are not read.
local function head_of(name)
  for _, last in ipairs({ 1023, -1 }) do
    local text = redis.pcall('GETRANGE', name, 0, last)
    local finish = type(text) == 'string' and string.find(text, '\\n\\n', 1, true)
    if finish then return string.sub(text, 1, finish + 1) end
  end
  return ''
end

local answer = { epoch }
for i = 2, #KEYS, 2 do
  answer[#answer + 1] = head_of(KEYS[i])
  redis.call('DEL', KEYS[i])
  set_count(KEYS[i + 1], epoch, count)
end
return answer
`,
};

const DEPENDENCIES = `${LIVES}
local epoch, now = present()
if epoch ~= ARGV[3] then return 0 end
local stamp, ttl = tonumber(ARGV[4]), tonumber(ARGV[5])
-- Dependencies live at least as long as the entries that use them.
keep = math.max(keep, ttl)

-- Stamps of dependencies that no entry has used yet, to be written if the entry is.
local absent = {}
local function accepts_dependencies(first, last)
  for i = first, last, 2 do
    local known = count_at(KEYS[i], epoch)
    local count = known or floor_at(KEYS[i + 1], epoch, now)
    if count > stamp then return false end
    if not known then absent[KEYS[i]] = count end
  end
  return true
end

local function adopt_dependencies(first, last)
  for i = first, last, 2 do
    if absent[KEYS[i]] then set_count(KEYS[i], epoch, absent[KEYS[i]]) else keep_alive(KEYS[i], ttl) end
  end
end
`;

/**
 * Prepares the dependencies of a result that has more of them than one script takes: `KEYS[2…]` are pairs of dependency
 * and floor; `ARGV[3]` and `ARGV[4]` epoch and count of its stamp, `ARGV[5]` its ttl in milliseconds. Answers 1, or 0 where
 * the result is refused.
 */
export const ADOPT: Script = {
  name: 'adopt',
  text: `${COUNTER}${FLOORS}${DEPENDENCIES}
if not accepts_dependencies(2, #KEYS) then return 0 end
adopt_dependencies(2, #KEYS)
return 1
`,
};

/**
 * Stores one result: `KEYS[2]` the entry, `KEYS[3]` the key's floor, then pairs of dependency and floor; `ARGV[3]` and
 * `ARGV[4]` epoch and count of its stamp, `ARGV[5]` its ttl in milliseconds, `ARGV[6]` is 1 for refresh and prime, `ARGV[7]`
 * the entry's text. Answers 1 where it was stored, 0 where it was refused.
 *
 * A function with a bound has `ARGV[8]` its bound and `ARGV[9]` the printed key, and its two sets come last in `KEYS`: its
 * entries by last use and by end. Then the answer is a pair: the outcome, and the entries that are too many, each with its
 * last use; the caller removes them by `SWEEP`, which is given their names.
 */
export const WRITE: Script = {
  name: 'write',
  text: `${COUNTER}${FLOORS}${DEPENDENCIES}${BOUNDS}
local raises, bound = ARGV[6] == '1', tonumber(ARGV[8])
local last = bound and #KEYS - 2 or #KEYS

-- The stamp of what stands at the key, without reading its value.
local function standing()
  local head = redis.pcall('GETRANGE', KEYS[2], 0, 63)
  local stored, count = string.match(type(head) == 'string' and head or '', '^H1 (%x+) (%d+) ')
  if stored == epoch and #count < 16 then return tonumber(count) end
end

local stored = (standing() or floor_at(KEYS[3], epoch, now)) <= stamp and accepts_dependencies(4, last)
local outcome, excess = stored and 1 or 0, {}
if stored then
  adopt_dependencies(4, last)
  redis.call('SET', KEYS[2], ARGV[7], 'PX', ttl)
  keep_alive(KEYS[1], ttl)
  if bound then excess = count_in({ ARGV[9] }, { ttl }, bound) end
end
if raises then
  local floor = count_at(KEYS[3], epoch)
  -- A lost floor may have been higher than a stamp that was taken a while ago.
  if not floor or floor < stamp then set_count(KEYS[3], epoch, floor and stamp or now) end
  if not stored and (standing() or now + 1) <= stamp then redis.call('DEL', KEYS[2]) end
end
return bound and { outcome, excess } or outcome
`,
};
