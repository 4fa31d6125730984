-- Creates a product with its stock, unless there is one. Sent again by the same call it answers the
-- same: the token says whose product it is.
-- KEYS: product, stock
-- ARGV: token, name, price, supplied, perBuyer, opensAt, closesAt
-- Answers: {'created' | 'exists', created at (epoch ms)}
local known = redis.call('HMGET', KEYS[1], 'token', 'createdAt')
if known[1] then
  return {known[1] == ARGV[1] and 'created' or 'exists', known[2]}
end
local at = whole(now())
redis.call('HSET', KEYS[1], 'name', ARGV[2], 'price', ARGV[3], 'supplied', ARGV[4],
  'perBuyer', ARGV[5], 'opensAt', ARGV[6], 'closesAt', ARGV[7], 'token', ARGV[1], 'createdAt', at)
redis.call('SET', KEYS[2], ARGV[4])
return {'created', at}
