-- The purchases that were admitted long ago and are not settled.
-- KEYS: pending
-- ARGV: least age (ms)
-- Answers two texts for each: order, and what was noted at its admission
local time, stale = now(), {}
local pending = redis.call('HGETALL', KEYS[1])
for i = 1, #pending, 2 do
  if time - string.match(pending[i + 1], '^%d+') >= tonumber(ARGV[1]) then
    stale[#stale + 1] = pending[i]
    stale[#stale + 1] = pending[i + 1]
  end
end
return stale
