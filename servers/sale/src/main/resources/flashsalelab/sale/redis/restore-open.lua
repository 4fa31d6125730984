-- Puts a product back on sale: free is what is neither held nor sold, nor about to be given back by
-- whoever ended its order.
-- KEYS: product, stock, totals, owed
-- ARGV: token, name, price, supplied, perBuyer, opensAt, closesAt, createdAt
-- Answers: {'exists'}: somebody else made it meanwhile | {'opened', free, held, sold}
local token = redis.call('HGET', KEYS[1], 'token')
if token and token ~= ARGV[1] then
  return {'exists'}
end
local totals = redis.call('HMGET', KEYS[3], 'held', 'sold')
if not token then
  local owed = 0
  for _, note in ipairs(redis.call('HVALS', KEYS[4])) do
    owed = owed + string.match(note, '^%d+ (%d+) ')
  end
  redis.call('SET', KEYS[2], whole(math.max(0, ARGV[4] - totals[1] - totals[2] - owed)))
  redis.call('HSET', KEYS[1], 'name', ARGV[2], 'price', ARGV[3], 'supplied', ARGV[4],
    'perBuyer', ARGV[5], 'opensAt', ARGV[6], 'closesAt', ARGV[7], 'token', ARGV[1],
    'createdAt', ARGV[8])
end
return {'opened', redis.call('GET', KEYS[2]), totals[1], totals[2]}
