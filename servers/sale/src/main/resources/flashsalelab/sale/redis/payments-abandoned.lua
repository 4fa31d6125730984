-- Hands out payments again that their consumers have not finished.
-- KEYS: payments
-- ARGV: consumer, how many at most, for how long (ms)
-- Answers three texts for each: entry, order, deliveries
local answers = {}
local pending = redis.pcall('XPENDING', KEYS[1], 'payments', 'IDLE', ARGV[3], '-', '+', ARGV[2])
if pending.err then
  return answers
end
for _, entry in ipairs(pending) do
  local id, deliveries = entry[1], entry[4]
  local claimed = redis.call('XCLAIM', KEYS[1], 'payments', ARGV[1], ARGV[3], id)
  if claimed[1] then
    answers[#answers + 1] = id
    answers[#answers + 1] = claimed[1][2][2]
    answers[#answers + 1] = whole(deliveries + 1)
  else
    redis.call('XACK', KEYS[1], 'payments', id)
  end
end
return answers
