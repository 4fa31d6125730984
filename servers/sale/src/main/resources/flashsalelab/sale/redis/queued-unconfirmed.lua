-- Hands out orders that have waited for a broker's confirmation for too long; their wait begins anew.
-- KEYS: queued
-- ARGV: how long is too long (ms), how many at most
-- Answers the orders, the oldest first
local time = now()
local orders = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(time - ARGV[1]), 'LIMIT', 0,
  ARGV[2])
for _, order in ipairs(orders) do
  redis.call('ZADD', KEYS[1], 'XX', whole(time), order)
end
return orders
