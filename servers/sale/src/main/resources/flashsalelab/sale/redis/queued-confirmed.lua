-- Lets the wait for a broker's confirmation begin later for orders that are not decided.
-- KEYS: queued
-- ARGV: how much later than now (ms), then orders
local begins = whole(now() + ARGV[1])
for i = 2, #ARGV do
  redis.call('ZADD', KEYS[1], 'XX', begins, ARGV[i])
end
return {}
