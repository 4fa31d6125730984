-- Holds a product's free units against what was supplied and promised, and mends the difference.
-- A purchase that is pending may have taken its units already; a release that is owed may have
-- given them back. So only what is missing beyond both is surely lost, at any moment.
-- KEYS: product, stock, totals, pending, owed, permits, permit leases
-- ARGV: how long a release may be under way (ms)
-- Answers: {} | {supplied, free, held, sold, under way, returned, removed, oversold}; free as it is
--          now, returned to sale and removed from it by this step
local supplied = tonumber(redis.call('HGET', KEYS[1], 'supplied'))
if not supplied then
  return {}
end
local underWay = 0
for _, admitted in ipairs(redis.call('HVALS', KEYS[4])) do
  underWay = underWay + tonumber(string.match(admitted, '^%d+ (%d+) '))
end
local time, owed = now(), redis.call('HGETALL', KEYS[5])
for i = 1, #owed, 2 do
  local at, quantity = string.match(owed[i + 1], '^(%d+) (%d+) ')
  if time - at < tonumber(ARGV[1]) then
    underWay = underWay + quantity
  else
    redis.call('HDEL', KEYS[5], owed[i])
  end
end

local totals = redis.call('HMGET', KEYS[3], 'held', 'sold')
local held, sold = tonumber(totals[1] or '0'), tonumber(totals[2] or '0')
local free = tonumber(redis.call('GET', KEYS[2]) or '0')
local missing = supplied - held - sold - free
local returned, removed = math.max(0, missing - underWay), 0

-- A permit that no order knows may be of a purchase under way; what is beyond those is nobody's.
local nobodys = {}
for _, permit in ipairs(redis.call('ZRANGE', KEYS[7], 0, -1)) do
  if redis.call('HEXISTS', KEYS[6], permit) == 0 then
    nobodys[#nobodys + 1] = permit
  end
end
for i = 1, #nobodys - underWay do
  redis.call('ZREM', KEYS[7], nobodys[i])
end

if returned > 0 then
  redis.call('INCRBY', KEYS[2], whole(returned))
elseif missing < 0 and free > 0 then
  removed = math.min(-missing, free)
  redis.call('DECRBY', KEYS[2], whole(removed))
end
local oversold = math.max(0, held + sold - supplied)
local answer = {}
for i, number in ipairs({supplied, free + returned - removed, held, sold, underWay, returned,
    removed, oversold}) do
  answer[i] = whole(number)
end
return answer
