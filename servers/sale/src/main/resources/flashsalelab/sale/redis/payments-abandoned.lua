-- Hands out payments again that their consumers have not finished, and those that are nobody's,
-- because their consumer was deleted.
-- KEYS: payments
-- ARGV: consumer, how many at most, for how long (ms)
-- Answers three texts for each: entry, order, deliveries
local answers = {}
local pending = redis.pcall('XPENDING', KEYS[1], 'payments', 'IDLE', ARGV[3], '-', '+', ARGV[2])
if pending.err then
  return answers
end

local function claim(id, deliveries, ...)
  local claimed = redis.call('XCLAIM', KEYS[1], 'payments', ARGV[1], ARGV[3], id, ...)
  if claimed[1] then
    answers[#answers + 1] = id
    answers[#answers + 1] = claimed[1][2][2]
    answers[#answers + 1] = whole(deliveries)
  else
    redis.call('XACK', KEYS[1], 'payments', id)
  end
end

for _, entry in ipairs(pending) do
  claim(entry[1], entry[4] + 1)
end
local delivered = '0-0'
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  for i = 1, #group, 2 do
    if group[i] == 'last-delivered-id' then
      delivered = group[i + 1]
    end
  end
end
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', delivered, 'COUNT', ARGV[2])) do
  if #redis.call('XPENDING', KEYS[1], 'payments', entry[1], entry[1], 1) == 0 then
    claim(entry[1], 1, 'FORCE')
  end
end
return answers
