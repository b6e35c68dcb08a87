/**
 * The scripts of entries in a cluster: an entry and its key's floor share a slot. An entry is stored with its mark before its
 * text: `<mark> H1 <epoch> <count> …`.
 *
 * An invalidated key leaves no tombstone: its floor ends the same writes.
 */
import type { Script } from '../scripts.ts';
import { MARKED } from './cluster-scripts.ts';

const ENTRY = `${MARKED}
-- The count of the entry's stamp, where it is of this epoch, without reading its value.
local function standing(name, wanted)
  local head = redis.pcall('GETRANGE', name, 0, 95)
  local by, epoch, count = string.match(type(head) == 'string' and head or '', '^(%w+) H1 (%x+) (%d+) ')
  if by == mark and epoch == wanted and #count < 16 then return tonumber(count) end
end
`;

/**
 * Stores an entry: `KEYS[1]` the entry, `KEYS[2]` the key's floor; `ARGV[3]` and `ARGV[4]` epoch and count of its stamp,
 * `ARGV[5]` its ttl in milliseconds, `ARGV[6]` 1 for refresh and prime (loads that began earlier lose, and an older entry
 * ends where this one is refused), `ARGV[7]` 1 where its dependencies let it in, `ARGV[9]` its text. Answers 1 or 0; or the
 * token `ARGV[8]`, where the floor has to be made anew first (empty: then 2, and nothing is changed).
 */
export const PUT_ENTRY: Script = {
  name: 'put-entry',
  text: `${ENTRY}
local wanted, stamp, raises, admitted = ARGV[3], tonumber(ARGV[4]), ARGV[6] == '1', ARGV[7] == '1'
local found = standing(KEYS[1], wanted)
local newest = found
if not found or raises then
  local epoch, floor = stamp_at(KEYS[2])
  if epoch ~= wanted then
    if ARGV[8] == '' then return 2 end
    return set_token(KEYS[2], ARGV[8])
  end
  if raises then
    floor = math.max(floor, stamp)
    set_stamp(KEYS[2], wanted, floor)
  end
  newest = found or floor
end
if admitted and newest <= stamp then
  redis.call('SET', KEYS[1], mark .. ' ' .. ARGV[9], 'PX', ARGV[5])
  return 1
end
if raises and not (found and found >= stamp) then redis.call('DEL', KEYS[1]) end
return 0
`,
};

/**
 * Ends the entry `KEYS[1]`, and what began before the stamp in hand, `ARGV[3]` and `ARGV[4]`: `KEYS[2]` is the key's floor.
 * An entry of a later computation stays. Answers 1; or the token `ARGV[5]`, where the floor cannot be used, and the entry is
 * gone.
 */
export const BURY_ENTRY: Script = {
  name: 'bury-entry',
  text: `${ENTRY}
local wanted, stamp = ARGV[3], tonumber(ARGV[4])
local epoch, floor = stamp_at(KEYS[2])
if epoch ~= wanted then
  redis.call('DEL', KEYS[1])
  return set_token(KEYS[2], ARGV[5])
end
set_stamp(KEYS[2], wanted, math.max(stamp, floor))
local found = standing(KEYS[1], wanted)
if not (found and found >= stamp) then redis.call('DEL', KEYS[1]) end
return 1
`,
};

/**
 * The last of the three steps for a key: its floor `KEYS[2]` becomes `ARGV[4]`, `ARGV[5]`, if the token `ARGV[3]` is still
 * there. `ARGV[6]` is 1 to end the entry `KEYS[1]`, unless it is of a later computation. Answers 1, or 0 where the token is
 * gone.
 */
export const SETTLE_KEY_FLOOR: Script = {
  name: 'settle-key-floor',
  text: `${ENTRY}
if not has_token(KEYS[2], ARGV[3]) then return 0 end
local wanted, stamp = ARGV[4], tonumber(ARGV[5])
set_stamp(KEYS[2], wanted, stamp)
if ARGV[6] == '1' then
  local found = standing(KEYS[1], wanted)
  if not (found and found >= stamp) then redis.call('DEL', KEYS[1]) end
end
return 1
`,
};
