/**
 * The scripts of a cluster. Each touches one slot: the counter; or a dependency and its bucket's floor. (Those of entries are
 * in key-scripts.ts.) Nothing is atomic across slots, so a floor that cannot be used is made anew in three steps: a unique
 * token is put in its place, a stamp is taken after that, and it is written only if the token is still there.
 *
 * Each is given `ARGV[1]` the mark of the server's history as its connection learned it, and `ARGV[2]` how long names live
 * at most (milliseconds). What another history wrote counts as absent: a promoted replica may lack what its predecessor
 * acknowledged.
 *
 * A stamp and the counter are stored as `<epoch>:<count>:<mark>`, a token as `~<token>:<mark>`. What is of another type than
 * ours at our names counts as absent, and is overwritten.
 */
import type { Script } from '../scripts.ts';

/** What all begin with. */
export const MARKED = `
local mark, keep = ARGV[1], tonumber(ARGV[2])

local function text_at(name)
  local text = redis.pcall('GET', name)
  return type(text) == 'string' and text or ''
end

-- Epoch and count at a name, where this history wrote them. Longer counts are garbage: no number holds them.
local function stamp_at(name)
  local epoch, count, by = string.match(text_at(name), '^(%x+):(%d+):(%w+)$')
  if by == mark and #count < 16 then return epoch, tonumber(count) end
end

local function render(epoch, count)
  return epoch .. ':' .. string.format('%.0f', count) .. ':' .. mark
end

local function set_stamp(name, epoch, count)
  redis.call('SET', name, render(epoch, count), 'PX', keep)
end

local function set_token(name, token)
  redis.call('SET', name, '~' .. token .. ':' .. mark, 'PX', keep)
  return token
end

local function has_token(name, token)
  return text_at(name) == '~' .. token .. ':' .. mark
end
`;

/**
 * The counter `KEYS[1]`, where it was lost with a new epoch `ARGV[3]`; `ARGV[4]` is 1 to count one up. Answers its text.
 */
export const COUNT_UP: Script = {
  name: 'count-up',
  text: `${MARKED}
local epoch, count = stamp_at(KEYS[1])
if not epoch then epoch, count = ARGV[3], 1 end
if ARGV[4] == '1' then count = count + 1 end
set_stamp(KEYS[1], epoch, count)
return render(epoch, count)
`,
};

/**
 * Whether a result may depend on `KEYS[1]`, whose floor is `KEYS[2]`: `ARGV[3]` and `ARGV[4]` epoch and count of its stamp,
 * `ARGV[5]` its ttl in milliseconds. A dependency that is absent stands at its floor, the most it can have missed. Answers 1
 * or 0; or the token `ARGV[6]`, which stands in the place of a floor that cannot be used (empty: then 2, and nothing is
 * changed).
 */
export const ADMIT_DEPENDENCY: Script = {
  name: 'admit-dependency',
  text: `${MARKED}
local wanted, stamp, ttl = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
-- Dependencies live at least as long as the entries that use them.
keep = math.max(keep, ttl)

local epoch, count = stamp_at(KEYS[1])
if epoch == wanted then
  if count > stamp then return 0 end
  if redis.call('PTTL', KEYS[1]) < ttl then redis.call('PEXPIRE', KEYS[1], keep) end
  return 1
end
local floor_epoch, floor = stamp_at(KEYS[2])
if floor_epoch ~= wanted then
  if ARGV[6] == '' then return 2 end
  return set_token(KEYS[2], ARGV[6])
end
set_stamp(KEYS[1], wanted, floor)
return floor <= stamp and 1 or 0
`,
};

/**
 * Invalidates `KEYS[1]`, whose floor is `KEYS[2]`, with a stamp in hand: `ARGV[3]` and `ARGV[4]`. A dependency that is not
 * there needs none: its floor says the same to whoever uses it first. Answers 1; or the token `ARGV[5]`, where the floor
 * cannot be used, and the dependency is gone.
 */
export const RAISE_DEPENDENCY: Script = {
  name: 'raise-dependency',
  text: `${MARKED}
local wanted, stamp = ARGV[3], tonumber(ARGV[4])
local floor_epoch, floor = stamp_at(KEYS[2])
if floor_epoch ~= wanted then
  redis.call('DEL', KEYS[1])
  return set_token(KEYS[2], ARGV[5])
end
if redis.call('EXISTS', KEYS[1]) == 1 then
  local epoch, count = stamp_at(KEYS[1])
  -- An older invalidation that comes late does not lower it.
  local known = epoch == wanted and count or floor
  redis.call('SET', KEYS[1], render(wanted, math.max(stamp, known)), 'KEEPTTL')
end
set_stamp(KEYS[2], wanted, math.max(stamp, floor))
return 1
`,
};

/**
 * The last of the three steps: the floor `KEYS[1]` becomes `ARGV[4]`, `ARGV[5]`, if the token `ARGV[3]` is still there. An
 * invalidation gives its dependency too, `KEYS[2]`. Answers 1, or 0 where the token is gone.
 */
export const SETTLE_FLOOR: Script = {
  name: 'settle-floor',
  text: `${MARKED}
if not has_token(KEYS[1], ARGV[3]) then return 0 end
set_stamp(KEYS[1], ARGV[4], tonumber(ARGV[5]))
if KEYS[2] then set_stamp(KEYS[2], ARGV[4], tonumber(ARGV[5])) end
return 1
`,
};
