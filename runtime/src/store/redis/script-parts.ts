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
