-- Puts a product's totals, restocks and allowances back.
-- KEYS: totals, restocks, buyers
-- ARGV: held, sold, how many restocks, then key and note of each, then buyer and units of each
redis.call('HSET', KEYS[1], 'held', ARGV[1], 'sold', ARGV[2])
local allowances = 4 + 2 * ARGV[3]
for i = 4, allowances - 1, 2 do
  redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
end
for i = allowances, #ARGV, 2 do
  redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
end
return {}
