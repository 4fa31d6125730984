-- Creates a product with its stock, unless there is one. Sent again by the same call it answers the
-- same: the token says whose product it is.
-- KEYS: product, stock
-- ARGV: token, name, price, supplied, perBuyer, opensAt, closesAt
-- Answers: {'created'} | {'exists'}
if redis.call('EXISTS', KEYS[1]) == 1 then
  if redis.call('HGET', KEYS[1], 'token') == ARGV[1] then
    return {'created'}
  end
  return {'exists'}
end
redis.call('HSET', KEYS[1], 'name', ARGV[2], 'price', ARGV[3], 'supplied', ARGV[4],
  'perBuyer', ARGV[5], 'opensAt', ARGV[6], 'closesAt', ARGV[7], 'token', ARGV[1])
redis.call('SET', KEYS[2], ARGV[4])
return {'created'}
